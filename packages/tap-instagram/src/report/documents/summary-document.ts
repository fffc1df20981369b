import { utcTimestampOf } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import { version } from "../../version.ts";
import type { LackFacts, RunFacts, StreamFacts, ThingFacts, TrafficFacts } from "../facts/run-facts.ts";
import { totalOf } from "../facts/total-of.ts";

/** What `--summary` writes: `schemas/run-summary.schema.json` describes it. */
export function summaryDocument({ run, accounts, streams, traffic, advice }: RunFacts): JsonObject {
  return {
    format_version: 1,
    tap: "tap-instagram",
    tap_version: version,
    run_id: run.id,
    started_at: utcTimestampOf(run.startedMs),
    ended_at: utcTimestampOf(run.endedMs),
    seconds: secondsOf(run.durationMs),
    exit_code: run.exitCode,
    outcome: run.outcome,
    failure: run.failure ?? null,
    accounts: { ...accounts.counts },
    streams: streams.map((stream) => ({ stream: stream.stream, ...figuresOf(stream) })),
    total: figuresOf(totalOf({ accounts, streams, traffic })),
    reasons: [accounts, ...streams].flatMap((things) =>
      things.lacks.map((lack) => reasonOf("stream" in things ? String(things.stream) : null, lack)),
    ),
    requests: traffic.requests.map(({ endpoint, status, requests, quotaCalls }) => ({
      endpoint,
      status,
      requests,
      quota_calls: quotaCalls,
    })),
    quota: quotaOf(traffic),
    what_to_do: [...advice],
  };
}

function figuresOf({
  counts,
  records,
  calls,
  requestMs,
}: Pick<StreamFacts, "counts" | "records" | "calls" | "requestMs">): JsonObject {
  return { ...counts, records, quota_calls: calls, request_seconds: secondsOf(requestMs) };
}

function reasonOf(stream: string | null, lack: ThingFacts["lacks"][number]): JsonObject {
  const { ending, reason, text, help, count, metrics }: LackFacts = lack;
  return { stream, ending, reason, text, what_helps: help ?? null, things: count, metrics: [...metrics] };
}

function quotaOf(traffic: TrafficFacts): JsonObject {
  return {
    calls: traffic.calls,
    calls_of_no_stream: traffic.callsElsewhere,
    retries: traffic.retries,
    waits: traffic.waits,
    wait_seconds: secondsOf(traffic.waitMs),
    budgets_seen: traffic.budgetsSeen,
    budgets: traffic.budgets.map(({ name, peakPercent, lastPercent }) => ({
      budget: name,
      peak_percent: peakPercent,
      last_percent: lastPercent,
    })),
  };
}

/** With three digits at most. */
export function secondsOf(ms: number): number {
  return Math.round(ms) / 1000;
}
