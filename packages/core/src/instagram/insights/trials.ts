import type { GraphError } from "../../graph/errors/errors.ts";
import { AccountMemory } from "../memory/account-memory.ts";
import type { InsightRequest } from "./insight-request.ts";
import { likenessOf, type Refusal } from "./refusals.ts";

/** Metrics that a request was refused for, although its refusal did not name them. */
export interface Culprits {
  /** See {@link likenessOf}. */
  readonly likeness: string;
  readonly metrics: readonly string[];
  readonly error: GraphError;
}

/** What a trial shows: the refusal that every request of the account would get, or metrics to leave out. */
export interface TrialResult {
  readonly refusal?: GraphError | undefined;
  readonly culprits: readonly Culprits[];
}

/**
 * Tries a few requests per account before hundreds are sent: without the permission, or with a metric that nobody gets,
 * the API would refuse each of them.
 */
export class Trials {
  readonly #accounts = new AccountMemory((): { underWay?: Promise<TrialResult> | undefined } => ({}));

  /** The first caller tries; other callers wait for its result. */
  async resultOf(account: string, attempt: () => Promise<TrialResult>): Promise<TrialResult> {
    const known = this.#accounts.of(account);
    if (!known.underWay) {
      known.underWay = attempt();
      // An aborted trial shows nothing, and a server that fails may recover: the next caller starts a new one.
      const forget = (): void => {
        known.underWay = undefined;
      };
      known.underWay.then(({ refusal }) => refusal?.kind === "transient" && forget(), forget);
    }
    return known.underWay;
  }
}

/** The first, the last and the middle request: neighbours can share a cause of their own. */
export function scoutsAmong<Request>(requests: readonly Request[]): Request[] {
  const positions = new Set([0, requests.length - 1, Math.floor(requests.length / 2)]);
  return [...positions].flatMap((position) => requests[position] ?? []);
}

/** One refusal per likeness. */
export function unlike<Request extends InsightRequest>(
  refusals: readonly Refusal<Request>[],
): Refusal<Request>[] {
  return [...new Map(refusals.map((refusal) => [likenessOf(refusal.request), refusal])).values()];
}
