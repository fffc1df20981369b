import { createServer, type IncomingMessage } from "node:http";

/** A store of states as presigned addresses reach it, on this machine alone. */
export interface StateStore {
  /** Where an object is. */
  address(name: string): string;
  /** What is stored under a name; `undefined` before the first PUT. */
  get(name: string): string | undefined;
  close(): void;
}

/** Starts one: GET gives what the last PUT left, or 404. */
export async function startStateStore(): Promise<StateStore> {
  const objects = new Map<string, string>();
  const server = createServer((request, response) => {
    const { url: name = "" } = request;
    if (request.method !== "PUT") {
      const text = objects.get(name);
      response.writeHead(text === undefined ? 404 : 200).end(text);
      return;
    }
    textOf(request)
      .then((text) => objects.set(name, text))
      .then(() => response.writeHead(200).end())
      // The process that wrote it was killed: an object store keeps what it had.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    address: (name) => `http://127.0.0.1:${port}/${name}`,
    get: (name) => objects.get(`/${name}`),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  const source: AsyncIterable<Buffer> = request;
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts).toString();
}
