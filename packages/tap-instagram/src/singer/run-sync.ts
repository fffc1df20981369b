import type { TapRun } from "@tap-instagram/singer";
import { Book } from "../book/book.ts";
import { verdictOf } from "../book/verdict.ts";
import type { Ports } from "../client/client.ts";
import { checkCommand } from "../setup/advice/setup-commands.ts";
import { RequestLog } from "../log/request-log.ts";
import type { TapWatch } from "../report/tap-watch.ts";
import type { TapSettings } from "../settings/settings.ts";
import type { StreamGroup } from "../sync/stream-group.ts";
import { sync } from "../sync/sync.ts";
import { estimateFor } from "./estimate-for.ts";
import { asCommandError } from "./command-failure.ts";
import { exitCodeOf } from "./exit-code.ts";
import { selectionOf } from "./selection.ts";
import { SingerSink, storedBookmarks } from "./singer-sink.ts";
import { toldSync } from "./told-sync.ts";

/** A timer of more than 24 days ends at once. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Runs a sync that writes Singer messages.
 *
 * @returns the exit code.
 * @throws CommandError with an exit code, when nothing can be read; InvalidInputError for a version the API lacks.
 */
export async function runSync(
  run: TapRun<TapSettings, TapWatch>,
  groups: readonly StreamGroup[],
  ports: Ports,
): Promise<number> {
  const { settings, streams, logger, watch } = run;
  if (streams.length === 0) {
    logger.warning("The catalog selects no stream: nothing to sync");
    return 0;
  }
  const book = new Book(run.now);
  const requests = new RequestLog(logger, undefined, watch?.observer);
  const selections = streams.map(selectionOf);
  watch?.syncBegins(toldSync(run, groups, { book, requests }));
  const { timeout = (ms) => AbortSignal.timeout(ms) } = ports;
  const { max_run_minutes: minutes } = settings;
  const deadline = minutes === undefined ? undefined : timeout(Math.min(minutes * 60_000, longestTimerMs));
  const isOutOfTime = (): boolean => deadline?.aborted === true && !run.signal.aborted;
  const given = {
    groups,
    selections,
    settings,
    configs: run.configs,
    now: run.now,
    signal: deadline ? AbortSignal.any([run.signal, deadline]) : run.signal,
    ports,
  };
  try {
    await sync({
      ...given,
      sink: new SingerSink(run, watch?.onRecord),
      logger,
      requests,
      book,
      runId: watch?.runId,
      isOutOfTime,
      lastLines: watch ? "reasons" : "summary",
      isTrial: run.recordLimit !== undefined,
      onAccounts: (accounts) => {
        if (!watch?.live) return;
        const stored = storedBookmarks(run.bookmarks);
        void estimateFor(watch.live, { ...given, stored, callsSoFar: requests.quotaCalls }, accounts);
      },
      onProgress: ({ records, quotaCalls }) =>
        watch?.live ? watch.live.draw() : run.progress({ records, "API calls": quotaCalls }),
    });
    const verdict = verdictOf(book);
    if (verdict === "not-permitted")
      logger.error(`Nothing could be read. Find out what is missing: ${checkCommand(run)}`);
    return exitCodeOf(verdict, settings.partial_failures);
  } catch (error) {
    if (isOutOfTime()) {
      logger.warning(`The run reached max_run_minutes (${minutes}). The next run goes on from here`);
      return exitCodeOf("cut", settings.partial_failures);
    }
    throw asCommandError(error, run);
  } finally {
    emitMetrics(requests, logger);
  }
}

/** Counters as Singer SDKs name them, for each endpoint and status. */
function emitMetrics({ counts }: RequestLog, logger: TapRun["logger"]): void {
  for (const { endpoint, status, requests, quotaCalls } of counts) {
    const tags = { endpoint, http_status_code: status };
    logger.metric({ type: "counter", metric: "http_request_count", value: requests, tags });
    logger.metric({ type: "counter", metric: "quota_call_count", value: quotaCalls, tags });
  }
}
