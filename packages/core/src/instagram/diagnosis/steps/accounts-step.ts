import type { DiagnosisContext, TokenKnowledge } from "../context.ts";
import type { PageRow } from "../diagnosis.ts";
import {
  allExcluded,
  nameOf,
  namesOf,
  noAccountBehind,
  noPages,
  notVisible,
  pagesHidden,
  pagesWithoutAccount,
} from "../findings/account-findings.ts";
import { generalFinding } from "../findings/failure-finding.ts";
import { permissionMissing } from "../findings/permission-findings.ts";
import { wordsOf } from "../findings/token-findings.ts";
import { fine, found, type Finding, type Look, type StepDraft } from "../step-of.ts";
import {
  accountById,
  accountsOfPages,
  ownAccount,
  type FoundAccount,
  type VisibleAccounts,
} from "./visible-accounts.ts";
import { normalName } from "../../accounts/account-names.ts";

/** The result of the look at accounts. */
export interface AccountsLook extends Look {
  /** Those to read, after `only` and `except`. */
  accounts: readonly FoundAccount[];
  pagesWithoutAccount: readonly PageRow[];
}

/** So many ids that the settings name are read one by one. */
const mostReadById = 20;

/** Which accounts the token reads, and whether they are those that the settings name. */
export async function lookAtAccounts(
  context: DiagnosisContext,
  knowledge: TokenKnowledge,
): Promise<AccountsLook> {
  return context.login === "facebook"
    ? lookAtPages(context, knowledge)
    : lookAtOwnAccount(context, knowledge);
}

function lookAtOwnAccount(context: DiagnosisContext, knowledge: TokenKnowledge): AccountsLook {
  const asked = `GET /${context.apiVersion}/me`;
  const account = ownAccount(knowledge);
  const ended = (finding: Finding): AccountsLook => ({
    steps: [found(finding, asked)],
    ends: true,
    accounts: [],
    pagesWithoutAccount: [],
  });
  if (knowledge.meError !== undefined) return ended(permissionMissing("instagram_business_basic", context));
  if (account === undefined) return ended(noAccountBehind(context));
  return chosen([account], [], context, knowledge, asked, []);
}

async function lookAtPages(context: DiagnosisContext, knowledge: TokenKnowledge): Promise<AccountsLook> {
  const visible = await accountsOfPages(context, knowledge);
  const asked = `GET /${context.apiVersion}/${knowledge.isPage ? "me" : "me/accounts"}`;
  const refusals = [visible.refusal, visible.businessRefusal].filter((error) => error !== undefined);
  const general = refusals
    .map((error) => generalFinding(error, context, knowledge.report))
    .find((finding) => finding !== undefined);
  if (general !== undefined)
    return { steps: [found(general, asked)], ends: true, accounts: [], pagesWithoutAccount: [] };

  const byId = await readWanted(visible, context);
  if (byId.finding !== undefined)
    return { steps: [found(byId.finding, asked)], ends: true, accounts: [], pagesWithoutAccount: [] };
  const accounts = [...visible.accounts, ...byId.accounts];
  const without = visible.pagesWithoutAccount;
  if (accounts.length === 0) {
    const finding = whyNone(visible, context, knowledge);
    return { steps: [found(finding, asked)], ends: true, accounts: [], pagesWithoutAccount: without };
  }
  const notes = [
    without.length === 0 ? "" : `Without an account: ${namesOf(without)}`,
    visible.isCut ? "Only the first Pages were read: there may be more" : "",
  ];
  return chosen(accounts, without, context, knowledge, asked, notes);
}

