import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readJson, writeJson } from "../exact-json.ts";
import type { RecordedExchange, Recording } from "../recording.ts";
import { splitPath } from "../scrub/scrub-question.ts";
import { RecordedAnswers, type Answer, type Asked } from "./lookup.ts";

/** How the questions of a replay were answered. */
export interface ReplayCounts {
  readonly recorded: number;
  readonly similar: number;
  /** Questions without an answer, each once. */
  readonly missing: readonly string[];
}

/** A server on 127.0.0.1 that answers what was recorded. */
export interface ReplayServer {
  /** For clients, without version. */
  readonly url: string;
  /** The token that replaces the one of the recording. */
  readonly token: string;
  counts(): ReplayCounts;
  close(): Promise<void>;
}

const secrets: ReadonlySet<string> = new Set(["access_token", "appsecret_proof", "input_token"]);

interface Request {
  readonly method: "GET" | "POST";
  readonly version: string;
  readonly segments: readonly string[];
  readonly params: URLSearchParams;
  readonly as: RecordedExchange["as"];
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of message) text += String(chunk);
  return text;
}

async function readRequest(message: IncomingMessage, token: string): Promise<Request> {
  const url = new URL(message.url ?? "/", "http://127.0.0.1");
  const params = new URLSearchParams([
    ...url.searchParams,
    ...new URLSearchParams(message.method === "POST" ? await bodyOf(message) : ""),
  ]);
  const bearer = message.headers.authorization?.replace(/^Bearer /, "") ?? params.get("access_token");
  const hasProof = params.has("appsecret_proof");
  const otherwise = bearer === token ? (hasProof ? "a wrong proof" : undefined) : "another token";
  return {
    method: message.method === "POST" ? "POST" : "GET",
    ...splitPath(url.pathname),
    params,
    as: bearer === null ? "no token" : otherwise,
  };
}

function questionOf(request: Request): Asked {
  const { method, version, segments, params, as } = request;
  const kept = [...params].filter(([name]) => !secrets.has(name) && name !== "batch");
  return { method, version, path: segments.join("/"), params: Object.fromEntries(kept), as };
}

function describe({ method, path, params }: Asked): string {
  const query = new URLSearchParams({ ...params }).toString();
  return `${method} /${path}${query === "" ? "" : `?${decodeURIComponent(query)}`}`;
}

function notRecorded(question: string): Answer {
  const error = {
    message: `(#100) Not in the recording: ${question}`,
    type: "OAuthException",
    code: 100,
    fbtrace_id: "replay",
  };
  return { status: 400, headers: {}, body: { error }, match: "similar" };
}

function textOf({ body, notJson }: Pick<Answer, "body" | "notJson">): string {
  return notJson === undefined ? writeJson(body) : `<html>${notJson}</html>`;
}

/** Starts the server. The caller closes it. */
export async function startReplayServer(recording: Recording): Promise<ReplayServer> {
  const answers = new RecordedAnswers(recording);
  const token = `${recording.host === "facebook" ? "EAAG" : "IGAA"}OfARecording0000000000`;
  const counted = { recorded: 0, similar: 0 };
  const missing = new Set<string>();

  const answer = (asked: Asked): Answer => {
    const found = answers.find(asked);
    if (found === undefined) {
      missing.add(describe(asked));
      return notRecorded(describe(asked));
    }
    counted[found.match] += 1;
    return found;
  };
  const batch = (request: Request, items: readonly unknown[]): Answer => {
    const refused = answers.refusedBatch;
    if (refused !== undefined) return { ...refused, match: "recorded" };
    const body = items.map((item) => {
      const address = String(Object(item)["relative_url"]);
      const [path = "", query = ""] = address.split(/\?(.*)/s);
      const params = new URLSearchParams(query);
      const { segments } = splitPath(path);
      const part = answer(questionOf({ ...request, method: "GET", segments, params }));
      const headers = Object.entries(part.headers).map(([name, value]) => ({ name, value }));
      return { code: part.status, headers, body: textOf(part) };
    });
    return { status: 200, headers: {}, body, match: "recorded" };
  };
  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await readRequest(message, token);
    const items = readJson(request.params.get("batch") ?? "");
    const found = Array.isArray(items) ? batch(request, items) : answer(questionOf(request));
    response.writeHead(found.status, { "content-type": "application/json; charset=UTF-8", ...found.headers });
    response.end(textOf(found));
  };

  const server = createServer((message, response) => {
    respond(message, response).catch((problem: unknown) => {
      response.destroy(problem instanceof Error ? problem : undefined);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("The server has no TCP port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    token,
    counts: () => ({ ...counted, missing: [...missing] }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
