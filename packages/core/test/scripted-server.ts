import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as the server got it. */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
  headers: IncomingMessage["headers"];
  /** By the clock of the test. */
  atMs: number;
}

/** An answer: a JSON value as body, or more. `destroy` breaks the connection instead. */
export interface ScriptedAnswer {
  status?: number | undefined;
  headers?: { [name: string]: string } | undefined;
  /** Sent as it is when a string, as JSON otherwise. */
  body?: unknown;
  destroy?: "before" | "midway" | undefined;
  /** Never answers. */
  hang?: true | undefined;
}

/** A real HTTP server on loopback that answers from a script: a list, or a function of each request. */
export async function scriptedServer(
  script: readonly ScriptedAnswer[] | ((request: SeenRequest) => ScriptedAnswer),
  now: () => number = () => 0,
): Promise<{ url: string; requests: SeenRequest[] }> {
  const requests: SeenRequest[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const url = new URL(incoming.url ?? "/", "http://localhost");
      const request: SeenRequest = {
        method: incoming.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        form: new URLSearchParams(Buffer.concat(chunks).toString()),
        headers: incoming.headers,
        atMs: now(),
      };
      const answer = typeof script === "function" ? script(request) : script[requests.length];
      requests.push(request);
      if (!answer) throw new Error(`The script has no answer number ${requests.length}`);
      if (answer.hang) return;
      if (answer.destroy === "before") return void incoming.socket.destroy();
      const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {});
      response.writeHead(answer.status ?? 200, {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        ...answer.headers,
      });
      if (answer.destroy === "midway") {
        response.write(body.slice(0, body.length / 2));
        setImmediate(() => incoming.socket.destroy());
      } else response.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests };
}
