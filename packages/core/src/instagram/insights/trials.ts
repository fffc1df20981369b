import type { GraphError } from "../../graph/errors/errors.ts";

/** How many requests may be refused alike before the rest is given up. */
const mostRefusals = 3;

/** Refusals that are likely to be of every request. */
const sharedKinds: ReadonlySet<GraphError["kind"]> = new Set(["permission", "misuse"]);

/**
 * Finds out with a few requests per account whether it may be asked at all, before hundreds are sent: without the
 * permission each of them would be refused.
 */
export class Trials {
  readonly #underWay = new Map<string, Promise<GraphError | undefined>>();

  /**
   * Gives the refusal that every request of the account would meet, or `undefined` where there is none. The first caller
   * tries: `tryOne` asks one request, and gives its refusal, or `undefined` for anything else. Others wait for that.
   */
  async refusalOf<Request>(
    account: string,
    requests: readonly Request[],
    tryOne: (request: Request) => Promise<GraphError | undefined>,
  ): Promise<GraphError | undefined> {
    let trial = this.#underWay.get(account);
    if (!trial) {
      trial = attempt(requests, tryOne);
      this.#underWay.set(account, trial);
      // A trial that was stopped has shown nothing: the next caller makes a new one.
      trial.catch(() => this.#underWay.delete(account));
    }
    return trial;
  }
}

/** The first, the last and the one in the middle: neighbours may be refused for a reason of their own. */
async function attempt<Request>(
  requests: readonly Request[],
  tryOne: (request: Request) => Promise<GraphError | undefined>,
): Promise<GraphError | undefined> {
  const positions = [0, requests.length - 1, Math.floor(requests.length / 2)];
  let refusal: GraphError | undefined;
  for (const position of [...new Set(positions)].slice(0, mostRefusals)) {
    const request = requests[position];
    if (!request) continue;
    refusal = await tryOne(request);
    if (!refusal || !sharedKinds.has(refusal.kind)) return undefined;
  }
  return refusal;
}
