import type { GraphError } from "../../graph/errors/errors.ts";

/** The result of one request. */
export type Outcome<Answer> = { ok: true; answer: Answer } | { ok: false; error: GraphError };

/** How to send requests, and how to split them. */
export interface Isolation<Request, Answer> {
  /** One outcome per request, in order. */
  ask: (requests: readonly Request[]) => Promise<readonly Outcome<Answer>[]>;
  /**
   * The ways to split a request, in the order of the tries: by day, by metric. Each gives the two halves of a request, or
   * nothing when it has no parts.
   */
  splitters: readonly ((request: Request) => readonly Request[])[];
}

/** What isolation found. */
export interface Isolated<Request, Answer> {
  answered: { request: Request; answer: Answer }[];
  /** The smallest refused parts, when others are answered. */
  culprits: { request: Request; error: GraphError }[];
  /** Set when every part fails: the cause is not one of them. */
  failure: GraphError | undefined;
}

/** After these failures, no part can be answered. */
const ending: ReadonlySet<GraphError["kind"]> = new Set(["auth", "quota-exhausted", "rate-limit"]);

/**
 * Finds the cause of a refusal that names none: halves the request until each culprit is alone, in about log₂ n requests
 * per culprit. If every part fails, it takes at most six calls to know. For a missing permission it
 * takes two.
 */
export async function isolate<Request, Answer>(
  request: Request,
  error: GraphError,
  { ask, splitters }: Isolation<Request, Answer>,
): Promise<Isolated<Request, Answer>> {
  for (const split of splitters) {
    if (split(request).length < 2) continue;
    const found = await new Search({ ask, split }).run(request, error);
    if (!found.failure) return found;
    if (ending.has(found.failure.kind)) return found;
  }
  return { answered: [], culprits: [], failure: error };
}

/** One search with one way to split requests. */
class Search<Request, Answer> {
  readonly #ask: Isolation<Request, Answer>["ask"];
  readonly #split: (request: Request) => readonly Request[];
  readonly #found: Isolated<Request, Answer> = { answered: [], culprits: [], failure: undefined };

  constructor({
    ask,
    split,
  }: {
    ask: Isolation<Request, Answer>["ask"];
    split: (request: Request) => readonly Request[];
  }) {
    this.#ask = ask;
    this.#split = split;
  }

  async run(request: Request, error: GraphError): Promise<Isolated<Request, Answer>> {
    const parts = this.#split(request);
    const failed = await this.#askAll(parts);
    const isAll = this.#found.answered.length === 0 && !this.#found.failure;
    // A permission is missing for all parts or for one: that both halves lack it is proof enough.
    const isPermission = failed.every((part) => part.error.kind === "permission");
    if (isAll && (isPermission || !(await this.#anyAloneIsAnswered(parts)))) this.#found.failure ??= error;
    for (const part of failed) {
      if (this.#found.failure) return this.#found;
      await this.#narrow(part.request, part.error);
    }
    return this.#found;
  }

  async #narrow(request: Request, error: GraphError): Promise<void> {
    const parts = this.#split(request);
    if (parts.length < 2) {
      this.#found.culprits.push({ request, error });
      return;
    }
    for (const part of await this.#askAll(parts)) {
      if (this.#found.failure) return;
      await this.#narrow(part.request, part.error);
    }
  }

  /** Both halves failed: the first and the last part of each, alone, show whether all parts fail. */
  async #anyAloneIsAnswered(halves: readonly Request[]): Promise<boolean> {
    const ends = halves.flatMap((half) => [
      this.#alone(half, (parts) => parts[0]),
      this.#alone(half, (parts) => parts.at(-1)),
    ]);
    const alone = new Set(ends.filter((end): end is Request => end !== undefined && !halves.includes(end)));
    if (alone.size === 0) return false;
    return (await this.#ask([...alone])).some(({ ok }) => ok);
  }

  #alone(
    half: Request | undefined,
    end: (parts: readonly Request[]) => Request | undefined,
  ): Request | undefined {
    let request = half;
    for (;;) {
      const parts = request === undefined ? [] : this.#split(request);
      if (parts.length < 2) return request;
      request = end(parts);
    }
  }

  /** Keeps the answered parts and gives the failed ones. */
  async #askAll(parts: readonly Request[]): Promise<{ request: Request; error: GraphError }[]> {
    const outcomes = await this.#ask(parts);
    return parts.flatMap((request, position) => {
      const outcome = outcomes[position];
      if (!outcome) return [];
      if (outcome.ok) {
        this.#found.answered.push({ request, answer: outcome.answer });
        return [];
      }
      if (ending.has(outcome.error.kind)) this.#found.failure ??= outcome.error;
      return [{ request, error: outcome.error }];
    });
  }
}