/** Why a token with every permission that could be seen shows no account. */
function whyNone(visible: VisibleAccounts, context: DiagnosisContext, knowledge: TokenKnowledge): Finding {
  const { refusal, businessRefusal, pagesWithoutAccount: without } = visible;
  if (refusal !== undefined) {
    const finding = permissionMissing("pages_show_list", context, "granted");
    return { ...finding, message: `${finding.message}. The API says: ${wordsOf(refusal)}` };
  }
  if (without.length > 0) {
    const isBasicKnown = knowledge.scopes?.includes("instagram_basic") ?? false;
    return pagesWithoutAccount(without, isBasicKnown);
  }
  const isSystemUser = knowledge.report?.type === "SYSTEM_USER";
  return businessRefusal === undefined || isSystemUser
    ? noPages(isSystemUser, context)
    : pagesHidden(businessRefusal, context);
}

/** Reads the ids that the settings name and no Page showed: an id is enough where the list hides a Page. */
async function readWanted(
  { accounts }: VisibleAccounts,
  context: DiagnosisContext,
): Promise<{ accounts: FoundAccount[]; finding?: Finding | undefined }> {
  const seen = new Set(accounts.flatMap(namesFor));
  const hidden = context.only
    .map(normalName)
    .filter((wanted) => !seen.has(wanted) && /^\d{5,}$/.test(wanted));
  const added: FoundAccount[] = [];
  for (const wanted of hidden.slice(0, mostReadById)) {
    const { account, error } = await accountById(wanted, context);
    if (account !== undefined) added.push(account);
    const finding = error === undefined ? undefined : generalFinding(error, context, undefined);
    if (finding !== undefined) return { accounts: added, finding };
  }
  return { accounts: added };
}

/** Of the accounts there are, those that the settings want. */
function chosen(
  accounts: readonly FoundAccount[],
  without: readonly PageRow[],
  context: DiagnosisContext,
  knowledge: TokenKnowledge,
  asked: string,
  notes: readonly string[],
): AccountsLook {
  const only = context.only.map(normalName);
  const except = new Set(context.except.map(normalName));
  const wanted =
    only.length === 0
      ? accounts
      : accounts.filter((one) => namesFor(one).some((name) => only.includes(name)));
  const left = wanted.filter((one) => !namesFor(one).some((name) => except.has(name)));
  const known = new Set(accounts.flatMap(namesFor));
  const missing = [...new Set(only)].filter((name) => !known.has(name));
  const rows = accounts.map(({ row }) => row);
  const granted = knowledge.report?.granularScopes.find(({ scope }) => scope === "instagram_basic");
  const ticked = granted?.targetIds ?? null;
  const steps: StepDraft[] = missing.map((name) => {
    const page = without.find(({ id }) => id === name);
    if (page !== undefined) {
      const isBasicKnown = knowledge.scopes?.includes("instagram_basic") ?? false;
      const concern = left.length === 0 ? "access" : "some";
      return found({ ...pagesWithoutAccount([page], isBasicKnown), concern }, asked);
    }
    return found(notVisible(name, rows, ticked, left.length === 0, context), asked);
  });
  if (left.length > 0) {
    const names = left.slice(0, 20).map(({ row }) => nameOf(row));
    const more = left.length > 20 ? ` and ${left.length - 20} more` : "";
    const count = left.length === 1 ? "1 account" : `${left.length} accounts`;
    const message = [`The token reads ${count}: ${names.join(", ")}${more}`, tickedNote(ticked), ...notes]
      .filter((note) => note !== "")
      .join(". ");
    steps.unshift(fine(message, asked));
  } else if (missing.length === 0) steps.push(found(allExcluded(rows), asked));
  return { steps, ends: left.length === 0, accounts: left, pagesWithoutAccount: without };
}

/** An account that was not ticked is missing without a word. */
function tickedNote(ticked: readonly string[] | null): string {
  if (ticked === null) return "";
  const count = ticked.length === 1 ? "1 account was" : `${ticked.length} accounts were`;
  return `In the login, ${count} ticked. If one is missing, log in again, choose "Edit settings" and tick it`;
}

function namesFor({ row }: FoundAccount): string[] {
  return [row.id, row.pageId, row.username].flatMap((name) => (name === null ? [] : [normalName(name)]));
}
