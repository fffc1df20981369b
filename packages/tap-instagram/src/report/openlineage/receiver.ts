import { appendFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { JsonObject } from "@tap-instagram/singer";
import type { Ports } from "../../client/client.ts";

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
 * @throws RangeError for an address of another kind.
 */
export function receiverOf(env: Environment, ports: Ports): Receiver | undefined {
  const address = env["OPENLINEAGE_URL"]?.trim() ?? "";
  if (address === "" || env["OPENLINEAGE_DISABLED"]?.trim().toLowerCase() === "true") return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === "file:") return fileReceiver(url);
  if (url?.protocol === "https:" || url?.protocol === "http:") return httpReceiver(url, env, ports);
  throw new RangeError("OPENLINEAGE_URL is no address that begins with https://, http:// or file:///");
}

/** What the variables hold that no log line may show. */
export function secretsOf(env: Environment): string[] {
  const address = env["OPENLINEAGE_URL"] ?? "";
  const { password = "", search = "" } = URL.canParse(address) ? new URL(address) : {};
  return [env["OPENLINEAGE_API_KEY"] ?? "", password, search.slice(1)].filter((secret) => secret !== "");
}

function fileReceiver(url: URL): Receiver {
  const path = fileURLToPath(url);
  return { place: path, send: (event) => appendFile(path, `${JSON.stringify(event)}\n`) };
}

function httpReceiver(
  base: URL,
  env: Environment,
  { fetch = globalThis.fetch, timeout = (ms) => AbortSignal.timeout(ms) }: Ports,
): Receiver {
  const { username, password } = base;
  const { origin } = base;
  const folder = base.pathname.endsWith("/") ? base.pathname : `${base.pathname}/`;
  const url = new URL(env["OPENLINEAGE_ENDPOINT"] ?? "api/v1/lineage", origin + folder);
  const key = env["OPENLINEAGE_API_KEY"];
  const authorization =
    key === undefined || key === ""
      ? username === ""
        ? undefined
        : `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString("base64")}`
      : `Bearer ${key}`;
  const headers = { "content-type": "application/json", ...(authorization && { authorization }) };
  const place = url.origin + url.pathname;
  return {
    place,
    send: async (event) => {
      const body = JSON.stringify(event);
      const target = place + (url.search || base.search);
      const signal = timeout(timeoutMs);
      // A receiver elsewhere must not get the key.
      const answer = await fetch(target, { method: "POST", headers, body, signal, redirect: "error" });
      await answer.body?.cancel();
      if (!answer.ok) throw new Error(`the server answers with HTTP status ${answer.status}`);
    },
  };
}
