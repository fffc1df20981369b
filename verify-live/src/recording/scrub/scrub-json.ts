import { LosslessNumber } from "lossless-json";
import type { Aliases, TextKind } from "./aliases.ts";
import { scrubLink } from "./scrub-question.ts";
import { figures, isFieldName, isOwnWord, sentences } from "./vocabulary.ts";

type Siblings = Readonly<Record<string, unknown>>;

const kinds: Readonly<Record<string, TextKind>> = {
  username: "user",
  name: "name",
  application: "name",
  dimension_values: "place",
};

/** From here on a whole number is an id, unless its field says otherwise. */
const smallestId = 1_000_000_000;

function isIdField(field: string): boolean {
  return field === "id" || field.endsWith("_id");
}

function scrubNumber(value: number, field: string, aliases: Aliases): number | LosslessNumber {
  const isFigure = figures.has(field) || field.endsWith("_count");
  if (isFigure || !Number.isInteger(value)) return value;
  const isId = Math.abs(value) >= smallestId || (isIdField(field) && value > 9999);
  return isId ? Number(aliases.id(String(Math.abs(value)))) : value;
}

function scrubText(text: string, field: string, siblings: Siblings, aliases: Aliases): string {
  if (sentences.has(field)) return aliases.sentence(text);
  if (field === "fbtrace_id") return aliases.trace(text);
  if (field === "before" || field === "after") return aliases.cursor(text);
  if (field === "next" || field === "previous") return scrubLink(text, aliases);
  if (isOwnWord(field, text, siblings)) return text;
  if (/^\d{5,}$/.test(text)) return aliases.id(text);
  // The id of an entry of insights: 1784…/insights/reach/day.
  const composite = /^(?<id>\d{5,})(?<rest>(?:\/[a-z0-9_]+)+)$/.exec(text)?.groups;
  if (field === "id" && composite?.["id"] !== undefined) {
    return `${aliases.id(composite["id"])}${composite["rest"] ?? ""}`;
  }
  if (/^https?:\/\//.test(text)) return aliases.address(text);
  return aliases.text(text, kinds[field] ?? "text");
}

function scrubKey(key: string, aliases: Aliases): string {
  if (isFieldName(key)) return key;
  return /^\d+$/.test(key) ? aliases.id(key) : aliases.text(key, "key");
}

/** A value of JSON without anything private. What is not known to be harmless is replaced. */
export function scrubJson(value: unknown, aliases: Aliases, field = "", siblings: Siblings = {}): unknown {
  if (typeof value === "string") return scrubText(value, field, siblings, aliases);
  if (typeof value === "number") return scrubNumber(value, field, aliases);
  if (value instanceof LosslessNumber) {
    return figures.has(field) ? value : new LosslessNumber(aliases.id(value.value.replaceAll(/\D/g, "")));
  }
  if (Array.isArray(value)) return value.map((one: unknown) => scrubJson(one, aliases, field, siblings));
  if (typeof value !== "object" || value === null) return value;
  const fields: Siblings = Object.fromEntries(Object.entries(value));
  return Object.fromEntries(
    Object.entries(fields).map(([key, one]) => [
      scrubKey(key, aliases),
      scrubJson(one, aliases, key, fields),
    ]),
  );
}
