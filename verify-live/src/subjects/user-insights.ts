import type { Question } from "../exchange/question.ts";
import type { Probe } from "../asking/probe.ts";
import { dayEnd, userInsightsQuestion } from "./insights.ts";

const cap = 30 * 24 * 60 * 60;

/** Days back from the newest whole one, to where figures have settled. */
const settledDay = 5;

/** The bounds of one day, as the tap asks for its totals: from a second after midnight to midnight. */
export function oneDay(probe: Probe): { since: number; until: number } {
  return { since: dayEnd(probe, settledDay + 1) + 1, until: dayEnd(probe, settledDay) };
}

/** How a total is asked for. */
export const total: { period: string; metric_type: string } = { period: "day", metric_type: "total_value" };

/** The longest window that is allowed, up to the newest whole day. */
export function reachOfThirtyDays(probe: Probe): Promise<Question> {
  const until = dayEnd(probe, 0);
  return reach(probe, { since: until - cap, until });
}

/** The account's reach between two instants in unix seconds, per day unless another period is given. */
export function reach(
  probe: Probe,
  window: { since: number; until: number; period?: string | undefined },
): Promise<Question> {
  return userInsightsQuestion(probe, ["reach"], { period: "day", ...window });
}
