import type { GraphHost, GraphNode, ManyRequest, Usage } from "@tap-instagram/core";
import { Asker, type AskerOptions } from "./asker.ts";
import type { BatchReply, Question, Reply } from "../exchange/question.ts";
import { NotTestableError } from "../verdict/outcome.ts";

export interface ProbeOptions extends AskerOptions {
  /** Id, Page id or username of the account to look at. Default: the one with the most posts. */
  readonly account?: string | undefined;
}

/** What checks ask with. Every question goes out once in a run, however many checks are about it. */
export class Probe {
  readonly host: GraphHost;
  readonly accessToken: string;
  readonly apiVersion: string;
  readonly wantedAccount: string | undefined;
  readonly hasAppSecret: boolean;
  /** One moment for the whole run: windows of time are the same in every question. */
  readonly nowMs: number;
  readonly #asker: Asker;

  constructor(options: ProbeOptions) {
    const { host, accessToken, apiVersion, account, appSecret, clock } = options;
    this.host = host;
    this.accessToken = accessToken;
    this.apiVersion = apiVersion;
    this.wantedAccount = account;
    this.hasAppSecret = appSecret !== undefined;
    this.nowMs = clock.now();
    this.#asker = new Asker(options);
  }

  get cost(): { requests: number; quotaCalls: number } {
    const { requests, quotaCalls } = this.#asker;
    return { requests, quotaCalls };
  }

  get usages(): readonly Usage[] {
    return this.#asker.usages;
  }

  /** @throws GraphError when the token is not accepted, or the API fails in passing. */
  ask(question: Question): Promise<Reply> {
    return this.#asker.ask(question);
  }

  /** The body. @throws GraphError when there is none. */
  async answer(question: Question): Promise<GraphNode> {
    const reply = await this.ask(question);
    if (reply.ok) return reply.body;
    throw reply.error;
  }

  askMany(requests: ManyRequest["requests"]): Promise<BatchReply> {
    return this.#asker.askMany(requests);
  }

  /** @throws NotTestableError with the text, unless there is something. */
  need<T>(thing: T | undefined, missing: string): T {
    if (thing === undefined) throw new NotTestableError(missing);
    return thing;
  }

  redact(text: string): string {
    return this.#asker.redact(text);
  }
}
