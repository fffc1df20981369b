import type { ErrorBody } from "../envelope.ts";
import type { GraphHost } from "../hosts.ts";
import type { BrokenReason } from "./broken-reason.ts";
import { classify, type RequestContext, type Verdict } from "./classify.ts";
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
} from "./errors.ts";
import type { GraphErrorKind } from "./table/error-rule.ts";

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

/** What an answer says beside its body. */
export interface AnswerStatus {
  status: number;
  /** The wait that the answer asks for. */
  retryAfterMs?: number | undefined;
}

/** Makes the errors of one request. */
export interface RequestErrors {
  /** The error of a refusal. Its class says what to do next. */
  refusal(body: ErrorBody, answer: AnswerStatus): GraphError;
  /** For an answer that did not come, or that is not one of the API: another try can help. */
  broken(
    reason: BrokenReason,
    found: string,
    more?: { status?: number | undefined; hint?: string | undefined },
  ): TransientError;
  /** For a text that is not JSON. The error holds its beginning. */
  notJson(text: string, status: number): TransientError;
}

/** Makes the errors of one client. */
export type ErrorFactory = (asked: RequestContext) => RequestErrors;

/** No text of an answer is longer in an error, in characters: an answer may hold any number of them. */
const longestText = 4000;

/**
 * Makes a factory whose errors hold no secrets: here, and only here, each text of an answer goes through `redact`.
 *
 * @param host Whose permissions the errors name.
 */
export function createErrorFactory(redactAll: (text: string) => string, host: GraphHost): ErrorFactory {
  const redact = (text: string) => redactAll(text.slice(0, longestText));
  return (asked) => {
    const { endpoint } = asked;
    const broken: RequestErrors["broken"] = (reason, found, { status, hint } = {}) => {
      const http = status === undefined ? "" : ` (HTTP ${status})`;
      const message = `Cannot ${endpoint}: ${redact(found)}${http}${hint === undefined ? "" : `. ${hint}`}`;
      return new TransientError(message, { endpoint, status, reason, hint });
    };
    return {
      refusal: (body, { status, retryAfterMs }) => {
        const { kind, hint, names, ...verdict } = classify(body, status, asked, host);
        const found = redact(body.message ?? `HTTP status ${status} without a message`);
        const codes = [body.code, body.error_subcode].filter((code) => code !== undefined).join("/");
        const said = codes ? `${found} (code ${codes})` : found.replace(/\.$/, "");
        const message = `Cannot ${endpoint}: ${said}${adviceOf({ kind, hint, ...verdict })}`;
        return new classOfKind[kind](message, {
          ...verdict,
          endpoint,
          status,
          code: body.code,
          subcode: body.error_subcode,
          type: body.type && redact(body.type),
          traceId: body.fbtrace_id && redact(body.fbtrace_id),
          apiMessage: body.message === undefined ? undefined : found,
          hint,
          retryAfterMs: kind === "rate-limit" ? retryAfterMs : undefined,
          names: names.map(redact),
        });
      },
      broken,
      notJson: (text, status) => {
        const start = text === "" ? "empty" : JSON.stringify(redact(text).slice(0, 80));
        const isPage = status < 400 && text.trimStart().startsWith("<");
        const hint = isPage || isRefusal(status) ? someoneElseAnswers : undefined;
        return broken("not-json", `The answer is not JSON but ${start}`, { status, hint });
      },
    };
  };
}

const someoneElseAnswers =
  "A proxy or a firewall may answer in place of the API, or the address of the API is wrong";

function isRefusal(status: number): boolean {
  return status >= 400 && status < 500;
}

/** What to do, and, where somebody has to set something up, the page about it. */
function adviceOf({ kind, hint, docsUrl }: Pick<Verdict, "kind" | "hint" | "docsUrl">): string {
  if (hint === undefined) return "";
  const isSetup = kind === "auth" || kind === "permission";
  return isSetup && docsUrl !== undefined && !hint.includes("https://")
    ? `. ${hint}. See ${docsUrl}`
    : `. ${hint}`;
}
