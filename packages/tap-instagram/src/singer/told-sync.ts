import type { TapRun } from "@tap-instagram/singer";
import type { Book } from "../book/book.ts";
import type { RequestLog } from "../log/request-log.ts";
import type { ToldSync } from "../report/facts/facts-of.ts";
import type { TapSettings } from "../settings/settings.ts";
import type { StreamGroup } from "../sync/stream-group.ts";

/** What is told of a sync: its selected streams, in the order of the catalog, and what counts them. */
export function toldSync(
  { streams, settings, output }: Pick<TapRun<TapSettings>, "streams" | "settings" | "output">,
  groups: readonly StreamGroup[],
  { book, requests }: { readonly book: Book; readonly requests: RequestLog },
): ToldSync {
  const all = groups.flatMap((group) => group.streams.map((stream) => ({ stream, group })));
  const selected = streams.flatMap(({ name }) => all.find(({ stream }) => stream.name === name) ?? []);
  return {
    book,
    requests,
    streams: selected.map(({ stream }) => stream),
    schemas: streams,
    written: streams.map((stream) => ({ stream: stream.name, ...output.written(stream) })),
    streamsPerAccount: selected.filter(({ group }) => group.kind === "walk" && !group.isSameForAll).length,
    shard: settings.shard,
    recordCounts: () => output.recordCounts,
  };
}
