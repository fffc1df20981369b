import type { GraphHost } from "../../graph/hosts.ts";

/** What is looked at, in this order. */
export const stepIds = ["settings", "api", "token", "permissions", "accounts", "insights", "quota"] as const;

export type StepId = (typeof stepIds)[number];

/** What is wrong, or soon will be. */
export type DiagnosisCode =
  | "settings-invalid"
  | "api-unreachable"
  | "version-unknown"
  | "version-retired"
  | "version-ends-soon"
  | "token-wrong-login"
  | "token-invalid"
  | "token-expired"
  | "token-revoked"
  | "token-other-app"
  | "token-ends-soon"
  | "data-access-ends-soon"
  | "account-checkpoint"
  | "account-not-professional"
  | "app-blocked"
  | "app-secret-missing"
  | "app-secret-wrong"
  | "permission-missing"
  | "no-pages"
  | "page-without-account"
  | "pages-hidden"
  | "account-not-visible"
  | "insights-refused"
  | "few-followers"
  | "quota-exhausted"
  | "quota-high";

/**
 * Whom a failure concerns: the `settings`; everything the token may do (`access`); `some` accounts or streams and not
 * others; the way to the API (`network`); the `quota`, which comes back.
 */
export type Concern = "settings" | "access" | "some" | "network" | "quota";

/** What one look found. */
export interface DiagnosisStep {
  id: StepId;
  status: "ok" | "warning" | "failed" | "skipped";
  /** `null` where nothing is wrong. */
  code: DiagnosisCode | null;
  /** What was asked: `GET /v25.0/me without a token`; `null` where nothing was. */
  asked: string | null;
  message: string;
  /** What to do, on every warning and failure. */
  fix: string | null;
  /** Where to do it, or to read about it, on every warning and failure. */
  link: string | null;
  /** The way there, click by click: `["Page", "Settings", "Linked accounts"]`. */
  clicks: readonly string[] | null;
  /** The account's id, where it is about one. */
  account: string | null;
  /** On failures only. */
  concern: Concern | null;
}

/** What is known about the token. */
export interface TokenSummary {
  /** `USER`, `PAGE`, `SYSTEM_USER`; `null` where only the app could tell. */
  type: string | null;
  /** Milliseconds since the epoch; `null` for never, or unknown. */
  expiresAtMs: number | null;
  dataAccessExpiresAtMs: number | null;
  /** `null` where they could not be asked for. */
  scopes: readonly string[] | null;
}

/** An account that the token reads. */
export interface AccountRow {
  id: string;
  username: string | null;
  name: string | null;
  /** `null` with Instagram Login, and where the account was read by its id. */
  pageId: string | null;
  mediaCount: number | null;
  followersCount: number | null;
  /** Whether its insights can be read; `null` where that was not tried. */
  insights: boolean | null;
}

/** A Facebook Page without a professional Instagram account that the token could see. */
export interface PageRow {
  id: string;
  name: string | null;
}

/** Everything that was found. */
export interface Diagnosis {
  login: GraphHost;
  apiVersion: string;
  /** Requests that were sent; each counts as one call of quota. */
  calls: number;
  token: TokenSummary | null;
  /** Every id at least once, in the order of `stepIds`; what was not looked at is `skipped`. */
  steps: readonly DiagnosisStep[];
  accounts: readonly AccountRow[];
  pagesWithoutAccount: readonly PageRow[];
}

/**
 * The failure that decides the result: the first that concerns more than `some` accounts or streams, else the first.
 * `undefined` when nothing failed.
 *
 * @example
 * ```ts
 * import { diagnose, decidingFailure } from "@tap-instagram/core/diagnosis";
 *
 * const diagnosis = await diagnose({ client: { accessToken: "EAAG…" } });
 * const failure = decidingFailure(diagnosis);
 * console.log(failure === undefined ? "All is well" : `${failure.message} ${failure.fix} ${failure.link}`);
 * ```
 */
export function decidingFailure(diagnosis: Pick<Diagnosis, "steps">): DiagnosisStep | undefined {
  const failures = diagnosis.steps.filter(({ status }) => status === "failed");
  return failures.find(({ concern }) => concern !== "some") ?? failures[0];
}
