import { crc32 } from "node:zlib";
import type { InsightsTier } from "../../settings/insights-tiers.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * Whether the insights of a post are due in today's run. The first tier that fits the age of the post decides; the last
 * tier decides for older posts. The id sets the day in the interval: every day has about the same number of posts, and
 * no state is needed.
 */
export function isDue(
  tiers: readonly InsightsTier[],
  post: { id: string; publishedMs: number },
  nowMs: number,
): boolean {
  const ageDays = (nowMs - post.publishedMs) / dayMs;
  const sorted = tiers.toSorted((a, b) => a.younger_than_days - b.younger_than_days);
  const tier = sorted.find(({ younger_than_days: limit }) => ageDays < limit) ?? sorted.at(-1);
  if (tier === undefined || tier.every_days === 1) return true;
  return (Math.floor(nowMs / dayMs) + crc32(post.id)) % tier.every_days === 0;
}
