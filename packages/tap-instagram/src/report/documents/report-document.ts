import { utcTimestampOf } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { Moment, NullColumnFacts, RunFacts, Warning } from "../facts/run-facts.ts";
import { secondsOf, summaryDocument } from "./summary-document.ts";

/** What `--report FILE.json` writes: the summary, and the details behind it. */
export function reportDocument(facts: RunFacts): JsonObject {
  const { course, lackingThings, nullColumns, warnings } = facts;
  return {
    ...summaryDocument(facts),
    lacking_things: [...lackingThings],
    null_columns: nullColumns.map(nullColumnsOf),
    course: {
      seconds_per_moment: secondsOf(course.widthMs),
      moments: course.moments.map(momentOf),
    },
    warnings: warnings.list.map(warningOf),
    warnings_left_out: warnings.leftOut,
  };
}

function nullColumnsOf({ stream, records, columns }: NullColumnFacts): JsonObject {
  return { stream, records, columns: columns.map(({ column, nulls }) => ({ column, nulls })) };
}

function momentOf({
  fromMs,
  requests,
  calls,
  failures,
  retries,
  waits,
  waitMs,
  peakPercent,
}: Moment): JsonObject {
  return {
    from_seconds: secondsOf(fromMs),
    requests,
    quota_calls: calls,
    failed_requests: failures,
    retries,
    waits,
    wait_seconds: secondsOf(waitMs),
    quota_percent: peakPercent ?? null,
  };
}

function warningOf({ level, stream, text, atMs, times }: Warning): JsonObject {
  return { level, stream, text, first_at: utcTimestampOf(atMs), times };
}
