import type { IncomingMessage } from "node:http";

const bodyMaximum = 8 * 1024 * 1024;

/** A request before its host is known. */
export interface RawRequest {
  readonly method: string;
  readonly segments: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  readonly bearer: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly body: string;
}

async function bodyOf(message: IncomingMessage): Promise<string> {
  const { "content-length": length, "transfer-encoding": coding } = message.headers;
  if (length === undefined && coding === undefined) return "";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes: unknown = chunk;
    if (!Buffer.isBuffer(bytes)) throw new TypeError("A body comes in bytes");
    size += bytes.length;
    if (size > bodyMaximum) throw new RangeError(`Cannot read a body larger than ${bodyMaximum} bytes`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Form or JSON: both are understood. */
function bodyParameters(body: string, contentType: string): Iterable<[string, string]> {
  if (!contentType.includes("json")) return new URLSearchParams(body);
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return [];
    return Object.entries(parsed).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
  } catch {
    return [];
  }
}

/** The parts of a path, decoded; one that cannot be decoded stays as it is. */
export function segmentsOf(path: string): string[] {
  return path
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => {
      try {
        return decodeURIComponent(segment);
      } catch {
        return segment;
      }
    });
}

/** Reads a request whole. */
export async function readRequest(message: IncomingMessage): Promise<RawRequest> {
  const [path = "/", query = ""] = (message.url ?? "/").split(/\?(.*)/s);
  const body = await bodyOf(message);
  const contentType = message.headers["content-type"] ?? "";
  const isForm = body !== "" && !path.startsWith("/__simulator");
  return {
    method: (message.method ?? "GET").toUpperCase(),
    segments: segmentsOf(path),
    parameters: new Map([
      ...new URLSearchParams(query),
      ...(isForm ? bodyParameters(body, contentType) : []),
    ]),
    bearer: /^(?:Bearer|OAuth)\s+(.+)$/i.exec(message.headers.authorization ?? "")?.[1],
    ifNoneMatch: message.headers["if-none-match"],
    body,
  };
}
