import type { GraphClientOptions } from "../../graph/client.ts";
import { defaultApiVersion, hostOfToken } from "../../graph/hosts.ts";
import type { AppCredentials } from "../../graph/login/app-credentials.ts";
import { systemClock } from "../../graph/ports.ts";
import { createCaller } from "./caller.ts";
import type { DiagnosisContext, PermissionUse, TokenKnowledge } from "./context.ts";
import {
  stepIds,
  type AccountRow,
  type Diagnosis,
  type DiagnosisStep,
  type PageRow,
  type StepId,
  type TokenSummary,
} from "./diagnosis.ts";
import { skipped, stepOf, type Look, type StepDraft } from "./step-of.ts";
import { lookAtAccounts } from "./steps/accounts-step.ts";
import { lookAtApi } from "./steps/api-step.ts";
import { lookAtInsights } from "./steps/insights-step.ts";
import { lookAtPermissions } from "./steps/permissions-step.ts";
import { lookAtQuota } from "./steps/quota-step.ts";
import { lookAtSettings } from "./steps/settings-step.ts";
import { lookAtToken } from "./steps/token-step.ts";
import type { FoundAccount } from "./steps/visible-accounts.ts";

/** What is looked at, and how. */
export interface DiagnosisOptions {
  /**
   * How to reach the API, as for a client. `host` is the login that the settings name, if they name one.
   * Whatever it says of waiting and retrying: a diagnosis waits for nothing, and repeats a request once at most, where
   * no answer came.
   */
  client: GraphClientOptions;
  /** Id and secret of the app: with both, Facebook tells until when the token lives. */
  app?: AppCredentials | undefined;
  /** Only these accounts: ids, Page ids or usernames. Default: every account that the token sees. */
  only?: readonly string[] | undefined;
  /** None of these. */
  except?: readonly string[] | undefined;
  /** What takes more permissions than everything else does: the step says what cannot be read for want of which. */
  uses?: readonly PermissionUse[] | undefined;
  /** What is wrong with the settings: then nothing is asked. */
  settingsProblems?: readonly string[] | undefined;
  /** The command that logs in, for the advice: `tap-instagram auth --config config.json`. */
  loginCommand?: string | undefined;
  /** The command that renews a token, for the advice: `tap-instagram auth refresh --config config.json`. */
  renewCommand?: string | undefined;
  /** Told of every step as it is known. */
  onStep?: ((step: DiagnosisStep) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Finds out whether settings work, and if not, why: reads only, at most 8 calls and 3 for each of the first 20 accounts.
 * It never waits. Refusals become steps; only an abort is thrown.
 *
 * @throws the signal's reason when aborted.
 *
 * @example
 * ```ts
 * import { diagnose } from "@tap-instagram/core/diagnosis";
 *
 * const app = { appId: "1234567890", appSecret: "…" };
 * const { steps, accounts } = await diagnose({ client: { accessToken: "EAAG…" }, app });
 * for (const { id, status, message, fix, link } of steps) console.log(id, status, message, fix ?? "", link ?? "");
 * console.log(accounts.map(({ id, username, insights }) => [id, username, insights]));
 * ```
 */
export function diagnose(options: DiagnosisOptions): Promise<Diagnosis> {
  return walk(options, { hasProbe: true, calls: { base: 8, perAccount: 3 } });
}

/**
 * The accounts that a token reads, and whether their insights come: at most 5 calls and one for each of the first 20
 * accounts. Otherwise as `diagnose`; the looks at the API and at posts are left out.
 *
 * @throws the signal's reason when aborted.
 *
 * @example
 * ```ts
 * import { listAccounts } from "@tap-instagram/core/diagnosis";
 *
 * const { accounts, pagesWithoutAccount } = await listAccounts({ client: { accessToken: "EAAG…" } });
 * for (const { id, username, insights } of accounts) console.log(id, username, insights);
 * for (const { name } of pagesWithoutAccount) console.log(name, "has no Instagram account");
 * ```
 */
export function listAccounts(options: DiagnosisOptions): Promise<Diagnosis> {
  return walk(options, { hasProbe: false, calls: { base: 5, perAccount: 1 } });
}

/** What the two walks do differently. */
interface Extent extends Pick<DiagnosisContext, "calls"> {
  /** Whether the API is asked without a token first. */
  hasProbe: boolean;
}

async function walk(options: DiagnosisOptions, extent: Extent): Promise<Diagnosis> {
  const { client, app, only = [], except = [], uses = [], settingsProblems = [], signal } = options;
  const login = client.host ?? hostOfToken(client.accessToken);
  const apiVersion = client.apiVersion ?? defaultApiVersion;
  const clock = client.clock ?? systemClock;
  const caller = createCaller(client, login, app);
  const context: DiagnosisContext = {
    caller,
    login,
    apiVersion,
    accessToken: client.accessToken,
    namedLogin: client.host,
    appId: app?.appId,
    hasProof: login === "facebook" && client.appSecret !== undefined,
    loginCommand: options.loginCommand,
    renewCommand: options.renewCommand,
    calls: extent.calls,
    only,
    except,
    uses,
    signal,
    nowMs: () => clock.now(),
  };
  const knowledge: TokenKnowledge = {
    report: undefined,
    me: undefined,
    meError: undefined,
    isPage: false,
    scopes: undefined,
  };
  const steps: DiagnosisStep[] = [];
  const tell = (id: StepId, drafts: readonly StepDraft[]) => {
    for (const draft of drafts) {
      const step = stepOf(id, draft);
      steps.push(step);
      options.onStep?.(step);
    }
  };

  let accounts: readonly FoundAccount[] = [];
  let rows: readonly AccountRow[] = [];
  let pagesWithoutAccount: readonly PageRow[] = [];
  const looks: Record<StepId, () => Promise<Look> | Look> = {
    settings: () => lookAtSettings(settingsProblems, context),
    api: () => (extent.hasProbe ? lookAtApi(context) : { steps: [skipped("Not asked")] }),
    token: () => lookAtToken(context, knowledge),
    permissions: () => lookAtPermissions(context, knowledge),
    accounts: async () => {
      const look = await lookAtAccounts(context, knowledge);
      ({ accounts, pagesWithoutAccount } = look);
      rows = accounts.map(({ row }) => row);
      return look;
    },
    insights: async () => {
      const look = await lookAtInsights(accounts, context, knowledge);
      ({ rows } = look);
      return look;
    },
    quota: () =>
      lookAtQuota(
        context,
        steps.some(({ code }) => code === "quota-exhausted"),
      ),
  };
  let hasEnded = false;
  for (const id of stepIds) {
    signal?.throwIfAborted();
    // What the headers said costs nothing, and is told in any case.
    if (hasEnded && id !== "quota") {
      tell(id, [skipped("Not checked, because of the problem above")]);
      continue;
    }
    const look = await looks[id]();
    tell(id, look.steps);
    hasEnded ||= look.ends ?? false;
  }
  return {
    login,
    apiVersion,
    calls: caller.calls,
    token: summaryOf(context, knowledge),
    steps,
    accounts: rows,
    pagesWithoutAccount,
  };
}

/** `null` while nothing is known: the token was not asked about, or no answer came. */
function summaryOf(
  { login }: DiagnosisContext,
  { report, me, meError, isPage, scopes }: TokenKnowledge,
): TokenSummary | null {
  if (report === undefined && me === undefined && meError === undefined) return null;
  return {
    type: report?.type ?? (isPage ? "PAGE" : login === "instagram" ? "USER" : null),
    expiresAtMs: report?.expiresAtMs ?? null,
    dataAccessExpiresAtMs: report?.dataAccessExpiresAtMs ?? null,
    scopes: scopes ?? null,
  };
}
