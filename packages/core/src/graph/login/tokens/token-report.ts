import * as v from "valibot";
import { lenient } from "../../envelope.ts";
import { instantOrNever } from "./instant.ts";

/** What the API knows about a token, whether it works or not. Times are milliseconds since the epoch. */
export interface TokenReport {
  isValid: boolean;
  /** `USER`, `PAGE`, `SYSTEM_USER`. */
  type: string | null;
  /** The app that made it. */
  appId: string | null;
  userId: string | null;
  scopes: readonly string[];
  /** Permissions that hold for certain objects only: those that the person ticked. */
  granularScopes: readonly GranularScope[];
  issuedAtMs: number | null;
  /** `null` for never. */
  expiresAtMs: number | null;
  /** When the 90 days of data access end, although the token lives on. Only a new login by the person renews them. */
  dataAccessExpiresAtMs: number | null;
  /** Why it is not valid. */
  problem: TokenProblem | null;
}

/** A permission, and the objects that it holds for. */
export interface GranularScope {
  scope: string;
  /** Ids of accounts or Pages; `null` for all of them. */
  targetIds: readonly string[] | null;
}

/** A refusal, as a report tells it. */
export interface TokenProblem {
  code: number | null;
  subcode: number | null;
  message: string;
}

const text = lenient(v.pipe(v.string(), v.nonEmpty()));
const number = lenient(v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.finite()));
const id = lenient(v.pipe(v.union([v.string(), v.number()]), v.transform(String)));
const texts = lenient(v.array(v.string()));
const granularScope = v.pipe(
  v.object({ scope: v.string(), target_ids: lenient(v.array(v.pipe(id, v.string()))) }),
  v.transform((granted): GranularScope => ({ scope: granted.scope, targetIds: granted.target_ids ?? null })),
);

const problem = v.pipe(
  v.object({ code: number, subcode: number, error_subcode: number, message: text }),
  v.transform((body): TokenProblem => ({
    code: body.code ?? null,
    subcode: body.subcode ?? body.error_subcode ?? null,
    message: body.message ?? "the API gives no reason",
  })),
);

/** The answer of `/debug_token`. Its shape was never recorded whole: what is missing or strange counts as unknown. */
export const tokenReport: v.GenericSchema<unknown, TokenReport> = v.pipe(
  v.object({
    data: v.object({
      is_valid: lenient(v.boolean()),
      type: text,
      app_id: id,
      user_id: id,
      scopes: texts,
      granular_scopes: lenient(v.array(granularScope)),
      issued_at: number,
      expires_at: number,
      data_access_expires_at: number,
      error: lenient(problem),
    }),
  }),
  v.transform(({ data }): TokenReport => ({
    isValid: data.is_valid ?? false,
    type: data.type ?? null,
    appId: data.app_id ?? null,
    userId: data.user_id ?? null,
    scopes: data.scopes ?? [],
    granularScopes: data.granular_scopes ?? [],
    issuedAtMs: instantOf(data.issued_at),
    expiresAtMs: instantOf(data.expires_at),
    dataAccessExpiresAtMs: instantOf(data.data_access_expires_at),
    problem: data.error ?? null,
  })),
);

/** 0 means never. */
function instantOf(seconds: number | undefined): number | null {
  return seconds !== undefined && seconds > 0 ? instantOrNever(seconds * 1000) : null;
}
