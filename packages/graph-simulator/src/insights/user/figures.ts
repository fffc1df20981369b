import type { Call } from "../../graph/node.ts";
import { unit } from "../../random/hash.ts";
import type { Simulation } from "../../simulation.ts";
import type { Account } from "../../world/model.ts";

/** Where and when a figure is read. */
export type Reading = Pick<Call, "nowMs"> & { readonly simulation: Pick<Simulation, "world" | "behaviour"> };

const delayMs = 48 * 3_600_000;

/** Whether a day's figures may still change: it ended within the last 48 hours, or has not ended. */
export function isNew(day: number, { nowMs, simulation }: Reading): boolean {
  return simulation.world.calendar.midnight(day + 1) > nowMs - delayMs;
}

/** What is known by now of a figure: all of it, unless the newest days come late. */
function knownPart(day: number, reading: Reading): number {
  if (!isNew(day, reading)) return 1;
  const parts = { whole: 1, lower: 0.6, zero: 0, absent: 0 };
  return parts[reading.simulation.behaviour.newestDays];
}

/** Daily share of the followers (or of the reach) a metric amounts to at most. */
const scale: Readonly<Record<string, number>> = {
  reach: 0.4,
  views: 0.9,
  likes: 0.03,
  comments: 0.004,
  shares: 0.006,
  saves: 0.005,
  replies: 0.001,
  accounts_engaged: 0.03,
  follower_count: 0.004,
  unfollows: 0.003,
  profile_views: 0.02,
  website_clicks: 0.003,
  profile_links_taps: 0.004,
  content_views: 0.7,
  reposts: 0.001,
  quotes: 0.0005,
};

const partsOfInteractions = ["likes", "comments", "shares", "saves", "replies"];

function wholeDay(account: Account, metric: string, day: number, seed: number): number {
  if (metric === "total_interactions") {
    return partsOfInteractions.reduce((sum, part) => sum + wholeDay(account, part, day, seed), 0);
  }
  const weekend = (day + 4) % 7 < 2 ? 0.7 : 1;
  const most = account.followers * (scale[metric] ?? 0.01) * weekend;
  return Math.floor(most * (0.3 + 0.7 * unit(seed, account.id, metric, day)));
}

/** One day's figure: it never changes, except for the running day, which has the part that has passed. */
export function dayFigure(account: Account, metric: string, day: number, reading: Reading): number {
  const { world } = reading.simulation;
  const whole = Math.floor(wholeDay(account, metric, day, world.seed) * knownPart(day, reading));
  const opens = world.calendar.midnight(day);
  const closes = world.calendar.midnight(day + 1);
  if (reading.nowMs >= closes) return whole;
  return Math.floor((whole * Math.max(0, reading.nowMs - opens)) / (closes - opens));
}

/** Figures of several days together; people reached on two days count once. */
export function combined(metric: string, figures: readonly number[]): number {
  const sum = figures.reduce((left, right) => left + right, 0);
  if (metric !== "reach" || figures.length < 2) return sum;
  const most = Math.max(...figures);
  return most + Math.floor((sum - most) * 0.6);
}

/** The figure of the days that end with one: 1, 7 or 28 of them. */
export function rollingFigure(
  account: Account,
  metric: string,
  lastDay: number,
  length: number,
  reading: Reading,
): number {
  const figures = Array.from({ length }, (_, back) => dayFigure(account, metric, lastDay - back, reading));
  return combined(metric, figures);
}
