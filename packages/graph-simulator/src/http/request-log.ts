import type { Host } from "../host.ts";

/** One request, or one item of a batch, as it came in. */
export interface LoggedCall {
  readonly host: Host;
  readonly method: string;
  /** `/{media}/insights`; `/` for a batch as a whole. */
  readonly template: string;
  /** Path without host, with version if there was one. */
  readonly path: string;
  /** Parameters without secrets. */
  readonly query: Readonly<Record<string, string>>;
  /** HTTP status; 0 if there was no whole answer. */
  readonly status: number;
  /** Calls it counted as. */
  readonly calls: number;
  /** Whether a fault rule answered. */
  readonly isFault: boolean;
}

/** One HTTP request; items are those of a batch. */
export interface LoggedRequest extends LoggedCall {
  readonly items?: readonly LoggedCall[] | undefined;
}

/** What has been asked so far. */
export interface RequestLog {
  readonly httpRequests: number;
  /** Items of batches and ids of `ids=` counted one by one. */
  readonly quotaCalls: number;
  /** Calls by template; a batch as a whole counts under `/`, its items under their own. */
  readonly byEndpoint: Readonly<Record<string, number>>;
  readonly entries: readonly LoggedRequest[];
}

/** Keeps what has been asked. */
export class RequestBook {
  #entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): void {
    this.#entries.push(entry);
  }

  clear(): void {
    this.#entries = [];
  }

  read(): RequestLog {
    const byEndpoint: Record<string, number> = {};
    let quotaCalls = 0;
    for (const entry of this.#entries) {
      quotaCalls += entry.calls;
      for (const call of [entry, ...(entry.items ?? [])]) {
        const count = call === entry && entry.items !== undefined ? 1 : Math.max(1, call.calls);
        byEndpoint[call.template] = (byEndpoint[call.template] ?? 0) + count;
      }
    }
    return { httpRequests: this.#entries.length, quotaCalls, byEndpoint, entries: [...this.#entries] };
  }
}

const secrets: ReadonlySet<string> = new Set([
  "access_token",
  "appsecret_proof",
  "client_secret",
  "fb_exchange_token",
  "input_token",
  "code",
  "batch",
]);

/** Parameters without tokens, proofs and secrets. */
export function withoutSecrets(parameters: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...parameters].filter(([name]) => !secrets.has(name)));
}
