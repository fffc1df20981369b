import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { SyncLogger } from "../../log/logger.ts";
import { readPayload } from "../payload.ts";
import { SpoolFullError, type Spool } from "../spool.ts";
import { isSame, isSignedBy } from "./signature.ts";

/** What the server needs. */
export interface WebhookServerOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  /** Where webhooks come in: `/webhook`. */
  readonly path: string;
  readonly appSecret: string;
  /** The word that the app's dashboard was given; without it no subscription is confirmed. */
  readonly verifyToken: string | undefined;
  readonly spool: Pick<Spool, "add">;
  readonly logger: SyncLogger;
}

/** A server that listens. */
export interface WebhookServer {
  readonly port: number;
  /** Takes no more requests, and waits a moment for those that are under way. */
  close(): Promise<void>;
}

const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 5000,
};

/** A body that is on its way comes within milliseconds. One that does not come may not hold a stop. */
const stopsAfterMs = 1000;

/** A batch of webhooks has at most a thousand changes. */
const mostBytes = 2 * 2 ** 20;

/**
 * Takes webhooks: checks where they come from, stores them, and only then says that they are taken.
 *
 * @throws Error of the system when the port is taken.
 */
export async function serveWebhooks(options: WebhookServerOptions): Promise<WebhookServer> {
  const room = new Room(options.logger);
  const server = createServer(limits, (request, response) => {
    answerOf(request, options, room).then(
      (answer) => send(response, answer),
      (error: unknown) => {
        // The API sends it again.
        const reason = error instanceof Error ? error.message : String(error);
        options.logger.error(`A webhook could not be stored, the API will send it again: ${reason}`);
        send(response, { status: 500, text: "Not stored" });
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), stopsAfterMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function answerOf(
  request: IncomingMessage,
  options: WebhookServerOptions,
  room: Room,
): Promise<Answer> {
  const notFound = { status: 404, text: "Not found" };
  // Scanners ask for addresses that are none, such as `//`.
  if (!URL.canParse(request.url ?? "/", "http://localhost")) return notFound;
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname !== options.path) return notFound;
  if (request.method === "GET") return handshake(url.searchParams, options);
  if (request.method !== "POST") return { status: 405, text: "Only GET and POST" };
  return take(request, options, room);
}

/** https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests */
function handshake(query: URLSearchParams, { verifyToken, logger }: WebhookServerOptions): Answer {
  const challenge = query.get("hub.challenge") ?? "";
  const isRight =
    verifyToken !== undefined &&
    query.get("hub.mode") === "subscribe" &&
    isSame(query.get("hub.verify_token") ?? "", verifyToken);
  if (!isRight || challenge === "") {
    logger.warning("A subscription was refused: its verify token is not the one of webhook_verify_token");
    return { status: 403, text: "Wrong verify token" };
  }
  logger.info("The subscription is confirmed");
  return { status: 200, text: challenge };
}

async function take(request: IncomingMessage, options: WebhookServerOptions, room: Room): Promise<Answer> {
  const { appSecret, spool, logger } = options;
  const body = await bodyOf(request);
  if (body === undefined) {
    logger.warning(`A request with more than ${mostBytes} bytes was refused`);
    return { status: 413, text: "Too large" };
  }
  const signature = request.headers["x-hub-signature-256"];
  if (!isSignedBy(appSecret, body, typeof signature === "string" ? signature : undefined)) {
    logger.warning(
      "A request was refused: its signature is not made with app_secret. Either it is not from Meta, or app_secret is of another app",
    );
    return { status: 401, text: "Wrong signature" };
  }
  const text = body.toString("utf8");
  let changes: number;
  try {
    const { stories, comments, mentions, others, broken } = readPayload(text);
    changes = stories.length + comments.length + mentions.length + others + broken.length;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    logger.warning(`A webhook was refused: ${error.message}`);
    return { status: 400, text: "No webhook" };
  }
  let isNew: boolean;
  try {
    isNew = await spool.add(text);
  } catch (error) {
    if (!(error instanceof SpoolFullError)) throw error;
    room.refused(error);
    return { status: 503, text: "The spool is full" };
  }
  room.taken();
  logger.info(
    isNew
      ? `Stored a webhook with ${changes === 1 ? "1 change" : `${changes} changes`}`
      : "A webhook that is stored already came again",
  );
  return { status: 200, text: "OK" };
}

/** Tells once when a spool is full, and once when it takes webhooks again. */
class Room {
  readonly #logger: SyncLogger;
  #refused = 0;

  constructor(logger: SyncLogger) {
    this.#logger = logger;
  }

  refused({ message }: SpoolFullError): void {
    this.#refused += 1;
    if (this.#refused > 1) return;
    this.#logger.error(
      `Webhooks are refused with 503: ${message}. Run tap-instagram webhook --spool, or raise --spool-megabytes. The API sends them again for 36 hours`,
    );
  }

  taken(): void {
    if (this.#refused === 0) return;
    this.#logger.info(`The spool takes webhooks again. ${this.#refused} were refused meanwhile`);
    this.#refused = 0;
  }
}

/** The bytes as they came; `undefined` where there are too many. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, text }: Answer): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    ...(status === 413 ? { connection: "close" } : {}),
  });
  response.end(text);
}
