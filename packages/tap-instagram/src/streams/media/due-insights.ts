import { crc32 } from "node:zlib";
import type { InsightsTier } from "../../settings/insights-tiers.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * Whether the insights of a post are due in today's run. The first tier that fits the age of the post decides; the last
 * tier decides for older posts. The id sets the day in the interval: every day has about the same number of posts. What was
 * due on days since the last run is made up for.
 *
 * @param lastRunMs A time on the day of the last run that read the whole account; `undefined`: there was none, and everything
 * is due.
 */
export function isDue(
  tiers: readonly InsightsTier[],
  post: { id: string; publishedMs: number },
  nowMs: number,
  lastRunMs: number | undefined,
): boolean {
  const ageDays = (nowMs - post.publishedMs) / dayMs;
  const sorted = tiers.toSorted((a, b) => a.younger_than_days - b.younger_than_days);
  const tier = sorted.find(({ younger_than_days: limit }) => ageDays < limit) ?? sorted.at(-1);
  if (tier === undefined || tier.every_days === 1 || lastRunMs === undefined) return true;
  const today = Math.floor(nowMs / dayMs);
  const daysSinceDue = (today + crc32(post.id)) % tier.every_days;
  return daysSinceDue < today - Math.floor(lastRunMs / dayMs);
}
