/**
 * Whether checking a record can take much longer than reading it: because of a regular expression with choices, of
 * items that are compared with each other, or of a schema that refers to itself.
 */
export function needsBudget(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(needsBudget);
  if (typeof schema !== "object" || schema === null) return false;
  return Object.entries(schema).some(([keyword, value]) => isCostly(keyword, value) || needsBudget(value));
}

function isCostly(keyword: string, value: unknown): boolean {
  if (keyword === "pattern") return typeof value === "string" && hasChoices(value);
  if (keyword === "patternProperties")
    return typeof value === "object" && value !== null && Object.keys(value).some(hasChoices);
  if (keyword === "uniqueItems") return value === true;
  return ["$ref", "$dynamicRef", "$recursiveRef"].includes(keyword) && typeof value === "string";
}

/** Groups, alternatives, and repetitions other than `{4}` let a match go back and try again. */
function hasChoices(pattern: string): boolean {
  return /[(|*+?]|\{(?!\d{1,3}\})/.test(pattern);
}
