import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import type { NodeOutcome } from "../../graph/many/node-request.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { isUnreadableTotal, singleValue } from "../insights/insight-values.ts";
import { insightsBody } from "../insights/insights-body.ts";
import type { PacificDay } from "./pacific-days.ts";

/** At least one of these metrics is above zero when anybody saw the account. */
const signsOfLife = ["reach", "views", "total_interactions", "accounts_engaged"];

/**
 * What a window of days holds. `zero`: zero for every sign of life. `nothing`: an answer without numbers, as for days
 * before the account existed, or when the API has a bad day. `figures`: everything else, also a failure: read the window.
 */
export type WindowProbe = "zero" | "nothing" | "figures";

/**
 * Finds out what windows of days hold, for one call per window. Reading their days would cost dozens.
 *
 * @param windows Up to 30 days each.
 *
 * @example
 * ```ts
 * import { createGraphClient, pacificDays, probeWindows } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const days = pacificDays(Date.now() - 730 * 86_400_000, Date.now());
 * const windows = Array.from({ length: Math.ceil(days.length / 30) }, (_, index) =>
 *   days.slice(index * 30, (index + 1) * 30),
 * );
 * const probes = await probeWindows(graph, { id: "17841400000000001" }, windows);
 * console.log(`${probes.indexOf("figures")} windows are from before the account`);
 * ```
 */
export async function probeWindows(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  windows: readonly (readonly PacificDay[])[],
  signal?: AbortSignal,
): Promise<WindowProbe[]> {
  const outcomes = await graph.readMany({
    requests: windows.map((days) => ({
      id: account.id,
      edge: "insights",
      params: {
        metric: signsOfLife,
        period: "day",
        metric_type: "total_value",
        // A day counts when its end is within the bounds; from end to end a window has at most 30 days.
        since: (days[0]?.endMs ?? 0) / 1000,
        until: (days.at(-1)?.endMs ?? 0) / 1000,
      },
    })),
    budget: budgetOf(account),
    signal,
  });
  return outcomes.map(probeOf);
}

function probeOf(outcome: NodeOutcome): WindowProbe {
  if (!outcome.ok) return "figures";
  const parsed = v.safeParse(insightsBody, outcome.body);
  if (!parsed.success) return "figures";
  if (parsed.output.data.some(isUnreadableTotal)) return "figures";
  const values = new Map(parsed.output.data.map((entry) => [entry.name, singleValue(entry)]));
  const numbers = signsOfLife.map((metric) => values.get(metric) ?? null);
  if (numbers.every((value) => value === null)) return "nothing";
  return numbers.every((value) => value === 0) ? "zero" : "figures";
}
