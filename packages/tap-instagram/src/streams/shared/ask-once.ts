import type { MediaInsightsOutcome, MediaNode } from "@tap-instagram/core";
import type { InsightsAsked } from "../../sync/stream.ts";

/** What a stream asks about a post. */
export interface InsightQuestion {
  readonly metrics: readonly string[];
  readonly splits: readonly string[];
}

/**
 * Asks about posts, each once: what another stream of the walk has asked about a post, with these metrics among others,
 * is not asked again.
 */
export async function askOnce(
  asked: WeakMap<MediaNode, InsightsAsked>,
  question: InsightQuestion,
  posts: readonly MediaNode[],
  ask: (posts: readonly MediaNode[]) => Promise<readonly MediaInsightsOutcome[]>,
): Promise<(MediaInsightsOutcome | undefined)[]> {
  const fresh = posts.filter((post) => !holds(asked.get(post), question));
  if (fresh.length > 0) {
    const answers = ask(fresh);
    // The caller that waits for it gets the failure. Perhaps none waits.
    answers.catch(() => undefined);
    for (const [position, post] of fresh.entries()) asked.set(post, { ...question, answers, position });
  }
  const entries = posts.map((post) => asked.get(post));
  // One wait per page, and not one per post.
  const waits = [...new Set(entries.map((entry) => entry?.answers))];
  const outcomes = new Map(
    await Promise.all(waits.map(async (answers) => [answers, await answers] as const)),
  );
  return entries.map((entry) => only(question, entry && outcomes.get(entry.answers)?.[entry.position]));
}

function holds(asked: InsightsAsked | undefined, { metrics, splits }: InsightQuestion): boolean {
  if (!asked) return false;
  return (
    metrics.every((metric) => asked.metrics.includes(metric)) &&
    splits.every((metric) => asked.splits.includes(metric)) &&
    splits.length === asked.splits.length
  );
}

/** What the other stream lacks is not missing of this one. */
function only(
  { metrics, splits }: InsightQuestion,
  outcome: MediaInsightsOutcome | undefined,
): MediaInsightsOutcome | undefined {
  if (!outcome?.ok) return outcome;
  const lacks = outcome.lacks.filter(({ metric }) => metrics.includes(metric) || splits.includes(metric));
  return lacks.length === outcome.lacks.length ? outcome : { ...outcome, lacks };
}
