import type { JsonObject } from "@tap-instagram/singer";

/**
 * A record of nulls to copy. A copy has its columns from the start: an object that gets dozens of them one by one becomes
 * a hash table, which takes twice the time and memory.
 */
export function emptyRecord(names: readonly string[]): JsonObject {
  // What is made from entries is a hash table, what is parsed is none.
  const record: JsonObject = JSON.parse(
    JSON.stringify(Object.fromEntries(names.map((name) => [name, null]))),
  );
  return record;
}

/** Makes a function that gives a record the columns that it lacks, as null. Hardly any lacks one: then it stays as it is. */
export function withNulls(names: readonly string[]): (record: JsonObject) => JsonObject {
  const empty = emptyRecord(names);
  return (record) => {
    for (const name of names) if (record[name] === undefined) return { ...empty, ...record };
    return record;
  };
}
