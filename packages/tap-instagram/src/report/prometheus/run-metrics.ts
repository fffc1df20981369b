import { version } from "../../version.ts";
import type { RunFacts, ThingFacts } from "../facts/run-facts.ts";
import { expositionOf, type MetricFamily } from "./exposition.ts";

/** The metrics of a run. Samples without the label `stream` are about the accounts themselves, and of no stream. */
export function metricsText(facts: RunFacts): string {
  const { shard } = facts.run;
  const all = [...familiesOfRun(facts), ...familiesOfStreams(facts), ...familiesOfTraffic(facts)];
  return expositionOf(
    all.map(({ name, help, samples }) => ({
      name: `tap_instagram_${name}`,
      help,
      samples: samples.map(({ labels, value }) => ({ labels: { ...labels, shard }, value })),
    })),
  );
}

function familiesOfRun({ run, warnings }: RunFacts): MetricFamily[] {
  const { startedMs, endedMs, durationMs, exitCode, outcome } = run;
  return [
    {
      name: "run_info",
      help: "The version of the tap, and how the last run ended.",
      samples: [{ labels: { version, outcome }, value: 1 }],
    },
    one("run_start_timestamp_seconds", "When the last run began.", startedMs / 1000),
    one("run_end_timestamp_seconds", "When the last run ended.", endedMs / 1000),
    one("run_duration_seconds", "How long the last run took.", durationMs / 1000),
    one("run_exit_code", "The exit code of the last run. 0 is as wanted.", exitCode),
    {
      name: "run_warnings",
      help: "Lines of the log at these levels.",
      samples: Object.entries(warnings.lines).map(([level, value]) => ({ labels: { level }, value })),
    },
  ];
}

function familiesOfStreams({ accounts, streams, traffic }: RunFacts): MetricFamily[] {
  const all: readonly (ThingFacts & { readonly stream?: string | undefined })[] = [...streams, accounts];
  const endings = ["delivered", "unavailable", "pending", "missing"] as const;
  return [
    {
      name: "things_expected",
      help: "How many days, posts, stories, accounts and parts of snapshots the run expected.",
      samples: all.map(({ stream, counts }) => ({ labels: { stream }, value: counts.expected })),
    },
    {
      name: "things",
      help: "What became of them. Their sum is the number that was expected.",
      samples: all.flatMap(({ stream, counts }) =>
        endings.map((ending) => ({ labels: { stream, ending }, value: counts[ending] })),
      ),
    },
    {
      name: "lacking_things",
      help: "Those that were not delivered, by the reason.",
      samples: all.flatMap(({ stream, lacks }) =>
        lacks.map(({ ending, reason, count }) => ({ labels: { stream, ending, reason }, value: count })),
      ),
    },
    {
      name: "records",
      help: "RECORD messages.",
      samples: streams.map(({ stream, records }) => ({ labels: { stream }, value: records })),
    },
    {
      name: "quota_calls",
      help: "Calls of quota. Each item of a batch is one.",
      samples: [
        ...streams.map(({ stream, calls }) => ({ labels: { stream }, value: calls })),
        { labels: {}, value: traffic.callsElsewhere },
      ],
    },
    {
      name: "request_duration_seconds",
      help: "The time of the requests, added up. Requests run side by side.",
      samples: [
        ...streams.map(({ stream, requestMs }) => ({ labels: { stream }, value: requestMs / 1000 })),
        { labels: {}, value: traffic.requestMsElsewhere / 1000 },
      ],
    },
  ];
}

function familiesOfTraffic({ traffic }: RunFacts): MetricFamily[] {
  const { requests, budgets, retries, waits, waitMs } = traffic;
  return [
    {
      name: "http_requests",
      help: "HTTP requests by the template of their address and their status. none: no answer came.",
      samples: requests.map(({ endpoint, status, requests: value }) => ({
        labels: { endpoint, status },
        value,
      })),
    },
    one("retries", "Requests, or parts of batches, that were sent again.", retries),
    one("quota_waits", "Times that requests waited for quota.", waits),
    one("quota_wait_seconds", "How long they waited, added up.", waitMs / 1000),
    {
      name: "quota_used_peak_ratio",
      help: "The highest use of a quota that the API reported. At 1 it refuses requests.",
      samples: budgets.map(({ name, peakPercent }) => ({
        labels: { budget: name },
        value: peakPercent / 100,
      })),
    },
    {
      name: "quota_used_ratio",
      help: "The last use of a quota that the API reported.",
      samples: budgets.map(({ name, lastPercent }) => ({
        labels: { budget: name },
        value: lastPercent / 100,
      })),
    },
  ];
}

function one(name: string, help: string, value: number): MetricFamily {
  return { name, help, samples: [{ labels: {}, value }] };
}
