import { invalidParameter } from "../errors/refusals.ts";

/** The names of a comma-separated parameter; throws unless there is at least one and each is known. */
export function namesOf(
  parameter: string,
  text: string | undefined,
  known: readonly string[],
): readonly string[] {
  if (text === undefined || text === "") throw invalidParameter(`The parameter ${parameter} is required`);
  const names = text.split(",").map((name) => name.trim());
  for (const [index, name] of names.entries()) {
    if (known.includes(name)) continue;
    throw invalidParameter(`${parameter}[${index}] must be one of the following values: ${known.join(", ")}`);
  }
  return [...new Set(names)];
}

/** Throws unless the value of an optional parameter is a known one. */
export function oneOf(parameter: string, text: string | undefined, known: readonly string[]): void {
  if (text === undefined || known.includes(text)) return;
  throw invalidParameter(`${parameter} must be one of the following values: ${known.join(", ")}`);
}
