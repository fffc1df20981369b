import type { $Fetch } from "ofetch";
import * as v from "valibot";
import { appSecretProof } from "./appsecret-proof.ts";
import type { AnswerStatus, ErrorFactory, RequestErrors } from "../errors/error-factory.ts";
import { DeadlineError, withDeadline } from "./deadline.ts";
import { errorEnvelope } from "../envelope.ts";
import type { GraphError } from "../errors/errors.ts";
import { parseExactJson } from "../exact-json.ts";
import type { Fetch } from "../ports.ts";
import { encodeParams } from "./params.ts";
import { contextOf, type GraphRequest } from "./request.ts";
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
  errors: ErrorFactory;
}

/** The result of one HTTP request: a body or an error, and the usage of quota that the headers report. */
export type Exchange<T> = { status?: number | undefined; usages: Usage[] } & Reading<T>;

/** A body of the wanted shape, or the reason why there is none. */
export type Reading<T> = { body: T } | { error: GraphError };

/** Makes one HTTP request. Rejects only when the signal is aborted. */
export type Transport = <T>(
  request: GraphRequest,
  shape: Shape<T>,
  signal?: AbortSignal,
) => Promise<Exchange<T>>;

/** The schema that a body must fit. */
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
    const errors = options.errors(contextOf(request));
    const params = await signedParams(request);
    const version = request.versioned === false ? "" : `${options.apiVersion}/`;
    const url = `${options.baseUrl}/${version}${request.path}`;
    try {
      const response = await withDeadline(options.timeoutMs, signal, async (deadline) => {
        // Loaded with the first request: commands that send none start faster.
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
      const answer = { status, retryAfterMs: retryAfterMs(response.headers) };
      return {
        status,
        usages: readUsage(response.headers),
        ...readBody(response._data ?? "", answer, shape, errors),
      };
    } catch (error) {
      signal?.throwIfAborted();
      const reason = error instanceof DeadlineError ? "timeout" : "network";
      return { usages: [], error: errors.broken(reason, rootMessage(error)) };
    }
  };
}

/** A body with an `error` is a failure, whatever the status. A failure status is one, whatever the body. */
export function readBody<T>(
  text: string,
  answer: AnswerStatus,
  shape: Shape<T>,
  errors: RequestErrors,
): Reading<T> {
  const { status } = answer;
  // Proxies and overloaded servers send a status without a Graph error. These two statuses say enough.
  const saysEnough = status === 401 || status === 429;
  let body: unknown;
  try {
    body = parseExactJson(text);
  } catch {
    return { error: saysEnough ? errors.refusal({}, answer) : errors.notJson(text, status) };
  }
  const refusal = v.safeParse(errorEnvelope, body);
  if (refusal.success) return { error: errors.refusal(refusal.output.error, answer) };
  const reading = v.safeParse(shape, body);
  if (status < 400 && reading.success) return { body: reading.output };
  if (saysEnough) return { error: errors.refusal({}, answer) };
  const found = `The answer is not of the expected shape (${reading.issues?.[0]?.message ?? "no error in it"})`;
  return { error: errors.broken("unexpected-shape", found, status) };
}

/** The API does not document this header: only a plain number of seconds counts. */
function retryAfterMs(headers: Headers): number | undefined {
  const seconds = headers.get("retry-after");
  return seconds !== null && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}

/** The innermost message: fetch wraps the cause (`ECONNRESET`) in errors that hold the whole request. */
function rootMessage(thrown: unknown): string {
  let error = thrown;
  while (error instanceof Error && error.cause instanceof Error) error = error.cause;
  if (!(error instanceof Error)) return String(error);
  // Deno's innermost message holds the whole address too.
  const message = error.message.replace(/ for url \(\S+\)/, "");
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return message.startsWith(code) ? message : `${code}: ${message}`;
}
