import { createHmac } from "node:crypto";
import type { Host } from "../host.ts";
import type { GraphError } from "../errors/graph-error.ts";
import {
  expiredSession,
  proofInvalid,
  proofRequired,
  revoked,
  unparsableToken,
} from "../errors/token-refusals.ts";
import type { PacificCalendar } from "../time/pacific-calendar.ts";
import type { Grant } from "./grant.ts";
import type { TokenBook } from "./token-book.ts";

/** What it takes to judge a token. */
export interface Judgement {
  readonly host: Host;
  readonly nowMs: number;
  readonly calendar: PacificCalendar;
  readonly book: TokenBook;
}

/** Why a token is not accepted, or undefined. */
export function tokenFault(token: string, judgement: Judgement): GraphError | undefined {
  const { book, host, nowMs, calendar } = judgement;
  const grant = book.find(token);
  if (grant === undefined || (grant.kind === "instagram") !== (host === "instagram"))
    return unparsableToken();
  if (grant.revokedBy !== undefined) return revoked(grant.revokedBy, grant.userId, book.tokens.appId);
  if (grant.expiresAt !== undefined && grant.expiresAt <= nowMs) {
    return expiredSession(grant.expiresAt, nowMs, calendar);
  }
  return undefined;
}

/** Whether the token still lives, and shows nothing but the person. */
export function isDataAccessOver(grant: Grant, nowMs: number): boolean {
  return grant.dataAccessExpiresAt !== undefined && grant.dataAccessExpiresAt <= nowMs;
}

/** The grant behind a token; throws the 190 that says why there is none. */
export function authenticate(token: string, judgement: Judgement): Grant {
  const fault = tokenFault(token, judgement);
  if (fault !== undefined) throw fault;
  const grant = judgement.book.find(token);
  if (grant === undefined) throw unparsableToken();
  return grant;
}

/** Checks `appsecret_proof`: the hex HMAC-SHA256 of the token under the app secret. */
export function checkProof(
  token: string,
  proof: string | undefined,
  appSecret: string,
  required: boolean,
): void {
  if (proof === undefined) {
    if (required) throw proofRequired();
    return;
  }
  if (proof !== createHmac("sha256", appSecret).update(token).digest("hex")) throw proofInvalid();
}
