import { countText } from "../../log/count-text.ts";
import { GraphError, NoInstagramAccountError } from "@tap-instagram/core";
import { LoginError, type LoginErrorCode } from "@tap-instagram/core/login";
import { CommandError, InvalidInputError } from "@tap-instagram/singer";

/** Why `auth` did not end with a token. Scripts read these words. */
export type FailureCode = LoginErrorCode | "timeout" | "port-in-use";

/** A failure as `auth` tells it. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  /** Where to do something about it, or to read about it. */
  readonly link: string | null;
  readonly exitCode: 1 | 3 | 4;
}

/** A failure that is not one of an exchange: no login came, the port is taken, or what came is not a token. */
export class AuthFailedError extends Error {
  override readonly name = "AuthFailedError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

const statusPage = "https://metastatus.com/";
const appsPage = "https://developers.facebook.com/apps/";

/** What an error means for the one who logs in; `undefined` for misuse, an interruption or a defect. */
export function failureOf(error: unknown): Failure | undefined {
  if (error instanceof AuthFailedError) return error.failure;
  if (error instanceof LoginError)
    return { code: error.code, message: error.message, link: error.docsUrl, exitCode: 3 };
  if (error instanceof NoInstagramAccountError)
    return { code: "refused", message: error.message, link: appsPage, exitCode: 3 };
  if (error instanceof GraphError) return failureOfGraph(error);
  if (error instanceof InvalidInputError)
    return { code: "refused", message: error.message, link: null, exitCode: 1 };
  return undefined;
}

/** What the command ends with after it told of a failure. */
export function asCommandError(failure: Failure): CommandError {
  const { message, link, exitCode } = failure;
  return new CommandError(message, { exitCode, hint: link ?? undefined });
}

/** The command does not wait, and has no setting for it: the advice of a sync would not fit. */
function quotaMessageOf({ endpoint, retryAfterMs }: GraphError): string {
  const wait = retryAfterMs === undefined ? "an hour" : countText(Math.ceil(retryAfterMs / 60_000), "minute");
  return `Cannot ${endpoint}: Meta allows no more calls for now. Nothing was written: run the command again in about ${wait}`;
}

function failureOfGraph(error: GraphError): Failure {
  const { message, kind } = error;
  const link = error.docsUrl ?? appsPage;
  if (kind === "transient") {
    // Where nothing answered, the message says what to look at.
    const advice =
      error.status === undefined
        ? "Nothing was written: run the command again then"
        : "Nothing was written. Check whether Meta reports an outage, or whether a proxy answers instead, then run the command again";
    return { code: "refused", message: `${message}. ${advice}`, link: statusPage, exitCode: 4 };
  }
  if (kind === "rate-limit" || kind === "quota-exhausted")
    return { code: "refused", message: quotaMessageOf(error), link, exitCode: 4 };
  return { code: kind === "auth" ? "token-invalid" : "refused", message, link, exitCode: 3 };
}
