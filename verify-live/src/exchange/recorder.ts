import type { Fetch } from "@tap-instagram/core";
import { privateWordsIn } from "./private-words.ts";

/** One HTTP exchange as it went over the wire. */
export interface Exchange {
  readonly url: URL;
  readonly requestHeaders: Headers;
  /** The form of a POST. */
  readonly form: URLSearchParams;
  readonly status: number;
  readonly headers: Headers;
  /** Parsed as it is: an id without quotes shows as a number; `undefined` for what is not JSON. */
  readonly body: unknown;
}

/**
 * Listens to the client's own requests: one call shows what the API said and what the client makes of it. It keeps
 * them in memory until they are taken.
 */
export class Recorder {
  readonly fetch: Fetch;
  /** Names of accounts and Pages in any answer so far. */
  readonly privateWords: Set<string> = new Set();
  #exchanges: Exchange[] = [];

  constructor(fetch: Fetch) {
    this.fetch = async (input, init) => {
      const response = await fetch(input, init);
      const body = parsed(await response.clone().text());
      for (const word of privateWordsIn(body)) this.privateWords.add(word);
      const form = init?.body instanceof URLSearchParams ? init.body.toString() : "";
      this.#exchanges.push({
        url: new URL(input instanceof Request ? input.url : input),
        requestHeaders: new Headers(init?.headers),
        form: new URLSearchParams(form),
        status: response.status,
        headers: response.headers,
        body,
      });
      return response;
    };
  }

  /** What was exchanged since this was last called. */
  take(): Exchange[] {
    const taken = this.#exchanges;
    this.#exchanges = [];
    return taken;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
