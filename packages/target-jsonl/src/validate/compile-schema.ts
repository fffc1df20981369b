import { isJsonObject } from "./json-object.ts";
import { compileConstraints, type Check } from "./constraints.ts";

/** Says nothing about values, or only to people. */
const ANNOTATIONS = new Set([
  "$schema",
  "$id",
  "$comment",
  "id",
  "title",
  "description",
  "default",
  "examples",
]);

/** A schema made ready to check many values. */
export interface CompiledSchema {
  /** What is wrong with a value, and where, e.g. `.owner.id: found a number, wanted string or null`. */
  readonly check: (value: unknown) => string | undefined;
  /** Keywords that are not checked. */
  readonly unchecked: readonly string[];
}

/**
 * Makes a JSON Schema (draft 4 to 7) ready, as far as Singer streams use it: types, properties, items, enumerations,
 * ranges, lengths, patterns, combinations, and the formats `date-time` and `date`.
 */
export function compileSchema(schema: unknown): CompiledSchema {
  const unchecked = new Set<string>();
  const check = compile(schema, unchecked);
  return { check: (value) => check(value, ""), unchecked: [...unchecked] };
}

function compile(schema: unknown, unchecked: Set<string>): Check {
  if (schema === false) return (_value, path) => `${path || "."}: found a value, wanted none`;
  if (!isJsonObject(schema)) return () => undefined;
  const { checks, known } = compileConstraints(schema, (inner) => compile(inner, unchecked));
  for (const keyword of Object.keys(schema)) {
    if (!known.has(keyword) && !ANNOTATIONS.has(keyword)) unchecked.add(keyword);
  }
  return (value, path) => {
    for (const check of checks) {
      const problem = check(value, path);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}
