import type { Logger } from "@tap-instagram/singer";
import type { Streams } from "./streams.ts";

/** Logs one line per stream for people, and one with the metric `record_count` for programs. */
export function logSummary(streams: Streams, logger: Logger): void {
  for (const { name, load, validator } of streams.all()) {
    validator?.report();
    const files = load.reports();
    const rows = files.reduce((sum, file) => sum + file.rows, 0);
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    const [first] = files;
    const place = files.length === 1 && first !== undefined ? first.path : `${files.length} files`;
    const log = logger.forStream(name);
    log.info(rows === 0 ? "no rows" : `${rows} ${rows === 1 ? "row" : "rows"}, ${bytes} bytes in ${place}`);
    log.metric({ type: "counter", metric: "record_count", value: rows, tags: { stream: name } });
  }
}
