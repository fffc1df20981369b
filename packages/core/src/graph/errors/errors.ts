import type { BrokenReason } from "./broken-reason.ts";
import type { GraphErrorKind, NameKind } from "./table/error-rule.ts";
import type { TableReason } from "./table/error-table.ts";

/** Reasons that the client finds itself. `unknown` is a refusal that the table does not know. */
type ClientReason = BrokenReason | "wrong-path" | "repeated-cursor" | "quota-exhausted" | "unknown";

/** A finer word than the kind: `expired`, `before-conversion`, `action-blocked`. */
export type GraphErrorReason = TableReason | ClientReason;

/** What is known about a failure. Its texts hold no secrets. */
export interface GraphErrorDetails {
  /** The request without its ids: `GET /{id}/media`. */
  endpoint: string;
  /** The HTTP status, or the status of the batch item; absent without an answer. */
  status?: number | undefined;
  /** Graph error code and subcode. */
  code?: number | undefined;
  subcode?: number | undefined;
  /** Graph error type, such as `OAuthException`. */
  type?: string | undefined;
  /** `fbtrace_id`, for Meta's support. */
  traceId?: string | undefined;
  reason: GraphErrorReason;
  /** The API's own message. */
  apiMessage?: string | undefined;
  /** What to do, in one sentence. */
  hint?: string | undefined;
  /** The vendor's page about it. */
  docsUrl?: string | undefined;
  /** How long to wait before the next try, in milliseconds, if known. */
  retryAfterMs?: number | undefined;
  /** The metrics, fields or breakdowns that the refusal names. */
  names?: readonly string[] | undefined;
  /** The permissions that are missing: those that the refusal names, or those that the edge needs. */
  permissions?: readonly string[] | undefined;
  /** What kind of thing the names are. */
  nameKind?: NameKind | undefined;
  /** Whose quota is used up: `account 17841400000000001`. */
  owner?: string | undefined;
  cause?: unknown;
}

/**
 * A request to the Graph API that failed. Branch on `kind` or with `instanceof`.
 *
 * @example
 * ```ts
 * import { createGraphClient, GraphError } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * try {
 *   await graph.get({ node: "17841400000000001", params: { fields: ["username"] } });
 * } catch (error) {
 *   if (!(error instanceof GraphError)) throw error;
 *   if (error.kind === "quota-exhausted") console.log("Again in", error.retryAfterMs, "ms");
 *   else console.error(error.message, error.hint ?? "", error.docsUrl ?? "");
 * }
 * ```
 */
export abstract class GraphError extends Error {
  abstract readonly kind: GraphErrorKind;
  readonly endpoint: string;
  readonly status: number | undefined;
  readonly code: number | undefined;
  readonly subcode: number | undefined;
  readonly type: string | undefined;
  readonly traceId: string | undefined;
  readonly reason: GraphErrorReason;
  readonly apiMessage: string | undefined;
  readonly hint: string | undefined;
  readonly docsUrl: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, details: GraphErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.endpoint = details.endpoint;
    this.status = details.status;
    this.code = details.code;
    this.subcode = details.subcode;
    this.type = details.type;
    this.traceId = details.traceId;
    this.reason = details.reason;
    this.apiMessage = details.apiMessage;
    this.hint = details.hint;
    this.docsUrl = details.docsUrl;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** The network or the API failed, and every retry too. Try again later. */
export class TransientError extends GraphError {
  override readonly name = "TransientError";
  readonly kind = "transient";
}

/** The quota is used up for now. The client waits by itself; only outcomes of `readMany` can hold this error. */
export class RateLimitError extends GraphError {
  override readonly name = "RateLimitError";
  readonly kind = "rate-limit";
}

/** The answer is too heavy, even for one node. Ask for fewer fields. */
export class TooMuchDataError extends GraphError {
  override readonly name = "TooMuchDataError";
  readonly kind = "too-much-data";
}

/** The API does not accept the token, the app or its secret. Nothing works until somebody puts that right. */
export class AuthError extends GraphError {
  override readonly name = "AuthError";
  readonly kind = "auth";
}

/** The token, or the app, may not make this request. */
export class PermissionError extends GraphError {
  override readonly name = "PermissionError";
  readonly kind = "permission";
  /** Those that are missing: the refusal names them, or the edge needs them. Empty where the app is what may not. */
  readonly permissions: readonly string[];

  constructor(message: string, details: GraphErrorDetails) {
    super(message, details);
    this.permissions = details.permissions ?? [];
  }
}

/** The object does not exist, or this token cannot see it. */
export class NotFoundError extends GraphError {
  override readonly name = "NotFoundError";
  readonly kind = "not-found";
}

/** This media has no insights; `reason` says why. Skip it. */
export class InsightsUnavailableError extends GraphError {
  override readonly name = "InsightsUnavailableError";
  readonly kind = "no-insights";
}

/**
 * The API refuses some metrics, fields or breakdowns. Ask again without `names`.
 *
 * @example
 * ```ts
 * import { createGraphClient, RefusedNameError } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "IGAAR…" });
 * const read = (fields: readonly string[]) => graph.get({ node: "me", params: { fields } });
 *
 * const fields = ["username", "followers_count", "shopping_review_status"];
 * const account = await read(fields).catch((error: unknown) => {
 *   if (!(error instanceof RefusedNameError) || error.names.length === 0) throw error;
 *   return read(fields.filter((field) => !error.names.includes(field)));
 * });
 * ```
 */
export class RefusedNameError extends GraphError {
  override readonly name = "RefusedNameError";
  readonly kind = "refused-name";
  /** The refused names; empty when the API does not say which. */
  readonly names: readonly string[];
  readonly nameKind: NameKind;

  constructor(message: string, details: GraphErrorDetails) {
    super(message, details);
    this.names = details.names ?? [];
    this.nameKind = details.nameKind ?? "metric";
  }
}

/** The request itself is wrong. It fails every time. */
export class MisuseError extends GraphError {
  override readonly name = "MisuseError";
  readonly kind = "misuse";
}

/** The wait for quota is longer than allowed. `retryAfterMs` says how long it is. */
export class QuotaExhaustedError extends GraphError {
  override readonly name = "QuotaExhaustedError";
  readonly kind = "quota-exhausted";
  /** Whose quota it is, as `nameOfBudget` says it: `the app`. Absent where one list has a limit of its own. */
  readonly owner: string | undefined;

  constructor(message: string, details: GraphErrorDetails) {
    super(message, details);
    this.owner = details.owner;
  }
}
