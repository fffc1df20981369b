/** What becomes of the streams of a tap before a target sees them. */
export interface StreamMaps {
  readonly byStream: ReadonlyMap<string, StreamMap | "drop">;
  /** Whether streams without a map are left out. */
  readonly dropsOthers: boolean;
}

/** What becomes of one stream. */
export interface StreamMap {
  /** The name that the target sees. */
  readonly alias?: string | undefined;
  /** The columns that identify a record for the target. Empty: none. Default: those of the stream. */
  readonly keyProperties?: readonly string[] | undefined;
  /** Whether columns without a rule are left out, except those of the key. */
  readonly dropsOthers: boolean;
  /** By the name that the target sees. */
  readonly columns: ReadonlyMap<string, ColumnRule>;
}

/** Where the value of a column comes from. */
export type ColumnRule =
  | { readonly kind: "drop" }
  | { readonly kind: "constant"; readonly value: string | number | boolean }
  | SourceRule;

/** A column that is filled from another, or from a property inside of it. */
export interface SourceRule {
  readonly kind: "copy" | "hash";
  /** The column, then the properties inside of it. Never empty. */
  readonly path: readonly string[];
}

/** Whether a column is hashed, for which a key is needed. */
export function usesHash({ byStream }: StreamMaps): boolean {
  return [...byStream.values()].some(
    (map) => map !== "drop" && [...map.columns.values()].some(({ kind }) => kind === "hash"),
  );
}
