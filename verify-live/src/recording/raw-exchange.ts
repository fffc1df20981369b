import type { Fetch } from "@tap-instagram/core";

/** A request and its answer as they were, secrets included. It stays in memory. */
export interface RawExchange {
  readonly method: string;
  readonly url: URL;
  /** The form of a POST. */
  readonly form: URLSearchParams;
  /** The token of the request, wherever it was. */
  readonly token: string | undefined;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** An answer that takes longer is not recorded. */
const patienceMs = 120_000;

/** Keeps every exchange of the requests that go through it, also answers that come after an abort. */
export class ExchangeKeeper {
  readonly fetch: Fetch;
  readonly #exchanges: RawExchange[] = [];
  readonly #pending = new Set<Promise<unknown>>();

  constructor(fetch: Fetch) {
    this.fetch = async (input, init) => {
      const signal = init?.signal;
      const patience = AbortSignal.timeout(patienceMs);
      const answer = fetch(input, { ...init, signal: patience }).then(async (response) => {
        this.#exchanges.push(await exchangeOf(input, init, response.clone()));
        return response;
      });
      const settled: Promise<unknown> = answer.then(
        () => this.#pending.delete(settled),
        () => this.#pending.delete(settled),
      );
      this.#pending.add(settled);
      return signal ? Promise.race([answer, aborted(signal)]) : answer;
    };
  }

  /** Every exchange, once no answer is on its way any more. */
  async exchanges(): Promise<readonly RawExchange[]> {
    await Promise.all(this.#pending);
    return this.#exchanges;
  }
}

async function exchangeOf(
  input: Parameters<Fetch>[0],
  init: Parameters<Fetch>[1],
  response: Response,
): Promise<RawExchange> {
  const url = new URL(input instanceof Request ? input.url : input);
  const form = new URLSearchParams(init?.body instanceof URLSearchParams ? init.body : "");
  const bearer = new Headers(init?.headers).get("authorization")?.replace(/^Bearer /, "");
  return {
    method: init?.method ?? "GET",
    url,
    form,
    token: bearer ?? form.get("access_token") ?? url.searchParams.get("access_token") ?? undefined,
    status: response.status,
    headers: response.headers,
    body: await response.text(),
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const refuse = () => reject(signal.reason);
    if (signal.aborted) refuse();
    signal.addEventListener("abort", refuse, { once: true });
  });
}
