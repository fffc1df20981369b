import type { SinkAccount } from "tap-instagram/engine";
import type { SelectedStream } from "../catalog/selection.ts";

/** How many rows a stream will about have. */
export interface Estimate {
  readonly name: string;
  readonly rows: number;
}

/** What a stream has a row of, where the accounts tell how many there are. */
const rowsPer: { readonly [stream: string]: "account" | "post" } = {
  users: "account",
  accounts: "account",
  media: "post",
  media_insights: "post",
};

/** What the accounts tell of the size of streams: no estimate costs a request. */
export function estimatesOf(
  streams: readonly Pick<SelectedStream, "name">[],
  accounts: readonly SinkAccount[],
): Estimate[] {
  const counts = accounts.map(({ mediaCount }) => mediaCount);
  const posts = counts.some((count) => count === undefined)
    ? undefined
    : counts.reduce<number>((sum, count = 0) => sum + count, 0);
  return streams.flatMap(({ name }) => {
    const rows = rowsPer[name] === "account" ? accounts.length : rowsPer[name] === "post" ? posts : undefined;
    return rows === undefined ? [] : [{ name, rows }];
  });
}
