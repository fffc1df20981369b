/** A stream or a partition of it. An empty context means the whole stream. */
export interface PartitionPosition {
  readonly stream: string;
  /** Which part of the stream, e.g. `{ business_account_id: "17841400000000000" }`. Never a secret. */
  readonly context: Readonly<Record<string, string>>;
}

/** The position of a bookmark. */
export interface BookmarkPosition extends PartitionPosition {
  readonly replicationKey: string;
}

/** Whether a position means the whole stream. */
export function isWholeStream({ context }: PartitionPosition): boolean {
  return Object.keys(context).length === 0;
}
