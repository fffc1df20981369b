import { ConcurrencyLimit } from "./pacing/concurrency-limit.ts";
import { createErrorFactory } from "./errors/error-factory.ts";
import { node, type GraphNode } from "./envelope.ts";
import {
  defaultApiVersion,
  hostBaseUrls,
  hostOfToken,
  withoutTrailingSlash,
  type GraphHost,
} from "./hosts.ts";
import { ManyReader } from "./many/many-reader.ts";
import type { ManyRequest, NodeOutcome } from "./many/node-request.ts";
import { LoadGate } from "./pacing/load-gate.ts";
import { Pacer } from "./pacing/pacer.ts";
import { readPages, type PagesRequest } from "./pages/read-pages.ts";
import { systemClock, type Clock, type Fetch, type Random } from "./ports.ts";
import { createRedactor } from "./redact/redact.ts";
import type { Params } from "./http/params.ts";
import type { GraphPath } from "./http/path.ts";
import type { GraphRequest } from "./http/request.ts";
import { transientPolicy, type RetryPolicy } from "./pacing/retry.ts";
import type { GraphObserver } from "./observer.ts";
import { Sender } from "./sender.ts";
import { createTransport, defaultMaxResponseBytes, type Shape } from "./http/transport.ts";
import type { Budget } from "./pacing/budget.ts";

/** How to reach the Graph API. Only the token is required. */
export interface GraphClientOptions {
  accessToken: string;
  /** Default: the host of the token's prefix. */
  host?: GraphHost | undefined;
  /** Base address without version; a trailing slash is fine. Default: the host's own. */
  baseUrl?: string | undefined;
  /** Default `v25.0`. */
  apiVersion?: string | undefined;
  /** The app's secret. With it, every request carries a proof of the secret. */
  appSecret?: string | undefined;
  /** Further texts that no error and no event may show. */
  secrets?: readonly string[] | undefined;
  /** The most requests at the same time. Default 8. */
  concurrency?: number | undefined;
  /** The longest time of one request, in milliseconds. Default 60 000. */
  requestTimeoutMs?: number | undefined;
  /** The longest answer, in bytes after decompression. Default 64 MiB. */
  maxResponseBytes?: number | undefined;
  /** Retries of transient failures. Default: 6, within five minutes. */
  retryPolicy?: Partial<RetryPolicy> | undefined;
  /** Percent of the quota above which requests slow down. Default 80. */
  rateLimitCeilingPercent?: number | undefined;
  /** The longest that all waits for quota may take together, in milliseconds; 0 never waits. Default one hour. */
  maxQuotaWaitMs?: number | undefined;
  userAgent?: string | undefined;
  /** Callbacks for requests, retries, waits and usage. */
  observer?: GraphObserver | undefined;
  fetch?: Fetch | undefined;
  clock?: Clock | undefined;
  random?: Random | undefined;
}

/** A request for one node, or for any other single answer. */
export interface GetRequest extends GraphPath {
  params?: Params | undefined;
  /** The quota it draws on. Default `app`. */
  budget?: Budget | undefined;
  signal?: AbortSignal | undefined;
}

/** A client of the Graph API. Its only state is what it learns about the quota and the host during its life. */
export interface GraphClient {
  readonly host: GraphHost;
  /** Removes the secrets of this client from a text, and everything that looks like one. */
  redact(text: string): string;
  /**
   * Reads one node, with those of the requested fields that it has.
   *
   * @throws AuthError, PermissionError, NotFoundError, RefusedNameError, MisuseError, QuotaExhaustedError; TransientError
   * when all retries failed.
   */
  get(request: GetRequest): Promise<GraphNode>;
  /** Sends any request, and reads the answer with your own schema. An answer that does not fit is retried. @throws as `get`. */
  send<T>(request: GraphRequest, shape: Shape<T>, signal?: AbortSignal): Promise<T>;
  /** Reads the pages of an edge, each a list of nodes. @throws as `get`, from the iteration. */
  pages(
    request: PagesRequest & { signal?: AbortSignal | undefined },
  ): AsyncGenerator<GraphNode[], void, undefined>;
  /** Gives one outcome per request, in order. Uses batches of 50 where the host allows it. Rejects only when aborted. */
  readMany(many: ManyRequest): Promise<NodeOutcome[]>;
}

/**
 * Makes a client. Making it sends no request.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…", maxQuotaWaitMs: 5 * 60_000 });
 * const account = await graph.get({
 *   node: "17841400000000001",
 *   params: { fields: ["username", "followers_count"] },
 *   budget: { type: "instagram", id: "17841400000000001" },
 * });
 * console.log(account); // { username: "lumen.cykel", followers_count: 48210, id: "17841400000000001" }
 * ```
 */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const host = options.host ?? hostOfToken(options.accessToken);
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const observer = options.observer ?? {};
  const concurrency = options.concurrency ?? 8;
  const redact = createRedactor([options.accessToken, options.appSecret, ...(options.secrets ?? [])]);
  const errors = createErrorFactory(redact, host);
  const sender = new Sender({
    errors,
    transport: createTransport({
      fetch: options.fetch ?? globalThis.fetch,
      baseUrl: withoutTrailingSlash(options.baseUrl ?? hostBaseUrls[host]),
      apiVersion: options.apiVersion ?? defaultApiVersion,
      accessToken: options.accessToken,
      appSecret: host === "facebook" ? options.appSecret : undefined,
      timeoutMs: options.requestTimeoutMs ?? 60_000,
      maxResponseBytes: options.maxResponseBytes ?? defaultMaxResponseBytes,
      userAgent: options.userAgent,
      errors,
    }),
    pacer: new Pacer({
      clock,
      random,
      ceilingPercent: options.rateLimitCeilingPercent ?? 80,
      maxWaitMs: options.maxQuotaWaitMs ?? 60 * 60_000,
      onWait: (wait) => observer.onWait?.(wait),
      onSlowDown: (slowDown) => observer.onSlowDown?.(slowDown),
    }),
    limit: new ConcurrencyLimit(concurrency),
    load: new LoadGate({
      clock,
      most: concurrency,
      onOverload: (overload) => observer.onOverload?.(overload),
      onRelief: (relief) => observer.onRelief?.(relief),
    }),
    retryPolicy: { ...transientPolicy, ...options.retryPolicy },
    clock,
    random,
    observer,
  });
  const many = new ManyReader(sender, (text) => observer.onNotice?.(text));
  return {
    host,
    redact,
    get: ({ node: asked, edge, params = {}, budget = "app", signal }) =>
      sender.send({ method: "GET", node: asked, edge, params, budget, quotaCalls: 1 }, node, signal),
    send: (request, shape, signal) => sender.send(request, shape, signal),
    pages: ({ signal, ...request }) => readPages(sender, request, signal),
    readMany: (request) => many.read(request),
  };
}
