import { preview, type JsonValue } from "../json/json.ts";
import type { ColumnRule } from "./stream-map.ts";

/** What Meltano's SDK writes for null: YAML files lose a null. */
export const nullText = "__NULL__";

/** The name of the function for a keyed hash. The SDK has none. */
export const hashFunction = "hmac_sha256";

/** `username`, `record['from']['username']`, `_["from"]`. */
const sourcePattern = /^(?<name>[A-Za-z_]\w*)(?<steps>(\[\s*('[^'\\]+'|"[^"\\]+")\s*\])*)$/;
const stepPattern = /'([^']+)'|"([^"]+)"/g;
const callPattern = /^(?<called>[A-Za-z_]\w*)\((?<argument>.*)\)$/s;
/** A double holds any number of so many digits. */
const mostDigits = 15;
const numberPattern = /^[+-]?\d+(\.\d+)?$/;
/** Texts without backslashes: what those mean is Python's affair. */
const quotedPattern = /^('[^'\\]*'|"[^"\\]*")$/;

/** The rule of a column, or a problem: what was found, what was wanted and what to do. */
export function parseRule(column: string, raw: JsonValue): ColumnRule | { readonly problem: string } {
  if (raw === null || raw === nullText) return { kind: "drop" };
  if (typeof raw === "boolean" || typeof raw === "number") return { kind: "constant", value: raw };
  const text = typeof raw === "string" ? raw.trim() : "";
  if (numberPattern.test(text) && !isExact(text))
    return {
      problem: `found ${preview(raw)}, wanted a number of at most ${mostDigits} digits, because most programs hold no more: write it as a text, "'${text}'"`,
    };
  const constant = constantOf(text);
  if (constant !== undefined) return { kind: "constant", value: constant };
  const path = pathOf(text, column);
  if (path !== undefined) return { kind: "copy", path };
  const { called, argument = "" } = callPattern.exec(text)?.groups ?? {};
  const hashed = called === hashFunction ? pathOf(argument.trim(), column) : undefined;
  if (hashed !== undefined) return { kind: "hash", path: hashed };
  return { problem: `found ${preview(raw)}, wanted ${wanted}. ${adviceFor(called)}` };
}

const wanted =
  `null or "${nullText}" to leave the column out, a column such as "username" or "record['from']['id']", ` +
  `a constant such as "'eu'", or "${hashFunction}(username)"`;

function adviceFor(called: string | undefined): string {
  return called === "md5"
    ? `md5 of a name can be found out by trying names: use ${hashFunction}, with the key in stream_maps_hash_key`
    : "For other expressions, put meltano-map-transformer between tap and target, or convert in the warehouse";
}

/** A constant as Python writes it. */
function constantOf(text: string): string | number | boolean | undefined {
  if (quotedPattern.test(text)) return text.slice(1, -1);
  if (text === "True") return true;
  if (text === "False") return false;
  return numberPattern.test(text) ? Number(text) : undefined;
}

/** Whether a number holds every digit of a text. */
function isExact(text: string): boolean {
  const digits = text.replace(/^[+-]/, "").replace(".", "").replace(/^0+/, "");
  return digits.length <= mostDigits;
}

/** The way to a value: the SDK calls the record `record` or `_`, and what the column holds `self`. */
function pathOf(text: string, column: string): string[] | undefined {
  const { name, steps = "" } = sourcePattern.exec(text)?.groups ?? {};
  if (name === undefined || name === "True" || name === "False" || name === "None" || name === "config")
    return undefined;
  const inside = [...steps.matchAll(stepPattern)].map(([, single, double]) => single ?? double ?? "");
  if (name === "record" || name === "_") return inside.length > 0 ? inside : undefined;
  return [name === "self" ? column : name, ...inside];
}
