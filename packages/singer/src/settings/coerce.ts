import { getDotPath, safeParse } from "valibot";
import { formatInstant, parseInstant } from "../json/instant.ts";
import { getOwn, isJsonObject, preview, type JsonValue } from "../json/json.ts";
import { parseExactJson } from "../json/exact-json.ts";
import { inOurWords, issueText, wantedOf } from "./issue-text.ts";
import type { Setting } from "./setting.ts";

/** The value in the type of its setting, or a problem. */
export type Coerced = { readonly value: unknown } | { readonly problem: string };

/** Converts a value of JSON or of an environment variable to the type of its setting, and checks it. */
export function coerceSetting(setting: Setting, raw: unknown): Coerced {
  const result = coerceKind(setting, raw);
  if ("problem" in result || setting.check === undefined) return result;
  const checked = safeParse(setting.check, result.value, { message: wantedOf });
  if (checked.success) return { value: checked.output };
  // The message of a check quotes a text whole, which can be removed; of a list or object it quotes a part.
  const hides = setting.secret === true && setting.kind !== "text";
  const text = withoutSecret(setting, raw, issueText(checked.issues, hides));
  const isOfAPart = checked.issues.some((issue) => getDotPath(issue) !== null);
  return { problem: `found ${shown(setting, raw)}${isOfAPart ? ": " : ", wanted "}${text}` };
}

function coerceKind(setting: Setting, raw: unknown): Coerced {
  const wrong = (wanted: string): Coerced => ({ problem: `found ${shown(setting, raw)}, wanted ${wanted}` });
  switch (setting.kind) {
    case "text":
      return typeof raw === "string" || typeof raw === "number" ? { value: String(raw) } : wrong("text");
    case "integer":
    case "number":
      return coerceNumber(setting, raw) ?? wrong(describeNumber(setting));
    case "boolean": {
      const value = coerceBoolean(raw);
      return value === undefined ? wrong("true or false") : { value };
    }
    case "choice": {
      const options = setting.options ?? [];
      const word = typeof raw === "string" ? raw.trim().toLowerCase() : raw;
      // YAML reads a bare `off` as false.
      const value =
        options.find((option) =>
          typeof raw === "boolean" ? coerceBoolean(option) === raw : option.toLowerCase() === word,
        ) ?? getOwn(setting.synonyms ?? {}, String(coerceBoolean(raw)));
      return value === undefined ? wrong(`one of ${options.join(", ")}`) : { value };
    }
    case "dateTime": {
      const instant = typeof raw === "string" ? parseInstant(raw) : undefined;
      return instant === undefined
        ? wrong("a date such as 2026-01-31 or 2026-01-31T00:00:00Z")
        : { value: formatInstant(instant) };
    }
    case "list": {
      const value = coerceList(raw);
      return value === undefined ? wrong('a list, ["a", "b"] or a,b') : { value };
    }
    case "object": {
      const json = typeof raw === "string" ? tryParse(raw) : raw;
      return isJsonObject(json) ? { value: json } : wrong('a JSON object, {"name": value}');
    }
    default:
      return coerceObjects(setting, raw) ?? wrong("a list of objects, [{…}, {…}]");
  }
}

function coerceNumber(setting: Setting, raw: unknown): Coerced | undefined {
  const isText = typeof raw === "string" && /^[+-]?\d+(\.\d+)?$/.test(raw.trim());
  const value = typeof raw === "number" ? raw : isText ? Number(raw) : Number.NaN;
  const isOfKind = setting.kind === "integer" ? Number.isSafeInteger(value) : Number.isFinite(value);
  const { minimum = -Infinity, maximum = Infinity } = setting;
  return isOfKind && value >= minimum && value <= maximum ? { value } : undefined;
}

/** `an integer from 1 to 100`. */
export function describeNumber({ kind, minimum, maximum }: Setting): string {
  const noun = kind === "integer" ? "an integer" : "a number";
  if (minimum !== undefined && maximum !== undefined) return `${noun} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${noun} of at least ${minimum}`;
  return maximum === undefined ? noun : `${noun} of at most ${maximum}`;
}

function coerceBoolean(raw: unknown): boolean | undefined {
  switch (typeof raw === "string" ? raw.trim().toLowerCase() : raw) {
    case true:
    case 1:
    case "true":
    case "1":
    case "yes":
    case "on":
      return true;
    case false:
    case 0:
    case "false":
    case "0":
    case "no":
    case "off":
      return false;
    default:
      return undefined;
  }
}

function coerceList(raw: unknown): string[] | undefined {
  if (typeof raw === "number") return [String(raw)];
  if (typeof raw === "string") {
    const trimmed = raw.trim();
    if (!trimmed.startsWith("["))
      return trimmed
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== "");
    const json = tryParse(trimmed);
    return Array.isArray(json) ? coerceList(json) : undefined;
  }
  if (!Array.isArray(raw)) return undefined;
  const items: unknown[] = raw;
  const areTexts = items.every((item) => typeof item === "string" || typeof item === "number");
  return areTexts ? items.map((item) => String(item)).filter((item) => item.trim() !== "") : undefined;
}

function coerceObjects(setting: Setting, raw: unknown): Coerced | undefined {
  const json = typeof raw === "string" ? tryParse(raw) : raw;
  if (!Array.isArray(json) || !json.every(isJsonObject)) return undefined;
  const { item } = setting;
  if (item === undefined) return { value: json };
  const values: unknown[] = [];
  for (const [index, object] of json.entries()) {
    const parsed = safeParse(item, object, { message: inOurWords });
    if (!parsed.success) return { problem: `[${index}]${issueText(parsed.issues, setting.secret)}` };
    values.push(parsed.output);
  }
  return { value: values };
}

function tryParse(text: string): JsonValue | undefined {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

/** Removes the secret value that the message of a check quotes. */
function withoutSecret(setting: Setting, raw: unknown, text: string): string {
  if (setting.secret !== true) return text;
  const quoted = typeof raw === "string" ? raw : JSON.stringify(raw);
  return quoted === "" ? text : text.replaceAll(quoted, "…");
}

/** User and password of a URL. */
const userInfo = /\/\/[^/?#\s]*@/g;

/** A value for a message. The address of a server may hold a password. */
export function shown(setting: Setting, raw: unknown): string {
  if (setting.secret === true) return "a secret value";
  return preview(typeof raw === "string" ? raw.replaceAll(userInfo, "//…@") : raw);
}
