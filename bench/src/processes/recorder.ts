import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Simulator } from "./simulator.ts";

/** One request, as it was made. */
export interface Recorded {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: string;
  /** The round trip that it belongs to, from 1: how many others had to be answered before it could be made. */
  readonly roundTrip: number;
}

/** A server before the API that writes down what it is asked. */
export interface Recorder {
  readonly url: string;
  readonly requests: readonly Recorded[];
  close(): void;
}

/**
 * Puts a recorder before a simulator. It answers in round trips: everything that is asked until nothing more comes for
 * `quietMs` is answered together, once the client has the answers before and waits.
 */
export async function recorderOf(
  { url }: Pick<Simulator, "url">,
  quietMs = 0,
  isClientWaiting: () => boolean = () => true,
): Promise<Recorder> {
  const requests: Recorded[] = [];
  let roundTrip = 1;
  const waiting: (() => void)[] = [];
  let preparing = 0;
  let answering = 0;
  let timer: NodeJS.Timeout | undefined;
  const release = (): void => {
    if (preparing > 0 || answering > 0 || waiting.length === 0) return;
    if (!isClientWaiting()) return postpone();
    roundTrip += 1;
    for (const answerNow of waiting.splice(0)) answerNow();
  };
  const postpone = (): void => {
    clearTimeout(timer);
    timer = setTimeout(release, quietMs);
  };
  const ask = async (request: IncomingMessage) => {
    const parts: Buffer[] = [];
    const source: AsyncIterable<Buffer> = request;
    for await (const part of source) parts.push(part);
    const { method = "GET", url: path = "/" } = request;
    const body = Buffer.concat(parts).toString();
    requests.push({ method, path, body, roundTrip });
    const { authorization, "content-type": contentType } = request.headers;
    const answered = await fetch(new URL(path, url), {
      method,
      body: method === "GET" ? null : body,
      headers: {
        ...(authorization && { authorization }),
        ...(contentType && { "content-type": contentType }),
      },
    });
    return { answered, text: await answered.text() };
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    preparing += 1;
    const { answered, text } = await ask(request).finally(() => {
      // The others do not wait for one that failed.
      preparing -= 1;
      postpone();
    });
    await new Promise<void>((resolve) => waiting.push(resolve));
    answering += 1;
    response.once("close", () => {
      answering -= 1;
      postpone();
    });
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
