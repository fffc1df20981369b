import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import type { NodeOutcome } from "../../graph/many/node-request.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { insightsBody, singleValue } from "../insights/insight-values.ts";
import type { PacificDay } from "./pacific-days.ts";

/** Metrics of which at least one is above zero for an account that anybody has seen. */
const signsOfLife = ["reach", "views", "total_interactions", "accounts_engaged"];

/**
 * Leaves out the windows from before an account had any figures: one call per window finds them, where reading their
 * days would take dozens. A window about which the API says anything else than "nothing" stays, and so does
 * every one after it.
 *
 * @param windows Up to 30 days each, oldest first.
 *
 * @example
 * ```ts
 * import { createGraphClient, pacificDays, skipLeadingEmptyWindows } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const days = pacificDays(Date.now() - 730 * 86_400_000, Date.now());
 * const windows = Array.from({ length: Math.ceil(days.length / 30) }, (_, index) =>
 *   days.slice(index * 30, (index + 1) * 30),
 * );
 * const worthReading = await skipLeadingEmptyWindows(graph, { id: "17841400000000001" }, windows);
 * console.log(`${windows.length - worthReading.length} windows are from before the account`);
 * ```
 */
export async function skipLeadingEmptyWindows(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  windows: readonly (readonly PacificDay[])[],
  signal?: AbortSignal,
): Promise<readonly (readonly PacificDay[])[]> {
  const outcomes = await graph.readMany({
    requests: windows.map((days) => ({
      id: account.id,
      edge: "insights",
      params: {
        metric: signsOfLife,
        period: "day",
        metric_type: "total_value",
        // A day counts when its end lies within the bounds; from end to end a window never exceeds 30 days.
        since: (days[0]?.endMs ?? 0) / 1000,
        until: (days.at(-1)?.endMs ?? 0) / 1000,
      },
    })),
    budget: budgetOf(account),
    signal,
  });
  const first = outcomes.findIndex((outcome) => !isNothing(outcome));
  return first < 0 ? windows.slice(-1) : windows.slice(first);
}

function isNothing(outcome: NodeOutcome): boolean {
  if (!outcome.ok) return false;
  const parsed = v.safeParse(insightsBody, outcome.body);
  return parsed.success && parsed.output.data.every((entry) => (singleValue(entry) ?? 0) === 0);
}
