import { setting } from "@tap-instagram/singer/settings";
import type { TapSettings } from "../settings.ts";

/** How fast and how long a run reads, and what it makes of failures. */
export const paceSettings: Pick<
  TapSettings,
  | "page_size"
  | "concurrency"
  | "rate_limit_ceiling"
  | "max_wait_minutes"
  | "max_run_minutes"
  | "request_timeout_seconds"
  | "max_response_megabytes"
  | "max_retries"
  | "partial_failures"
> = {
  page_size: setting.integer({
    title: "Page size",
    description: "Posts per page. The tap halves it when the API reports too much data.",
    default: 100,
    minimum: 1,
    maximum: 100,
  }),
  concurrency: setting.integer({
    title: "Concurrency",
    description: "Requests that run at the same time.",
    default: 8,
    minimum: 1,
    maximum: 64,
  }),
  rate_limit_ceiling: setting.integer({
    title: "Rate limit ceiling",
    description: "Percent of the quota. Above it, the tap slows down.",
    default: 80,
    minimum: 1,
    maximum: 100,
  }),
  max_wait_minutes: setting.integer({
    title: "Longest wait",
    description:
      "Longest time that a run waits for quota, in minutes, all its waits together. If they would take longer, the sync stops with exit code 5 and keeps its state. 0 never waits.",
    default: 60,
    minimum: 0,
  }),
  max_run_minutes: setting.integer({
    title: "Longest run",
    description:
      "Longest time of a sync, in minutes. Then it stops with exit code 5 and keeps its state, and the next run goes on from there. Set it below the time after which your platform kills a job.",
    defaultDescription: "no limit",
    minimum: 1,
  }),
  request_timeout_seconds: setting.integer({
    title: "Request timeout",
    description: "Longest time for one request, in seconds.",
    default: 60,
    minimum: 1,
  }),
  max_response_megabytes: setting.integer({
    title: "Longest answer",
    description:
      "Longest answer that is read, in mebibytes. A longer one is treated as a temporary failure, because it would fill the memory.",
    default: 64,
    minimum: 1,
    maximum: 512,
  }),
  max_retries: setting.integer({
    title: "Retries",
    description: "How many times a request is retried after a temporary failure.",
    default: 6,
    minimum: 0,
    maximum: 100,
  }),
  partial_failures: setting.choice({
    title: "Partial failures",
    description: "Exit code when some accounts or streams failed: `fail` gives 4, `warn` gives 0.",
    options: ["fail", "warn"],
    default: "fail",
  }),
};
