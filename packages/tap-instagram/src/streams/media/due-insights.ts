import { crc32 } from "../../crc32.ts";
import type { InsightsTier } from "../../settings/insights-tiers.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * Whether a post is due for insights in the run of this day. It goes by the first tier that is wide enough for its age;
 * posts beyond all tiers go by the last. Which day of its interval a post is due on depends on its id, so that every day
 * has about as many, and on nothing that would have to be remembered.
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
