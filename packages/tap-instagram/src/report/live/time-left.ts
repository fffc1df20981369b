/** From fewer calls than this, nothing can be foretold. */
const fewestCalls = 5;

/** What the time that is left is reckoned from. */
export interface TimeLeftFacts {
  readonly calls: number;
  readonly estimatedCalls?: number | undefined;
  /** When the accounts were known, and the calls that had been made by then. */
  readonly begun?: { readonly atMs: number; readonly calls: number } | undefined;
  /** By the same clock. */
  readonly nowMs: number;
  /** How long requests wait now. */
  readonly waitMs: number;
}

/** How long the calls that are left take at the pace so far, in milliseconds; `undefined` where nothing tells. */
export function timeLeft({ calls, estimatedCalls, begun, nowMs, waitMs }: TimeLeftFacts): number | undefined {
  if (estimatedCalls === undefined || !begun) return undefined;
  const made = calls - begun.calls;
  if (made < fewestCalls) return undefined;
  const left = Math.max(0, estimatedCalls - calls);
  return ((nowMs - begun.atMs) / made) * left + waitMs;
}
