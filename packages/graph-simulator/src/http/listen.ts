import type { Server } from "node:http";

/** A server that listens. */
export interface OpenServer {
  /** `http://127.0.0.1:4123`. */
  readonly origin: string;
  close(): Promise<void>;
}

/** Opens a server on the loopback interface; rejects with the system's error if the port is taken. */
export async function listen(server: Server, port: number): Promise<OpenServer> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("The server has no TCP port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
