/**
 * The validator library ignores a property called `__proto__`. Schemas and records that have one get this name in its
 * place. No tap uses it: it begins with a character that column names never have.
 */
const standIn = "\u0000__proto__";

/** The name under which a property is checked. */
export function checkedName(name: string): string {
  return name === "__proto__" ? standIn : name;
}

/** A message with the names that the tap uses. */
export function withOwnNames(message: string): string {
  return message.replaceAll(standIn, "__proto__");
}

/** Whether a schema names such a property anywhere. */
export function namesProto(schema: unknown): boolean {
  return JSON.stringify(schema).includes('"__proto__"');
}

/** A copy of a record, with checked names. */
export function withCheckedNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCheckedNames);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [checkedName(name), withCheckedNames(inner)]),
  );
}
