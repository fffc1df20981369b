import { once } from "node:events";
import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http";
import * as fc from "fast-check";
import { changeText, mutations, type Mutation } from "test-tools/mutations";

/** How one answer is changed: its text, or one of its headers. */
export type AnswerChange =
  | { readonly of: "text"; readonly mutation: Mutation }
  | { readonly of: "header"; readonly name: string; readonly value: string };

const headerNames = [
  "x-app-usage",
  "x-business-use-case-usage",
  "retry-after",
  "content-type",
  "content-length",
  "content-encoding",
  "location",
  "date",
];

const headerValues = [
  "",
  "{",
  "null",
  "-1",
  "0",
  "1e9",
  "NaN",
  "gzip",
  "text/html",
  "http://[",
  '{"call_count":"x"}',
  '{"call_count":1e99}',
  '{"1":[null]}',
  '{"17841400000000001":[{"type":"instagram","call_count":-5,"estimated_time_to_regain_access":"soon"}]}',
  "a".repeat(5000),
];

const apiWords = String.raw`"../me" "1?fields=id" "1#x" "http://[" "2026-13-45T99:00:00+0000" {"error":{}} {"error":"x"} [null] {"data":null}
  {"data":{}} {"code":200} {"paging":{"next":"x"}}`;
const apiNames = ["id", "data", "error", "paging", "next", "cursors", "code", "body", "insights", "values"];

/** A change of one byte, one node or one header. */
export const answerChanges: fc.Arbitrary<AnswerChange> = fc.oneof(
  {
    weight: 6,
    arbitrary: mutations(apiWords.split(/\s+/), apiNames).map((mutation) => ({
      of: "text" as const,
      mutation,
    })),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      of: fc.constant("header" as const),
      name: fc.constantFrom(...headerNames),
      value: fc.constantFrom(...headerValues),
    }),
  },
);

/** Of what is asked by many runs, each answer is kept once. What only one run asks is more than memory should hold. */
const mostKnown = 500;

/**
 * A server that passes requests on, and changes answers by a list: one entry after the other, again and again. What it is
 * asked again it answers as before, which is right as long as the target's time and world stay.
 */
export class ChangingServer implements AsyncDisposable {
  readonly url: string;
  readonly #server: ReturnType<typeof createServer>;
  #changes: readonly (AnswerChange | null)[] = [];
  #answered = 0;
  readonly #known = new Map<string, Promise<Passed>>();
  /** How many answers it has changed, since it was started. */
  changed = 0;

  private constructor(server: ReturnType<typeof createServer>, url: string) {
    this.#server = server;
    this.url = url;
  }

  static async start(target: string): Promise<ChangingServer> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error(`No port: ${address}`);
    const { pathname } = new URL(target);
    const changing = new ChangingServer(server, `http://127.0.0.1:${address.port}${pathname}`);
    server.on("request", (asked, response) => {
      changing.#answer(target, asked, response).catch((error: unknown) => {
        // A tap that has waited long enough has closed the connection: no answer is wanted.
        if (!response.destroyed) throw error;
      });
    });
    return changing;
  }

  /** The changes from now on: the next answer meets the first of them. */
  begin(changes: readonly (AnswerChange | null)[]): void {
    this.#changes = changes;
    this.#answered = 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #unchanged(target: string, asked: IncomingMessage): Promise<Passed> {
    const body = Buffer.concat(await asked.toArray());
    const question = JSON.stringify([asked.method, asked.url, asked.headers, body.toString()]);
    const known = this.#known.get(question) ?? passOn(target, asked, body);
    if (this.#known.size < mostKnown) this.#known.set(question, known);
    return known;
  }

  async #answer(target: string, asked: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, headers, text } = await this.#unchanged(target, asked);
    const change = this.#changes[this.#answered % this.#changes.length] ?? null;
    this.#answered += 1;
    if (change !== null) this.changed += 1;
    const body = change?.of === "text" ? changeAnswer(text, change.mutation) : Buffer.from(text);
    response.writeHead(status, {
      ...headers,
      "content-length": body.length,
      ...(change?.of === "header" ? { [change.name]: change.value } : {}),
    });
    // A length that is too great leaves the reader waiting: the connection ends instead.
    response.end(body, () => {
      if (change?.of === "header") response.destroy();
    });
  }
}

/** A node of the text inside an item of a batch is as likely to change as one of the answer itself. */
function changeAnswer(text: string, mutation: Mutation): Buffer {
  const items: unknown = mutation.place % 4 === 0 || !text.startsWith("[") ? undefined : JSON.parse(text);
  if (!Array.isArray(items)) return changeText(text, mutation);
  const item: unknown = items[mutation.place % items.length];
  if (typeof item !== "object" || item === null || !("body" in item) || typeof item.body !== "string")
    return changeText(text, mutation);
  item.body = changeText(item.body, mutation).toString();
  return Buffer.from(JSON.stringify(items));
}

interface Passed {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  readonly text: string;
}

async function passOn(target: string, asked: IncomingMessage, body: Buffer): Promise<Passed> {
  const { "accept-encoding": _compressed, connection: _connection, ...headers } = asked.headers;
  const request = send(new URL(asked.url ?? "", target), { method: asked.method, headers });
  request.end(body);
  const [answer]: [IncomingMessage] = await once(request, "response").then(([first]) => [first]);
  const text = Buffer.concat(await answer.toArray()).toString();
  const {
    "transfer-encoding": _transfer,
    "content-length": _length,
    connection: _ended,
    ...kept
  } = answer.headers;
  return { status: answer.statusCode ?? 500, headers: kept, text };
}
