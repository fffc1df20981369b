import { appendFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@tap-instagram/singer";
import type { Ports } from "../../client/client.ts";
import { problemText } from "../../files/problem-text.ts";

type Environment = { readonly [name: string]: string | undefined };

/** How long a receiver may take for one event. */
const timeoutMs = 5000;

/** Where lineage events go. */
export interface Receiver {
  /** For texts: without what may be secret of the address. */
  readonly place: string;
  /** @throws Error */
  send(event: JsonObject): Promise<void>;
}

/**
 * The receiver that OPENLINEAGE_URL names: `https://…` gets each event with POST, as OpenLineage's own clients send them, a
 * `file:///…` a line for each. `undefined` without the variable, and where OPENLINEAGE_DISABLED is `true`.
 *
 * @throws RangeError for variables that name no receiver.
 */
export function receiverOf(env: Environment, ports: Ports): Receiver | undefined {
  const address = env["OPENLINEAGE_URL"]?.trim() ?? "";
  if (address === "" || env["OPENLINEAGE_DISABLED"]?.trim().toLowerCase() === "true") return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === "file:") return fileReceiver(url);
  if (url?.protocol === "https:" || url?.protocol === "http:") return httpReceiver(url, env, ports);
  throw new RangeError("OPENLINEAGE_URL is not an address that begins with https://, http:// or file:///");
}

/** What the variables hold that no log line may show. */
export function secretsOf(env: Environment): string[] {
  const address = env["OPENLINEAGE_URL"] ?? "";
  const { password = "", search = "" } = URL.canParse(address) ? new URL(address) : {};
  return [env["OPENLINEAGE_API_KEY"] ?? "", password, search.slice(1)].filter((secret) => secret !== "");
}

function fileReceiver(url: URL): Receiver {
  const path = pathOf(url);
  return {
    place: path,
    send: async (event) => {
      try {
        await appendFile(path, `${JSON.stringify(event)}\n`);
      } catch (error) {
        throw new Error(problemText(error), { cause: error });
      }
    },
  };
}

/** @throws RangeError */
function pathOf(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw new RangeError(
      "OPENLINEAGE_URL names no file of this machine: write it as file:///folder/lineage.jsonl",
    );
  }
}

function httpReceiver(
  base: URL,
  env: Environment,
  { fetch = globalThis.fetch, timeout = (ms) => AbortSignal.timeout(ms) }: Ports,
): Receiver {
  const url = endpointOf(base, env);
  const authorization = authorizationOf(base, env);
  const headers = { "content-type": "application/json", ...(authorization && { authorization }) };
  const place = url.origin + url.pathname;
  return {
    place,
    send: async (event) => {
      const body = JSON.stringify(event);
      const target = place + (url.search || base.search);
      const signal = timeout(timeoutMs);
      // A receiver elsewhere must not get the key.
      const request = { method: "POST", headers, body, signal, redirect: "error" } as const;
      const answer = await fetch(target, request).catch((error: unknown) => {
        throw new Error(networkText(error), { cause: error });
      });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the server answers with HTTP status ${answer.status}`);
    },
  };
}

/** What keeps an answer from coming: `fetch` itself says only that it failed. */
function networkText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  // A name with several addresses has an error for each.
  if (cause instanceof AggregateError) return cause.errors.map(networkText).join(", ");
  return cause instanceof Error ? cause.message : error.message;
}

/** @throws RangeError */
function endpointOf({ origin, pathname }: URL, env: Environment): URL {
  const endpoint = env["OPENLINEAGE_ENDPOINT"] ?? "api/v1/lineage";
  const folder = origin + (pathname.endsWith("/") ? pathname : `${pathname}/`);
  const url = URL.canParse(endpoint, folder) ? new URL(endpoint, folder) : undefined;
  if (url?.protocol === "https:" || url?.protocol === "http:") return url;
  throw new RangeError("OPENLINEAGE_ENDPOINT is not a path such as api/v1/lineage");
}

/** @throws RangeError */
function authorizationOf({ username, password }: URL, env: Environment): string | undefined {
  const key = env["OPENLINEAGE_API_KEY"] ?? "";
  if (key !== "") return `Bearer ${key}`;
  if (username === "") return undefined;
  try {
    const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(user).toString("base64")}`;
  } catch {
    throw new RangeError("The user or password in OPENLINEAGE_URL has a % of its own: write it as %25");
  }
}
