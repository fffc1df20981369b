import type { GraphError } from "../../graph/errors/errors.ts";
import { AccountMemory } from "../memory/account-memory.ts";
import type { InsightRequest } from "./insight-request.ts";
import type { Isolated } from "./isolate.ts";
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

/** So many refusals before any answer look like an account that refuses everything, however few come at a time. */
const refusalsToDoubt = 12;

interface Heard {
  /** The requests that other requests wait for, as long as none was answered. Never rejects. */
  first?: Promise<void> | undefined;
  underWay?: Promise<TrialResult> | undefined;
  isAnswered: boolean;
  refusals: number;
}

/**
 * Tries a few requests per account before hundreds are sent: without the permission, or with a metric that no account gets,
 * the API would refuse each of them.
 */
export class Trials {
  readonly #accounts = new AccountMemory((): Heard => ({ isAnswered: false, refusals: 0 }));

  /** Takes what became of requests of an account: whether they were answered. */
  heard(account: string, answers: readonly boolean[]): void {
    const heard = this.#accounts.of(account);
    if (answers.includes(true)) heard.isAnswered = true;
    else heard.refusals += answers.length;
  }

  /** Does work of an account at once if it was answered before, or else after the work before it: that may show enough. */
  async inTurn(account: string, work: () => Promise<void>): Promise<void> {
    const heard = this.#accounts.of(account);
    while (!heard.isAnswered && heard.first) await heard.first;
    if (heard.isAnswered) return work();
    const done = work();
    const end = (): void => {
      heard.first = undefined;
    };
    heard.first = done.then(end, end);
    return done;
  }

  /** Whether an account has refused so much, and answered nothing, that the next request is a trial. */
  isInDoubt(account: string): boolean {
    const { isAnswered, refusals } = this.#accounts.of(account);
    return !isAnswered && refusals >= refusalsToDoubt;
  }

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

/** The culprits, when the request was split by metrics. */
export function culpritMetrics<Request extends InsightRequest>(
  { metrics }: Request,
  { culprits }: Isolated<Request, unknown>,
): string[] {
  return culprits.flatMap(({ request }) => (request.metrics.length < metrics.length ? request.metrics : []));
}
