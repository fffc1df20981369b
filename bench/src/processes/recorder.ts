import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";
import type { Simulator } from "./simulator.ts";

/** One request, as it was made. */
export interface Recorded {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: string;
  /** How many round trips it had to wait for: one more than the deepest of those that were answered before it came. */
  readonly depth: number;
}

/** A server before the API that writes down what it is asked. */
export interface Recorder {
  readonly url: string;
  readonly requests: readonly Recorded[];
  close(): void;
}

/** Puts a recorder before a simulator. Every answer takes `latencyMs`, or round trips could not be told apart. */
export async function recorderOf({ url }: Pick<Simulator, "url">, latencyMs = 0): Promise<Recorder> {
  const requests: Recorded[] = [];
  let deepest = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const depth = deepest + 1;
    const parts: Buffer[] = [];
    const source: AsyncIterable<Buffer> = request;
    for await (const part of source) parts.push(part);
    const { method = "GET", url: path = "/" } = request;
    const body = Buffer.concat(parts).toString();
    requests.push({ method, path, body, depth });
    const { authorization, "content-type": contentType } = request.headers;
    const answered = await fetch(new URL(path, url), {
      method,
      body: method === "GET" ? null : body,
      headers: {
        ...(authorization && { authorization }),
        ...(contentType && { "content-type": contentType }),
      },
    });
    const text = await answered.text();
    await setTimeout(latencyMs);
    deepest = Math.max(deepest, depth);
    const headers = [...answered.headers].filter(
      ([name]) => !/^(content-|transfer|connection|keep)/.test(name),
    );
    response.writeHead(answered.status, {
      ...Object.fromEntries(headers),
      "content-type": "application/json",
    });
    response.end(text);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address of this form.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  const { pathname } = new URL(url);
  return {
    url: `http://127.0.0.1:${port}${pathname}`,
    requests,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
