import { invalidParameter } from "../../errors/refusals.ts";
import type { Call } from "../../graph/node.ts";
import { parseTimeParameter } from "../../time/graph-time.ts";
import type { Account } from "../../world/model.ts";
import { labelOf } from "./day-labels.ts";
import type { UserInsightsQuery } from "./query.ts";

const daySeconds = 86_400;
const capSeconds = 30 * daySeconds;
const depthSeconds = 730 * daySeconds;

/** The asked window in unix seconds, both ends included. */
export interface InsightsWindow {
  readonly since: number;
  readonly until: number;
}

function bound(name: "since" | "until", parameters: ReadonlyMap<string, string>): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  const seconds = parseTimeParameter(text);
  if (seconds === undefined) {
    throw invalidParameter(`${name} param is not valid. Metrics data is available for the last 2 years`);
  }
  return seconds;
}

/** Yesterday and today, unless bounds are given. */
function asked(parameters: ReadonlyMap<string, string>, call: Call): InsightsWindow {
  const since = bound("since", parameters);
  const until = bound("until", parameters);
  if (since === undefined && until === undefined) {
    const today = call.simulation.world.calendar.dayOf(call.nowMs);
    return {
      since: labelOf(today - 1, call.simulation) / 1000,
      until: labelOf(today, call.simulation) / 1000,
    };
  }
  const now = Math.floor(call.nowMs / 1000);
  const end = until ?? Math.max(now, since ?? now);
  return { since: since ?? end - daySeconds, until: end };
}

/** Reads the window; throws the refusal where it is too long, too deep or upside down. */
export function readWindow(
  parameters: ReadonlyMap<string, string>,
  query: UserInsightsQuery,
  call: Call,
): InsightsWindow {
  const { behaviour, world } = call.simulation;
  const window = asked(parameters, call);
  const now = call.nowMs / 1000;
  const isGiven = parameters.has("since");
  if (isGiven && (window.since > now || now - window.since >= depthSeconds)) {
    throw invalidParameter("since param is not valid. Metrics data is available for the last 2 years");
  }
  if (window.since > window.until && behaviour.sinceAfterUntil === "refuse") {
    throw invalidParameter("since param must be earlier than until param");
  }
  const isUncapped = call.host === "instagram" && query.isTotal && !behaviour.thirtyDayCapOnInstagramHost;
  if (!isUncapped && window.until - window.since > capSeconds) {
    throw invalidParameter("There cannot be more than 30 days (2592000 s) between since and until");
  }
  const thirtyDaysAgo = world.calendar.midnight(world.calendar.dayOf(call.nowMs) - 30) / 1000;
  if (query.metrics.includes("follower_count") && window.since < thirtyDaysAgo) {
    throw invalidParameter(
      "(follower_count) metric only supports querying data for the last 30 days excluding the current day",
    );
  }
  return window;
}

/** The days whose stamp lies within the window and that the account has figures of, the running day included. */
export function daysWithin(window: InsightsWindow, account: Account, call: Call): readonly number[] {
  const { calendar } = call.simulation.world;
  const first = Math.max(account.firstInsightDay, calendar.dayOf(window.since * 1000) - 2);
  const last = Math.min(calendar.dayOf(call.nowMs), calendar.dayOf(window.until * 1000) + 1);
  const days: number[] = [];
  for (let day = first; day <= last; day += 1) {
    const stamp = labelOf(day, call.simulation) / 1000;
    if (window.since <= stamp && stamp <= window.until) days.push(day);
  }
  return days;
}
