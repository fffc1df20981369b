import type { StreamDeclaration } from "@tap-instagram/singer";
import type { RunResult } from "./run.ts";

/** What a target holds that updates rows by their key, from run to run. */
export class Fold {
  readonly #rows = new Map<string, string>();
  readonly #streams: readonly StreamDeclaration[];

  constructor(streams: readonly StreamDeclaration[]) {
    this.#streams = streams;
  }

  take({ records }: RunResult): void {
    for (const { name, keyProperties } of this.#streams)
      for (const record of records(name)) {
        const key = JSON.stringify([name, ...keyProperties.map((property) => record[property])]);
        // The API signs addresses of files anew in every answer.
        this.#rows.set(key, JSON.stringify(record).replaceAll(/\?_nc_ohc=[^"]*/g, ""));
      }
  }

  get rows(): readonly string[] {
    return [...this.#rows].map(([key, row]) => `${key} ${row}`).toSorted();
  }
}
