import { same, type Mart } from "./mart.ts";

export const completeness: Mart = {
  name: "instagram__completeness",
  description:
    "What a sync expected and did not deliver, by account, stream and reason. Empty where the stream sync_events was not selected",
  grain: ["completeness_id"],
  required: ["run_id", "things", "is_latest_run"],
  columns: [
    ["completeness_id", "A hash of what the row is one of"],
    ["account_id", ["sync_events", "business_account_id"]],
    ...same(
      "sync_events",
      "run_id",
      "run_started_at",
      "stream",
      "thing",
      "metric",
      "variant",
      "ending",
      "reason",
      "what_helps",
    ),
    ["things", "How many things"],
    ["first_day", "The first day among them"],
    ["last_day", "The last day among them"],
    ["message", "What the API said to one of them, or the reason in words"],
    ["is_latest_run", "Whether it is of the newest run of the connection that left something out"],
  ],
  counts: ["things"],
  values: { ending: ["missing", "pending", "unavailable"] },
};
