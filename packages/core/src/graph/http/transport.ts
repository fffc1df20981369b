import type { $Fetch } from "ofetch";
import * as v from "valibot";
import { appSecretProof } from "./appsecret-proof.ts";
import { brokenAnswer, errorFromBody, type RequestContext } from "../errors/classify.ts";
import { DeadlineError, withDeadline } from "./deadline.ts";
import { errorEnvelope } from "../envelope.ts";
import type { GraphError } from "../errors/errors.ts";
import { parseExactJson } from "../exact-json.ts";
import type { Fetch } from "../ports.ts";
import { encodeParams, endpointOf, metricsOf, type GraphRequest } from "./request.ts";
import { readUsage, type Usage } from "../pacing/usage.ts";

export interface TransportOptions {
  fetch: Fetch;
  /** Without version and trailing slash. */
  baseUrl: string;
  apiVersion: string;
  accessToken: string;
  appSecret?: string | undefined;
  timeoutMs: number;
  userAgent?: string | undefined;
  redact(text: string): string;
}

/** What came of one HTTP request: a body or an error, and in either case what the headers said of quota. */
export type Exchange<T> = { status?: number; usages: Usage[] } & Reading<T>;

/** A body of the wanted shape, or why there is none. */
export type Reading<T> = { body: T } | { error: GraphError };

/** Makes one HTTP request. Rejects only when the signal is aborted. */
export type Transport = <T>(
  request: GraphRequest,
  shape: Shape<T>,
  signal?: AbortSignal,
) => Promise<Exchange<T>>;

/** What a body must look like to be believed. */
export type Shape<T> = v.GenericSchema<unknown, T>;

/** Makes the one function of this package that talks to the network. */
export function createTransport(options: TransportOptions): Transport {
  let http: Promise<$Fetch> | undefined;
  let proof: Promise<string> | undefined;

  const signedParams = async (request: GraphRequest): Promise<URLSearchParams> => {
    const params = encodeParams(request.params);
    if (!options.appSecret || request.authorized === false) return params;
    proof ??= appSecretProof(options.accessToken, options.appSecret);
    params.set("appsecret_proof", await proof);
    return params;
  };

  const headersOf = (request: GraphRequest): { [name: string]: string } => ({
    accept: "application/json",
    ...(request.authorized === false ? {} : { authorization: `Bearer ${options.accessToken}` }),
    ...(options.userAgent ? { "user-agent": options.userAgent } : {}),
  });

  return async (request, shape, signal) => {
    const asked: RequestContext = {
      endpoint: endpointOf(request),
      metrics: metricsOf(request.params),
      redact: (text) => options.redact(text),
    };
    const params = await signedParams(request);
    const version = request.versioned === false ? "" : `${options.apiVersion}/`;
    const url = `${options.baseUrl}/${version}${request.path}`;
    try {
      const response = await withDeadline(options.timeoutMs, signal, async (deadline) => {
        // Loaded with the first request: a command that sends none, such as a catalog's discovery, starts sooner.
        http ??= import("ofetch").then(({ createFetch }) => createFetch({ fetch: options.fetch }));
        const client = await http;
        return client.raw(request.method === "GET" ? `${url}?${params}` : url, {
          method: request.method,
          headers: headersOf(request),
          ...(request.method === "POST" ? { body: params } : {}),
          responseType: "text",
          ignoreResponseError: true,
          retry: false,
          redirect: "error",
          signal: deadline,
        });
      });
      const { status } = response;
      asked.retryAfterMs = retryAfterMs(response.headers);
      return {
        status,
        usages: readUsage(response.headers),
        ...readBody(response._data ?? "", status, shape, asked),
      };
    } catch (error) {
      signal?.throwIfAborted();
      const reason = error instanceof DeadlineError ? "timeout" : "network";
      return { usages: [], error: brokenAnswer(reason, rootMessage(error), asked) };
    }
  };
}

/** A body is an error when it says so, whatever the status; and whatever it says, when the status is one of failure. */
export function readBody<T>(
  text: string,
  status: number,
  shape: Shape<T>,
  asked: RequestContext,
): Reading<T> {
  let body: unknown;
  try {
    body = parseExactJson(text);
  } catch {
    const start = text === "" ? "empty" : JSON.stringify(asked.redact(text).slice(0, 80));
    return { error: withoutGraphError(status, "not-json", `The answer is not JSON but ${start}`, asked) };
  }
  const refusal = v.safeParse(errorEnvelope, body);
  if (refusal.success) return { error: errorFromBody(refusal.output.error, status, asked) };
  const reading = v.safeParse(shape, body);
  if (status < 400 && reading.success) return { body: reading.output };
  const found = `The answer is not of the expected shape (${reading.issues?.[0]?.message ?? "no error in it"})`;
  return { error: withoutGraphError(status, "unexpected-shape", found, asked) };
}

/** Proxies and overloaded servers answer with a status alone; some statuses say enough. */
function withoutGraphError(
  status: number,
  reason: "not-json" | "unexpected-shape",
  found: string,
  asked: RequestContext,
): GraphError {
  if (status === 401 || status === 429) return errorFromBody({}, status, asked);
  return brokenAnswer(reason, `${found} (HTTP ${status})`, asked, status);
}

/** Undocumented for this API, and so believed only where it is a plain number of seconds. */
function retryAfterMs(headers: Headers): number | undefined {
  const seconds = headers.get("retry-after");
  return seconds !== null && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

/** The innermost message: fetch wraps what happened (`ECONNRESET`) in layers that hold the whole request. */
function rootMessage(thrown: unknown): string {
  let error = thrown;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  if (!(error instanceof Error)) return String(error);
  // Deno's innermost error holds the address all the same, with every field that was asked for.
  const message = error.message.replace(/ for url \(\S+\)/, "");
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return message.startsWith(code) ? message : `${code}: ${message}`;
}
