import * as v from "valibot";
import { edgePage, type GraphNode } from "../../../graph/envelope.ts";
import type { GraphError } from "../../../graph/errors/errors.ts";
import type { GraphPath } from "../../../graph/http/path.ts";
import { budgetOf } from "../../accounts/account.ts";
import { accountOf, accountOfPage } from "../../accounts/account-node.ts";
import { answerOf } from "../caller.ts";
import type { DiagnosisContext, TokenKnowledge } from "../context.ts";
import type { AccountRow, PageRow } from "../diagnosis.ts";
import { accountRowFields, pageRowOf, rowOf } from "./account-rows.ts";

/** An account that was found. */
export interface FoundAccount {
  row: AccountRow;
  /** Whether the person may see insights of its Page; `undefined` where the Page does not say. */
  canAnalyze?: boolean | undefined;
}

/** What the token shows by itself. */
export interface VisibleAccounts {
  accounts: FoundAccount[];
  pagesWithoutAccount: PageRow[];
  /** Why the list of Pages did not come. */
  refusal?: GraphError | undefined;
  /** Why businesses could not be looked into, where that was needed. */
  businessRefusal?: GraphError | undefined;
  /** True where the list was left before its end, to stay within the calls of a diagnosis. */
  isCut?: boolean | undefined;
}

const accountFields = accountRowFields.join(",");
const pageFields = `id,name,tasks,instagram_business_account{${accountFields}}`;

/** Facebook Login: the accounts of every Page, with the Pages that have none. */
export async function accountsOfPages(
  context: DiagnosisContext,
  knowledge: TokenKnowledge,
): Promise<VisibleAccounts> {
  const { caller, signal } = context;
  const visible: VisibleAccounts = { accounts: [], pagesWithoutAccount: [] };
  const list = knowledge.isPage
    ? undefined
    : await readList(context, { node: "me", edge: "accounts" }, pageFields);
  // With a Page's own token, `me` is the Page and has no `accounts`.
  if (list === undefined || list.error?.kind === "refused-name") {
    knowledge.isPage = true;
    const own = await answerOf(
      caller.ask(() => caller.graph.get({ node: "me", params: { fields: pageFields }, signal })),
    );
    if ("error" in own) visible.refusal = own.error;
    else addPage(own.answer, visible);
    return visible;
  }
  for (const page of list.nodes) addPage(page, visible);
  visible.isCut = list.isCut;
  visible.refusal = list.error;
  if (list.error !== undefined || visible.accounts.length > 0) return visible;
  // Pages that a business owns stay invisible above, without an error, when the permission is the business's.
  const businesses = await readList(
    context,
    { node: "me", edge: "businesses" },
    `id,name,owned_pages.limit(100){${pageFields}},client_pages.limit(100){${pageFields}}`,
  );
  visible.businessRefusal = businesses.error;
  for (const business of businesses.nodes) {
    for (const edge of ["owned_pages", "client_pages"]) {
      const pages = v.safeParse(edgePage, business[edge]);
      if (pages.success) for (const page of pages.output.data) addPage(page, visible);
    }
  }
  return visible;
}

/** Instagram Login: the one account of the token, as `/me` showed it. */
export function ownAccount({ me }: TokenKnowledge): FoundAccount | undefined {
  const account = me && accountOf({ ...me, id: me["user_id"] });
  return account && { row: rowOf(account) };
}

/** An account by its id, or by that of its Page; or the API's refusal. */
export async function accountById(
  wanted: string,
  context: DiagnosisContext,
): Promise<{ account?: FoundAccount | undefined; error?: GraphError | undefined }> {
  const { caller, signal } = context;
  const read = (fields: string) =>
    answerOf(
      caller.ask(() =>
        caller.graph.get({ node: wanted, params: { fields }, budget: budgetOf({ id: wanted }), signal }),
      ),
    );
  const direct = await read(accountFields);
  if ("answer" in direct) {
    const found = accountOf(direct.answer);
    return found === undefined ? {} : { account: { row: rowOf(found) } };
  }
  if (direct.error.kind !== "refused-name") return { error: direct.error };
  const page = await read(pageFields);
  if ("error" in page) return { error: page.error };
  const account = accountOfPage(page.answer);
  return account === undefined ? {} : { account: { row: rowOf(account) } };
}

function addPage(page: GraphNode, visible: VisibleAccounts): void {
  const account = accountOfPage(page);
  if (account === undefined) {
    // A Page of a business may be listed a second time among the person's own.
    const row = pageRowOf(page);
    if (row === undefined || visible.pagesWithoutAccount.some(({ id }) => id === row.id)) return;
    visible.pagesWithoutAccount.push(row);
  } else if (!visible.accounts.some(({ row }) => row.id === account.id)) {
    const { tasks } = account;
    const canAnalyze = tasks.length === 0 ? undefined : tasks.some((task) => task.endsWith("ANALYZE"));
    visible.accounts.push({ row: rowOf(account), canAnalyze });
  }
}

interface NodeList {
  nodes: GraphNode[];
  isCut?: boolean | undefined;
}

async function readList(
  { caller, calls, signal }: DiagnosisContext,
  path: GraphPath,
  fields: string,
): Promise<NodeList & { error?: GraphError | undefined }> {
  const reading = await answerOf(
    caller.ask(async (): Promise<NodeList> => {
      const nodes: GraphNode[] = [];
      const request = { ...path, params: { fields }, budget: "app", pageSize: 100, signal } as const;
      for await (const page of caller.graph.pages(request)) {
        nodes.push(...page);
        // One call is kept for what may come after the list.
        if (page.length > 0 && caller.calls >= calls.base - 1) return { nodes, isCut: true };
      }
      return { nodes };
    }),
  );
  return "answer" in reading ? reading.answer : { nodes: [], error: reading.error };
}
