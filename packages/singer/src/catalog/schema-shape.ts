import type { JsonSchema } from "../json/json-schema.ts";

/** Whether a schema has a property at a path. Items of lists are not a step of the path. */
export function hasPath(schema: JsonSchema, path: readonly string[]): boolean {
  let here = schema;
  for (const step of path) {
    while (here.properties === undefined && here.items !== undefined) here = here.items;
    if (here.properties === undefined || !Object.hasOwn(here.properties, step)) return false;
    const next = here.properties[step];
    if (next === undefined) return false;
    here = next;
  }
  return true;
}

/** A copy of the selected properties, without the marks that very old catalogs write into schemas. */
export function prune(
  schema: JsonSchema,
  path: readonly string[],
  keep: (path: readonly string[], property: JsonSchema) => boolean,
): JsonSchema {
  const { selected: _selected, inclusion: _inclusion, ...rest } = schema;
  const copy: JsonSchema = { ...rest };
  if (schema.items !== undefined) copy.items = prune(schema.items, path, keep);
  if (schema.properties !== undefined) {
    const kept = Object.entries(schema.properties).filter(([name, property]) =>
      keep([...path, name], property),
    );
    copy.properties = Object.fromEntries(
      kept.map(([name, property]) => [name, prune(property, [...path, name], keep)]),
    );
    if (schema.required !== undefined) {
      const names = new Set(kept.map(([name]) => name));
      copy.required = schema.required.filter((name) => names.has(name));
    }
  }
  return copy;
}

/** The tap's schema, with the types of the catalog: Meltano's `schema` extra changes them there. */
export function mergeSchema(declared: JsonSchema, given: JsonSchema | undefined): JsonSchema {
  if (given === undefined || Object.keys(given).length === 0) return declared;
  const { properties, items } = declared;
  const isTyped = given.type !== undefined || given.anyOf !== undefined || given.oneOf !== undefined;
  const merged: JsonSchema = isTyped ? { ...declared, ...given } : { ...given, ...declared };
  if (properties !== undefined) {
    merged.properties = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [
        name,
        mergeSchema(
          property,
          given.properties !== undefined && Object.hasOwn(given.properties, name)
            ? given.properties[name]
            : undefined,
        ),
      ]),
    );
  }
  if (items !== undefined) merged.items = mergeSchema(items, given.items);
  return merged;
}
