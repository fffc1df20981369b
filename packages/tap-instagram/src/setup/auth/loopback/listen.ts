import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { SiteRequest } from "./login-site.ts";
import type { SiteAnswer } from "./pages.ts";

/** A port of this machine that other machines cannot reach. */
export interface LoopbackPort {
  readonly port: number;
  /** From now on, requests are answered. */
  serve(answer: (request: SiteRequest) => Promise<SiteAnswer>): void;
  /** Closes the port and every connection. */
  close(): void;
}

/** `localhost` is one of the two, as the browser likes; where a machine has no IPv6, the first alone. */
const addresses = ["127.0.0.1", "::1"] as const;
const limits = { maxHeaderSize: 16 * 1024, headersTimeout: 10_000, requestTimeout: 10_000 };
/** A port that is free on one address may be taken on the other. */
const mostTries = 10;

/**
 * Listens on both loopback addresses, on the same port.
 *
 * @param wanted 0 for any free port.
 * @throws Error of the system, with the code EADDRINUSE if the port is taken on either address.
 */
export async function listenOnLoopback(wanted: number): Promise<LoopbackPort> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await listenOnBoth(wanted);
    } catch (error) {
      if (wanted !== 0 || tries === mostTries || codeOf(error) !== "EADDRINUSE") throw error;
    }
  }
}

async function listenOnBoth(wanted: number): Promise<LoopbackPort> {
  const [first, second] = addresses;
  let handle: Handler = answerNotYet;
  const serverOf = () => createServer(limits, (request, response) => handle(request, response));
  const server = serverOf();
  const port = await listen(server, first, wanted);
  const servers = [server];
  const other = serverOf();
  try {
    await listen(other, second, port);
    servers.push(other);
  } catch (error) {
    if (codeOf(error) === "EADDRINUSE") {
      server.close();
      throw error;
    }
  }
  return {
    port,
    serve: (answer) => {
      handle = (request, response) => {
        send(request, response, answer).catch(() => response.destroy());
      };
    },
    close: () => {
      for (const one of servers) {
        one.close();
        one.closeAllConnections();
      }
    },
  };
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const answerNotYet: Handler = (_, response) => {
  response.writeHead(503).end();
};

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: SiteRequest) => Promise<SiteAnswer>,
): Promise<void> {
  const { method = "", url: target = "" } = request;
  const { status, headers, body, onSent } = await answer({ method, host: request.headers.host, target });
  if (onSent !== undefined) request.socket.once("close", onSent);
  response.writeHead(status, headers).end(body);
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, ipv6Only: true, exclusive: true }, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
