import type { ErrorBody } from "../envelope.ts";
import type { ErrorRule } from "./table/error-rule.ts";
import { errorTable } from "./table/error-table.ts";
import {
  AuthError,
  InsightsUnavailableError,
  MisuseError,
  NotFoundError,
  PermissionError,
  QuotaExhaustedError,
  RateLimitError,
  RefusedNameError,
  TooMuchDataError,
  TransientError,
  type GraphError,
  type GraphErrorDetails,
  type GraphErrorKind,
} from "./errors.ts";
import { permissionHint } from "./permission-hints.ts";
import { listedNames, namesOutside } from "./refused-names.ts";

const classOfKind: Record<GraphErrorKind, new (message: string, details: GraphErrorDetails) => GraphError> = {
  transient: TransientError,
  "rate-limit": RateLimitError,
  "too-much-data": TooMuchDataError,
  auth: AuthError,
  permission: PermissionError,
  "not-found": NotFoundError,
  "no-insights": InsightsUnavailableError,
  "refused-name": RefusedNameError,
  misuse: MisuseError,
  "quota-exhausted": QuotaExhaustedError,
};

/** What was asked, as far as it helps to understand the refusal. */
export interface RequestContext {
  /** `GET /{ig-user-id}/media` */
  endpoint: string;
  /** The metrics of the request, to know which one `metric[2]` was. */
  metrics?: readonly string[];
  /** How long the answer said to wait. */
  retryAfterMs?: number | undefined;
  /** Removes the client's own secrets from any text of the answer. */
  redact(text: string): string;
}

/** Turns a refusal into the error whose class says what to do next. */
export function errorFromBody(body: ErrorBody, status: number, asked: RequestContext): GraphError {
  const match = firstMatch(body, status);
  const rule = match?.rule;
  const kind = rule?.kind ?? "misuse";
  const found = asked.redact(body.message ?? `HTTP status ${status} without a message`);
  const codes = [body.code, body.error_subcode].filter((code) => code !== undefined).join("/");
  const hint = rule?.reason === "permission-missing" ? permissionHint(asked.endpoint) : rule?.hint;
  const message = `Cannot ${asked.endpoint}: ${found}${codes ? ` (code ${codes})` : ""}${hint ? `. ${hint}` : ""}`;
  return new classOfKind[kind](message, {
    endpoint: asked.endpoint,
    status,
    code: body.code,
    subcode: body.error_subcode,
    type: body.type,
    traceId: body.fbtrace_id,
    reason: rule?.reason ?? "unknown",
    apiMessage: body.message === undefined ? undefined : found,
    hint,
    docsUrl: rule?.docsUrl,
    retryAfterMs: kind === "rate-limit" ? asked.retryAfterMs : undefined,
    nameKind: rule?.nameKind,
    names: refusedNames(match, asked),
  });
}

/** An answer that never came, or that is not what the API speaks: worth another try. */
export function brokenAnswer(
  reason: "network" | "timeout" | "not-json" | "unexpected-shape" | "aborted-item",
  found: string,
  asked: RequestContext,
  status?: number,
): TransientError {
  return new TransientError(`Cannot ${asked.endpoint}: ${asked.redact(found)}`, {
    endpoint: asked.endpoint,
    status,
    reason,
  });
}

interface RuleMatch {
  rule: ErrorRule;
  groups: { [name: string]: string | undefined };
}

function firstMatch(body: ErrorBody, status: number): RuleMatch | undefined {
  for (const rule of errorTable) {
    const { codes, codeRange, subcodes, statuses, text } = rule;
    if (codes && (body.code === undefined || !codes.includes(body.code))) continue;
    if (codeRange && (body.code === undefined || body.code < codeRange[0] || body.code > codeRange[1]))
      continue;
    if (subcodes && (body.error_subcode === undefined || !subcodes.includes(body.error_subcode))) continue;
    if (statuses && !statuses.includes(status)) continue;
    if (rule.isTransient && body.is_transient !== true) continue;
    if (!text) return { rule, groups: {} };
    const found = text.exec(body.message ?? "") ?? text.exec(body.error_user_msg ?? "");
    if (found) return { rule, groups: found.groups ?? {} };
  }
  return undefined;
}

function refusedNames(match: RuleMatch | undefined, asked: RequestContext): readonly string[] {
  if (!match) return [];
  const { names, position, valid } = match.groups;
  if (position !== undefined && valid !== undefined) {
    return match.rule.nameKind === "metric" ? namesOutside(asked.metrics ?? [], Number(position), valid) : [];
  }
  return match.rule.names ?? listedNames(names);
}
