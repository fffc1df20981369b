import type { JsonObject } from "@tap-instagram/singer";

/** The state of a run that read no account yet. */
export function withoutPartitions({ bookmarks }: JsonObject): JsonObject {
  const streams = Object.entries(bookmarks && typeof bookmarks === "object" ? bookmarks : {});
  const own = streams.map(([name, stream]) => {
    const isPartitioned = typeof stream === "object" && stream !== null && "partitions" in stream;
    return [name, isPartitioned ? { ...stream, partitions: [] } : stream] as const;
  });
  return { bookmarks: Object.fromEntries(own) };
}
