import type { GraphClient, GraphNode, NodeOutcome, NodeRequest } from "@tap-instagram/core";
import type { CallCounts, CallPlace } from "../log/call-counts.ts";
import { nodesOf, publishedMs, type AccountSample, type MadeUpPosts } from "./account-sample.ts";
import { commentsAnswer, commentsPerAnswer, insightsAnswer, refusalOf } from "./made-up-answers.ts";

type PagesRequest = Parameters<GraphClient["pages"]>[0];
type Params = Parameters<GraphClient["get"]>[0]["params"];

/** A page whose cursor leads to an empty one: that is how the posts of a hashtag or of another account end. */
const onlyPage: GraphNode = { data: [{ id: "1" }], paging: { cursors: { after: "1" } } };

/** What a rehearsal knows, and where it counts. */
export interface RehearsalOptions {
  /** Samples by account. */
  readonly samples: ReadonlyMap<string, AccountSample>;
  readonly calls: CallCounts;
  readonly madeUp: MadeUpPosts;
  /** Whether an earlier run got no figure of the days that end between two instants. */
  readonly areEmpty: (place: CallPlace, firstEndMs: number, lastEndMs: number) => boolean;
}

/**
 * A client that asks the API nothing: it answers from samples, makes up figures, and counts what each answer would have
 * cost. A sync that is given this client does everything as ever, so its calls are those of the real one.
 */
export class RehearsalClient implements GraphClient {
  readonly host: GraphClient["host"];
  readonly redact: GraphClient["redact"];
  /** Streams that asked for figures of days. */
  readonly streamsOfDays: Set<string> = new Set();
  readonly #options: RehearsalOptions;
  #hasHashtags = false;
  /** Names of other accounts whose posts were asked for. */
  readonly #rivals = new Set<string>();
  /** Comments by post, where they do not fit into one answer. */
  readonly #comments = new Map<string, number>();

  constructor(real: GraphClient, options: RehearsalOptions) {
    this.host = real.host;
    this.redact = (text) => real.redact(text);
    this.#options = options;
  }

  get({ node = "", edge, params }: Parameters<GraphClient["get"]>[0]): Promise<GraphNode> {
    this.#count(1);
    if (node === "ig_hashtag_search") return Promise.resolve({ data: [{ id: "1" }] });
    // How many posts a hashtag or another account has is not known before they are read: one page is the least.
    if (edge === "recent_media" || edge === "top_media") {
      this.#hasHashtags = true;
      return Promise.resolve(params?.["after"] === undefined ? onlyPage : { data: [] });
    }
    if (edge !== undefined) return Promise.resolve({ data: [] });
    return Promise.resolve({ business_discovery: this.#rivalOf(params) });
  }

  /** Another account, with its posts where they are asked for. */
  #rivalOf({ fields = [] }: Params = {}): GraphNode {
    const [discovery] = fields;
    if (typeof discovery !== "object") return { id: "1" };
    const { by, fields: nested = [] } = discovery;
    if (by === undefined || !nested.some((field) => typeof field === "object")) return { id: "1" };
    const isAgain = this.#rivals.has(by.value);
    this.#rivals.add(by.value);
    return { id: "1", media: isAgain ? { data: [] } : onlyPage };
  }

  /** Whether posts of other accounts were asked for. */
  get hasRivals(): boolean {
    return this.#rivals.size > 0;
  }

  /** Whether posts of hashtags were asked for. */
  get hasHashtags(): boolean {
    return this.#hasHashtags;
  }

  send(): Promise<never> {
    return Promise.reject(new Error("A dry run cannot send a request of this kind"));
  }

  readMany({ requests }: Parameters<GraphClient["readMany"]>[0]): Promise<NodeOutcome[]> {
    this.#count(requests.length);
    return Promise.resolve(requests.map((request) => this.#outcomeOf(request)));
  }

  #outcomeOf(request: NodeRequest): NodeOutcome {
    const { id, edge, params } = request;
    if (edge === "comments") return { ok: true, body: commentsAnswer(this.#comments.get(id) ?? 1) };
    if (edge !== "insights") return { ok: true, body: { id } };
    const stream = this.#options.calls.streamHere;
    const [sinceMs, untilMs] = [msOf(params["since"], NaN), msOf(params["until"], NaN)];
    if (!Number.isNaN(sinceMs) && stream !== undefined) {
      this.streamsOfDays.add(stream);
      const isEmpty = this.#options.areEmpty({ stream, account: id }, sinceMs, untilMs);
      if (isEmpty) return { ok: true, body: { data: [] } };
    }
    const error = refusalOf(request);
    return error ? { ok: false, error } : { ok: true, body: insightsAnswer(request) };
  }

  async *pages(request: PagesRequest): AsyncGenerator<GraphNode[], void, undefined> {
    const nodes = this.#nodesOf(request);
    let next = nodes.next();
    do {
      request.signal?.throwIfAborted();
      const { pageSize = request.pageSize, params } = request.plan?.ask(request.pageSize) ?? {};
      this.#count(1);
      const page: GraphNode[] = [];
      for (; !next.done && page.length < pageSize; next = nodes.next())
        page.push(this.#with(next.value, params?.fields));
      const isEmpty = page.length === 0;
      yield [...(request.plan?.answered?.(page) ?? page)];
      // Without links, only an empty page tells that a list has ended.
      if (isEmpty && request.cursorsOnly === true) return;
    } while (!next.done || request.cursorsOnly === true);
  }

  /** The nodes of a list, in order. */
  *#nodesOf({ node: id = "", edge, params }: PagesRequest): Generator<GraphNode, void, undefined> {
    const sample = this.#options.samples.get(id);
    if (sample && (edge === "media" || edge === "stories" || edge === "tags")) {
      const [sinceMs, untilMs] = [msOf(params["since"], 0), msOf(params["until"], Infinity)];
      for (const node of nodesOf(sample, edge, this.#options.madeUp)) {
        const ms = publishedMs(node);
        // Newest first: nothing that follows is wanted.
        if (ms < sinceMs) return;
        if (!(ms > untilMs)) yield node;
      }
    } else if (edge === "comments") {
      const begun = Number(params["after"] ?? 0);
      for (let at = begun; at < (this.#comments.get(id) ?? 0); at += 1) yield { id: `${at + 1}` };
    }
  }

  /** The node with the figures that the page was asked for. */
  #with(node: GraphNode, fields: PagesRequest["params"]["fields"] = []): GraphNode {
    const { id, comments_count: comments } = node;
    if (typeof id === "string" && typeof comments === "number" && comments > commentsPerAnswer)
      this.#comments.set(id, comments);
    const insights =
      typeof fields === "string"
        ? undefined
        : fields.find((field) => typeof field === "object" && field.name === "insights");
    if (typeof insights !== "object") return node;
    return { ...node, insights: insightsAnswer({ params: { metric: insights.metrics } }) };
  }

  #count(calls: number): void {
    this.#options.calls.count(calls, 0);
  }
}

/** A bound of the API is in seconds. */
function msOf(seconds: unknown, otherwise: number): number {
  return typeof seconds === "number" ? seconds * 1000 : otherwise;
}
