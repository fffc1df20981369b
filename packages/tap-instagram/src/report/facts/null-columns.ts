import type { JsonObject, JsonSchema } from "@tap-instagram/singer";
import type { NullColumnFacts } from "./run-facts.ts";

/** Counts, per stream, the records in which a column is null. */
export class NullColumns {
  readonly #nulls = new Map<string, Map<string, number>>();

  take(stream: string, record: JsonObject): void {
    const nulls = this.#nulls.get(stream) ?? new Map<string, number>();
    this.#nulls.set(stream, nulls);
    for (const [column, value] of Object.entries(record))
      if (value === null) nulls.set(column, (nulls.get(column) ?? 0) + 1);
  }

  /** Columns of the schemas, those without any value first. */
  factsOf(
    streams: readonly { readonly name: string; readonly schema: JsonSchema }[],
    records: ReadonlyMap<string, number>,
  ): NullColumnFacts[] {
    return streams.flatMap(({ name, schema }) => {
      const nulls = this.#nulls.get(name);
      const columns = Object.keys(schema.properties ?? {}).flatMap((column) => {
        const count = nulls?.get(column) ?? 0;
        return count === 0 ? [] : [{ column, nulls: count }];
      });
      if (columns.length === 0) return [];
      return [
        {
          stream: name,
          records: records.get(name) ?? 0,
          columns: columns.toSorted((a, b) => b.nulls - a.nulls),
        },
      ];
    });
  }
}
