import type { GraphError } from "../errors/errors.ts";
import type { Random } from "../ports.ts";

/** How often and how long to try again. All times in milliseconds. */
export interface RetryPolicy {
  /** Retries after the first try. */
  maxRetries: number;
  /** Upper bound of the first delay; it doubles with every further retry. */
  firstDelayMs: number;
  /** No single delay is longer. */
  maxDelayMs: number;
  /** The delays of one request add up to no more. Waiting for quota is not counted. */
  maxTotalDelayMs: number;
}

/** For transient failures. */
export const transientPolicy: RetryPolicy = {
  maxRetries: 6,
  firstDelayMs: 500,
  maxDelayMs: 30_000,
  maxTotalDelayMs: 5 * 60_000,
};

/** For refusals by quota without a time. The waits are minutes, because calls during a block extend it. */
export const quotaPolicy: RetryPolicy = {
  maxRetries: Infinity,
  firstDelayMs: 60_000,
  maxDelayMs: 15 * 60_000,
  maxTotalDelayMs: Infinity,
};

/**
 * The delay before retry number `retry` (0 is the first), or `undefined` when there are no more retries. Full jitter: a
 * random time between zero and the bound, so clients that failed together do not come back together.
 */
export function nextDelayMs(
  policy: RetryPolicy,
  retry: number,
  delayedMs: number,
  random: Random,
): number | undefined {
  if (retry >= policy.maxRetries) return undefined;
  const delayMs = Math.round(random() * delayBoundMs(policy, retry));
  return delayedMs + delayMs > policy.maxTotalDelayMs ? undefined : delayMs;
}

/** The longest delay before retry number `retry`. */
export function delayBoundMs(policy: RetryPolicy, retry: number): number {
  return Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** Math.min(retry, 30));
}

/** Statuses of 400 and more that pass by themselves. */
const passingStatuses = new Set([408, 425, 429]);

/**
 * How often it is worth asking again after a failure, whatever the policy allows: something that answers in place of the
 * API, such as a firewall, does so every time.
 */
export function retriesWorth({ reason, status = 0 }: Pick<GraphError, "reason" | "status">): number {
  if (reason === "certificate" || reason === "wrong-proxy") return 0;
  if (reason === "redirected" || reason === "too-long") return 1;
  const isForeign = reason === "not-json" || reason === "unexpected-shape";
  return isForeign && status >= 400 && status < 500 && !passingStatuses.has(status) ? 1 : Infinity;
}
