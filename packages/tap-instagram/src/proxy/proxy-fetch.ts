import * as http from "node:http";
import { namedProxy, proxyNote, proxyProblem, type Environment } from "./proxy-settings.ts";

type Fetch = typeof globalThis.fetch;

/** What decides how a proxy is reached. */
export interface ProxyRuntime {
  readonly env: Environment;
  /** `process.versions`: says whether this is Node, Deno or Bun. */
  readonly versions: Environment;
}

/**
 * A `fetch` that goes through the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY. Deno and Bun do so by themselves, Node
 * from 24.14 on when it is told to. Older ones use undici's agent, which is loaded with the first request.
 * See https://undici.nodejs.org/#/docs/api/EnvHttpProxyAgent and https://nodejs.org/api/http.html#built-in-proxy-support
 *
 * @example
 * ```ts
 * import process from "node:process";
 * import { proxyFetch, type Ports } from "tap-instagram/engine";
 *
 * const ports: Ports = { fetch: proxyFetch(process) };
 * ```
 */
export function proxyFetch(runtime: ProxyRuntime): Fetch {
  let chosen: Promise<Fetch> | undefined;
  return async (input, init) => {
    chosen ??= fetchOf(runtime);
    const send = await chosen;
    try {
      return await send(input, init);
    } catch (error) {
      // What the caller has aborted is not a failure of the connection.
      throw init?.signal?.aborted ? error : withNote(error, runtime.env);
    }
  };
}

async function fetchOf({ env, versions }: ProxyRuntime): Promise<Fetch> {
  const isNode = versions["deno"] === undefined && versions["bun"] === undefined;
  if (!namedProxy(env) || !isNode || env["NODE_USE_ENV_PROXY"] === "1") return globalThis.fetch;
  const problem = proxyProblem(env);
  if (problem !== undefined) throw wrongProxy(problem);
  if ("setGlobalProxyFromEnv" in http && typeof http.setGlobalProxyFromEnv === "function") {
    http.setGlobalProxyFromEnv();
    return globalThis.fetch;
  }
  return undiciFetch();
}

/** The wheels bring no undici: their launcher tells Node to use the proxy. */
async function undiciFetch(): Promise<Fetch> {
  const { EnvHttpProxyAgent, fetch } = await import("undici").catch((cause: unknown) => {
    const advice = "Set NODE_USE_ENV_PROXY=1 with Node 22.21 or later, or install the npm package undici";
    throw wrongProxy(`This Node does not use a proxy by itself. ${advice}`, { cause });
  });
  const dispatcher = new EnvHttpProxyAgent();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Node's own fetch is undici's: one interface, two type files
  const send = fetch as unknown as (input: unknown, init: object) => Promise<Response>;
  return (input, init) => send(input, { ...init, dispatcher });
}

/** The core knows the code: another try does not help. */
function wrongProxy(problem: string, options?: ErrorOptions): Error {
  return Object.assign(new Error(problem, options), { code: "ERR_WRONG_PROXY" });
}

/** Failures to connect are the ones where the proxy matters. */
const connectFailures: ReadonlySet<string> = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_PRX_TLS",
]);

function withNote(error: unknown, env: Environment): unknown {
  const cause = innermost(error);
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  const isConnect = code !== undefined && connectFailures.has(code);
  if (!isConnect && !namedProxy(env)) return error;
  const noted = new Error(`${cause.message} (${proxyNote(env)})`);
  return new TypeError("fetch failed", {
    cause: code === undefined ? noted : Object.assign(noted, { code }),
  });
}

function innermost(thrown: unknown): Error {
  let error = thrown;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  return error instanceof Error ? error : new Error(String(error));
}
