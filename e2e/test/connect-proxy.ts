import { createServer, request as forward } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo, type Server } from "node:net";
import { generate } from "selfsigned";
import { onTestFinished } from "vitest";

/** A proxy on loopback that opens tunnels, and notes where to. */
export interface ConnectProxy {
  readonly url: string;
  /** Host and port of each tunnel, in order. */
  readonly tunnels: readonly string[];
}

/**
 * Starts a proxy that lives as long as the test. `resolve` says where a name that no DNS knows leads to: a port, or the
 * answer that refuses it.
 */
export async function connectProxy(
  resolve: (host: string) => number | string | undefined,
): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const server = createServer((_request, response) => response.writeHead(502).end());
  server.on("connect", (request, client, head) => {
    const target = request.url ?? "";
    tunnels.push(target);
    const port = resolve(target) ?? "HTTP/1.1 502 Bad Gateway\r\n\r\n";
    if (typeof port === "string") return client.end(port);
    const upstream = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [upstream, client]) socket.on("error", () => socket.destroy());
    return undefined;
  });
  return { url: `http://127.0.0.1:${await listening(server)}`, tunnels };
}

/** An HTTPS server in front of an HTTP one, with a certificate of an authority that nobody knows. */
export async function tlsInFrontOf(url: string, name: string): Promise<{ port: number; authority: string }> {
  const altNames = [{ type: 2, value: name }];
  const pem = generate([{ name: "commonName", value: name }], {
    keySize: 2048,
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames },
    ],
  });
  const server = createTlsServer({ key: pem.private, cert: pem.cert }, (request, response) => {
    const { method, headers } = request;
    const behind = forward(`${url}${request.url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(behind);
  });
  return { port: await listening(server), authority: pem.cert };
}

async function listening(server: Server): Promise<number> {
  onTestFinished(() => void server.close());
  await new Promise<void>((ready) => {
    server.listen(0, "127.0.0.1", ready);
  });
  return (server.address() as AddressInfo).port;
}
