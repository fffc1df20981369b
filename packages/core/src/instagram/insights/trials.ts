import type { GraphError } from "../../graph/errors/errors.ts";

/** After this many equal refusals, the rest is not sent. */
const mostRefusals = 3;

/** Refusals that probably concern every request. */
const sharedKinds: ReadonlySet<GraphError["kind"]> = new Set(["permission", "misuse"]);

/**
 * Tries a few requests per account before hundreds are sent: without the permission, the API would refuse each of them.
 */
export class Trials {
  readonly #underWay = new Map<string, Promise<GraphError | undefined>>();

  /**
   * The refusal that every request of the account would get, or `undefined`. The first caller tries: `tryOne` sends one
   * request and gives its refusal, or `undefined` for any other result. Other callers wait for this.
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
      // An aborted trial shows nothing: the next caller starts a new one.
      trial.catch(() => this.#underWay.delete(account));
    }
    return trial;
  }
}

/** Tries the first, the last and the middle one: neighbours can share a cause of their own. */
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
