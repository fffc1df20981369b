import type { GraphError } from "../../../graph/errors/errors.ts";
import { edgePage, type EdgePage } from "../../../graph/envelope.ts";
import type { GraphPath } from "../../../graph/http/path.ts";
import { budgetOf } from "../../accounts/account.ts";
import { answerOf } from "../caller.ts";
import type { DiagnosisContext, TokenKnowledge } from "../context.ts";
import type { AccountRow } from "../diagnosis.ts";
import { fewFollowers, insightsRefused, nameOf } from "../findings/account-findings.ts";
import { generalFinding } from "../findings/failure-finding.ts";
import { insightsPermissionMissing } from "../findings/permission-findings.ts";
import { wordsOf } from "../findings/token-findings.ts";
import { fine, found, skipped, type Look, type StepDraft } from "../step-of.ts";
import type { FoundAccount } from "./visible-accounts.ts";

/** The insights of so many accounts are tried. */
export const mostTried = 20;

/** The result of the look at insights. */
export interface InsightsLook extends Look {
  /** All accounts, with what is known of their insights now. */
  rows: readonly AccountRow[];
}

/** What came of one account. */
interface Trial {
  account: FoundAccount;
  /** What was refused, and how. */
  refusal?: { what: string; error: GraphError } | undefined;
  figures: "some" | "none";
}

/** Whether insights can be read: of each account, and where there are calls enough, of its newest post. */
export async function lookAtInsights(
  accounts: readonly FoundAccount[],
  context: DiagnosisContext,
  knowledge: TokenKnowledge,
): Promise<InsightsLook> {
  const { login, calls, caller } = context;
  if (login === "facebook" && knowledge.scopes?.includes("instagram_manage_insights") === false) {
    const rows = accounts.map(({ row }) => ({ ...row, insights: false }));
    return { steps: [skipped("Not asked: the permission for it is missing")], rows };
  }
  const tried = accounts.slice(0, mostTried);
  const callsLeft = calls.base + calls.perAccount * tried.length - caller.calls;
  const withMedia = calls.perAccount >= 3 && callsLeft >= 3 * tried.length;
  const trials = await Promise.all(tried.map((account) => tryInsights(account, context, withMedia)));
  const rest = accounts.slice(mostTried).map(({ row }) => row);
  const steps = stepsOf(trials, context, knowledge);
  if (rest.length > 0)
    steps.push(
      skipped(
        `Insights of ${rest.length === 1 ? "1 more account was" : `${rest.length} more accounts were`} not tried`,
      ),
    );
  return { steps, rows: [...trials.map(rowOf), ...rest] };
}

function stepsOf(
  trials: readonly Trial[],
  context: DiagnosisContext,
  knowledge: TokenKnowledge,
): StepDraft[] {
  const asked = `GET /${context.apiVersion}/{id}/insights`;
  const refused = trials.filter(({ refusal }) => refusal !== undefined && isOfPermission(refusal.error));
  const [first] = refused;
  if (first?.refusal !== undefined && refused.length === trials.length) {
    const isGranted = knowledge.scopes?.includes("instagram_manage_insights") ?? false;
    const lacksTask = trials.every(({ account }) => account.canAnalyze === false);
    const words = wordsOf(first.refusal.error);
    const account = trials.length === 1 ? first.account.row.id : null;
    return [found(insightsPermissionMissing(context, words, isGranted, lacksTask), asked, account)];
  }
  return trials.map(({ account: { row }, refusal, figures }) => {
    if (refusal !== undefined) {
      const { what, error } = refusal;
      const general = generalFinding(error, context, knowledge.report);
      return found(general ?? insightsRefused(row, what, wordsOf(error)), asked, row.id);
    }
    if (row.followersCount !== null && row.followersCount < 100)
      return found(fewFollowers(row), asked, row.id);
    const note = figures === "none" ? ", and there are no figures of the last day yet" : "";
    return fine(`Insights of ${nameOf(row)} can be read${note}`, asked, row.id);
  });
}

async function tryInsights(
  account: FoundAccount,
  context: DiagnosisContext,
  withMedia: boolean,
): Promise<Trial> {
  const { row } = account;
  const budget = budgetOf(row);
  const { caller, signal } = context;
  const read = (path: GraphPath, params: { [name: string]: string | number }) =>
    answerOf(
      caller.ask(() =>
        caller.graph.send({ method: "GET", ...path, params, budget, quotaCalls: 1 }, edgePage, signal),
      ),
    );
  const own = await read({ node: row.id, edge: "insights" }, { metric: "reach", period: "day" });
  if ("error" in own) return { account, refusal: { what: "Insights", error: own.error }, figures: "none" };
  const figures = hasFigures(own.answer) ? "some" : "none";
  if (!withMedia) return { account, figures };
  const media = await read({ node: row.id, edge: "media" }, { fields: "id", limit: 1 });
  if ("error" in media) return { account, refusal: { what: "Posts", error: media.error }, figures };
  const newest = media.answer.data[0]?.["id"];
  if (typeof newest !== "string") return { account, figures };
  const ofPost = await read({ node: newest, edge: "insights" }, { metric: "reach" });
  const refusal =
    "error" in ofPost && isNotOfThePost(ofPost.error)
      ? { what: "Insights of posts", error: ofPost.error }
      : undefined;
  return { account, refusal, figures };
}

function rowOf({ account: { row }, refusal }: Trial): AccountRow {
  if (refusal === undefined) return { ...row, insights: true };
  // Without an answer nothing is known.
  const isAnswer = refusal.error.status !== undefined && refusal.error.kind !== "quota-exhausted";
  return { ...row, insights: isAnswer ? false : null };
}

function hasFigures({ data }: EdgePage): boolean {
  return data.some(({ values }) => Array.isArray(values) && values.length > 0);
}

function isOfPermission(error: GraphError): boolean {
  return error.kind === "permission" && error.reason === "permission-missing";
}

/** A single post may be too old, too little seen, gone, or of a kind without this metric. */
function isNotOfThePost({ kind }: GraphError): boolean {
  return kind !== "no-insights" && kind !== "not-found" && kind !== "refused-name";
}
