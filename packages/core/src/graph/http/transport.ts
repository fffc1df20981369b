import type { $Fetch } from "ofetch";
import * as v from "valibot";
import { appSecretProof } from "./appsecret-proof.ts";
import type { AnswerStatus, ErrorFactory, RequestErrors } from "../errors/error-factory.ts";
import { connectionFailureOf } from "./connection-failure.ts";
import { withDeadline } from "./deadline.ts";
import { refusalIn } from "../envelope.ts";
import { MisuseError, type GraphError } from "../errors/errors.ts";
import { parseExactJson } from "../exact-json.ts";
import type { Fetch } from "../ports.ts";
import { encodeParams } from "./params.ts";
import { readText } from "./read-text.ts";
import { isSafePath, textOfPath } from "./path.ts";
import { contextOf, endpointOf, type GraphRequest } from "./request.ts";
import { readUsage, type Usage } from "../pacing/usage.ts";

export interface TransportOptions {
  fetch: Fetch;
  /** Without version and trailing slash. */
  baseUrl: string;
  apiVersion: string;
  accessToken: string;
  appSecret?: string | undefined;
  timeoutMs: number;
  /** The longest body that is read. */
  maxResponseBytes: number;
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

/** A page of 100 albums takes a fraction of this. */
export const defaultMaxResponseBytes: number = 64 * 2 ** 20;

/** Makes the one function of this package that talks to the network. */
export function createTransport(options: TransportOptions): Transport {
  let http: Promise<$Fetch> | undefined;
  let proof: Promise<string> | undefined;

  const signedParams = async (request: GraphRequest): Promise<URLSearchParams> => {
    const params = encodeParams(request.params);
    if (request.authorized === false) return params;
    // Meta calls the token in the form of a batch mandatory; whether the header alone would do is unproven.
    if (request.method === "POST") params.set("access_token", options.accessToken);
    if (!options.appSecret) return params;
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
    if (!isSafePath(request)) return { usages: [], error: wrongPath(request) };
    const errors = options.errors(contextOf(request));
    const params = await signedParams(request);
    const version = request.versioned === false ? "" : `${options.apiVersion}/`;
    const url = `${options.baseUrl}/${version}${textOfPath(request)}`;
    let status: number | undefined;
    try {
      return await withDeadline(options.timeoutMs, signal, async (deadline) => {
        // Loaded with the first request: commands that send none start faster.
        http ??= import("ofetch").then(({ createFetch }) => createFetch({ fetch: options.fetch }));
        const client = await http;
        const response = await client.raw(request.method === "GET" ? `${url}?${params}` : url, {
          method: request.method,
          headers: headersOf(request),
          body: request.method === "POST" ? params : undefined,
          // The body stays unread here: `readText` counts its bytes.
          responseType: "stream",
          ignoreResponseError: true,
          retry: false,
          redirect: "manual",
          signal: deadline,
        });
        status = response.status;
        return await readResponse(response, shape, errors, options.maxResponseBytes, deadline);
      });
    } catch (error) {
      signal?.throwIfAborted();
      const { reason, found, hint } = connectionFailureOf(
        error,
        hostOf(options.baseUrl),
        status !== undefined,
      );
      return { status, usages: [], error: errors.broken(reason, found, { status, hint }) };
    }
  };
}

/** For a path that an id from an answer would bend. */
export function wrongPath(request: Pick<GraphRequest, "method" | "node" | "edge">): MisuseError {
  const endpoint = endpointOf(request);
  const found = JSON.stringify(textOfPath(request).slice(0, 60));
  return new MisuseError(`Cannot ${endpoint}: ${found} is not a path of the API. No request was sent`, {
    endpoint,
    reason: "wrong-path",
  });
}

async function readResponse<T>(
  response: Response,
  shape: Shape<T>,
  errors: RequestErrors,
  maxBytes: number,
  deadline: AbortSignal,
): Promise<Exchange<T>> {
  const { status, headers } = response;
  const usages = readUsage(headers);
  if (isRedirect(response)) {
    // An unread body would keep its connection.
    await response.body?.cancel();
    return { status, usages, error: errors.broken("redirected", redirectionOf(response), { status }) };
  }
  const text = await readText(response, maxBytes, deadline);
  const answer = { status, retryAfterMs: retryAfterMs(headers) };
  return { status, usages, ...readBody(text, answer, shape, () => errors) };
}

/** Requests carry the token, so they follow no redirect. */
function isRedirect({ type, status }: Response): boolean {
  return type === "opaqueredirect" || (status >= 300 && status < 400);
}

function redirectionOf(response: Response): string {
  const location = response.headers.get("location");
  const to = location === null ? "" : ` to ${hostOf(location)}`;
  return `The answer redirects${to}, and a request with a token follows no redirect. Perhaps a proxy or a login page answered instead of the API, or the address of the API is wrong`;
}

/** Host and port of an address; the rest can be secret. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : "another path";
}

/** A body with an `error` is a failure, whatever the status. A failure status is one, whatever the body. */
export function readBody<T>(
  text: string,
  answer: AnswerStatus,
  shape: Shape<T>,
  errorsOf: () => RequestErrors,
): Reading<T> {
  const { status } = answer;
  // Proxies and overloaded servers send a status without a Graph error. These two statuses say enough.
  const saysEnough = status === 401 || status === 429;
  let body: unknown;
  try {
    body = parseExactJson(text);
  } catch {
    return { error: saysEnough ? errorsOf().refusal({}, answer) : errorsOf().notJson(text, status) };
  }
  const refusal = refusalIn(body, status);
  if (refusal) return { error: errorsOf().refusal(refusal, answer) };
  const reading = v.safeParse(shape, body);
  if (status < 400 && reading.success) return { body: reading.output };
  if (saysEnough) return { error: errorsOf().refusal({}, answer) };
  const found = `The answer is not of the expected shape (${reading.issues?.[0]?.message ?? "no error in it"})`;
  return { error: errorsOf().broken("unexpected-shape", found, { status }) };
}

/** The API does not document this header: only a plain number of seconds counts. */
function retryAfterMs(headers: Headers): number | undefined {
  const seconds = headers.get("retry-after");
  return seconds !== null && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}
