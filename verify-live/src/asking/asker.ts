import {
  createGraphClient,
  GraphError,
  type Budget,
  type Clock,
  type Fetch,
  type GraphClient,
  type GraphClientOptions,
  type GraphErrorKind,
  type GraphHost,
  type GraphNode,
  type ManyRequest,
  type Usage,
} from "@tap-instagram/core";
import * as v from "valibot";
import type { BatchReply, Question, Reply, Stranger } from "../exchange/question.ts";
import { Recorder, type Exchange } from "../exchange/recorder.ts";

export interface AskerOptions {
  readonly accessToken: string;
  readonly host: GraphHost;
  readonly baseUrl?: string | undefined;
  readonly apiVersion: string;
  readonly appSecret?: string | undefined;
  readonly fetch: Fetch;
  readonly clock: Clock;
}

/** One budget for everything about the account: only one question is asked at a time. */
const ofAccount: Budget = { type: "instagram", id: "account" };

const node = v.record(v.string(), v.unknown());

/** Nodes that draw on the quota of the app. */
const ofTheApp = new Set(["me", "debug_token"]);

/** Failures that say nothing about the API's rules. */
const passingKinds = new Set<GraphErrorKind>(["transient", "quota-exhausted", "rate-limit"]);

/** Asks each question once, one after the other, and counts what it costs. */
export class Asker {
  readonly #options: AskerOptions;
  readonly #recorder: Recorder;
  readonly #client: GraphClient;
  readonly #replies = new Map<string, Promise<unknown>>();
  #last: Promise<unknown> = Promise.resolve();
  #usages: Usage[] = [];
  requests = 0;
  quotaCalls = 0;

  constructor(options: AskerOptions) {
    this.#options = options;
    this.#recorder = new Recorder(options.fetch);
    this.#client = this.#clientOf({});
  }

  /** What the client read from usage headers so far. */
  get usages(): readonly Usage[] {
    return this.#usages;
  }

  /** Removes secrets, and the names that answers held. */
  redact(text: string): string {
    let clean = this.#client.redact(text);
    for (const word of this.#recorder.privateWords) clean = clean.replaceAll(word, "<name>");
    return clean;
  }

  /**
   * @throws AuthError when the token itself is refused; PermissionError, TransientError and QuotaExhaustedError, which
   * say nothing about the API's rules.
   */
  ask(question: Question): Promise<Reply> {
    return this.#once(question, async (): Promise<Reply> => {
      const reply = await this.#send(question);
      const { error, exchange } = reply;
      if (error && (exchange === undefined || passingKinds.has(error.kind))) throw error;
      if (error?.kind === "auth" && question.as === undefined) throw error;
      if (error?.kind === "permission" && !question.permissionAside) throw error;
      if (exchange === undefined) throw new TypeError("A body came without an exchange");
      return error ? { ok: false, exchange, error } : { ok: true, exchange, body: reply.body };
    });
  }

  /** Many requests in the way the client finds out the host allows. */
  askMany(requests: ManyRequest["requests"]): Promise<BatchReply> {
    return this.#once(requests, async () => {
      const outcomes = await this.#client.readMany({ requests, budget: ofAccount });
      const exchanges = this.#recorder.take();
      const [first] = outcomes;
      if (first?.ok === false && (exchanges.length === 0 || passingKinds.has(first.error.kind)))
        throw first.error;
      return { exchanges, outcomes };
    });
  }

  async #send(question: Question): Promise<{ exchange?: Exchange | undefined } & SendResult> {
    const { node: asked, edge, params = {}, as } = question;
    const ids = params["ids"];
    const request = {
      method: "GET" as const,
      node: asked,
      edge,
      params,
      budget: (asked !== undefined && ofTheApp.has(asked) ? "app" : ofAccount) satisfies Budget,
      quotaCalls: Array.isArray(ids) ? ids.length : 1,
      authorized: as !== "without a token",
    };
    const result = await (as ? this.#strangerOf(as) : this.#client).send(request, node).then(
      (body): SendResult => ({ body }),
      (error: unknown): SendResult => {
        if (error instanceof GraphError) return { body: {}, error };
        throw error;
      },
    );
    return { exchange: this.#recorder.take().at(-1), ...result };
  }

  #strangerOf(as: Stranger): GraphClient {
    if (as === "with a wrong app secret") return this.#clientOf({ appSecret: "not the secret of any app" });
    if (as === "with an unknown version") return this.#clientOf({ apiVersion: "v99.0" });
    const prefix = this.#options.host === "facebook" ? "EAA" : "IGAA";
    return this.#clientOf(as === "without a token" ? {} : { accessToken: `${prefix}NotAToken0000000000` });
  }

  #clientOf(different: Partial<GraphClientOptions>): GraphClient {
    return createGraphClient({
      ...this.#options,
      concurrency: 1,
      retryPolicy: { maxRetries: 2 },
      maxQuotaWaitMs: 60_000,
      userAgent: "verify-live",
      fetch: this.#recorder.fetch,
      observer: {
        onRequest: ({ quotaCalls }) => {
          this.requests += 1;
          this.quotaCalls += quotaCalls;
        },
        onUsage: (usage) => this.#usages.push(usage),
      },
      ...different,
    });
  }

  /** One at a time: what the recorder heard belongs to this question. The same question is never asked twice. */
  #once<T>(question: unknown, ask: () => Promise<T>): Promise<T> {
    const key = JSON.stringify(question);
    const known = this.#replies.get(key);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a question always has an answer of one type
    if (known) return known as Promise<T>;
    const reply = this.#last.then(() => {
      this.#recorder.take();
      return ask();
    });
    this.#last = reply.catch(() => undefined);
    this.#replies.set(key, reply);
    return reply;
  }
}

interface SendResult {
  body: GraphNode;
  error?: GraphError | undefined;
}
