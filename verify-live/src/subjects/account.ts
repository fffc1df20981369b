import { RefusedNameError, type GraphHost, type GraphNode } from "@tap-instagram/core";
import type { Question, Reply } from "../exchange/question.ts";
import { NotTestableError } from "../verdict/outcome.ts";
import type { Probe } from "../asking/probe.ts";
import { dataOf, isRecord, numberOf, recordOf, recordsOf, textOf } from "../exchange/records.ts";
import { profileFields } from "./profile-fields.ts";

const minimalFields = ["id", "username", "media_count"];

function pageFields(fields: readonly string[]): string {
  return `id,name,tasks,instagram_business_account{${fields.join(",")}}`;
}

export const pagesQuestion: Question = {
  node: "me",
  edge: "accounts",
  params: { fields: pageFields(profileFields.facebook), limit: 100 },
};

/** For a Page's own token, whose `me` is the Page. */
export const ownPageQuestion: Question = {
  node: "me",
  params: { fields: pageFields(profileFields.facebook) },
};

export const meQuestion: Question = {
  node: "me",
  params: { fields: ["user_id", ...profileFields.instagram] },
};

export function profileQuestion(id: string, host: GraphHost): Question {
  return { node: id, params: { fields: profileFields[host] } };
}

/** The profile of Instagram Login's `me`, flat or wrapped in a list. */
export function ownProfile(body: GraphNode): GraphNode {
  return Array.isArray(body["data"]) ? (dataOf(body)[0] ?? {}) : body;
}

/** Whether the token is a Page's own. */
export function isPageToken(pages: Reply): boolean {
  return !pages.ok && pages.error instanceof RefusedNameError && pages.error.names.includes("accounts");
}

/** The Pages the token sees. */
export async function findPages(probe: Probe): Promise<GraphNode[]> {
  const pages = await probe.ask(pagesQuestion);
  if (pages.ok) return dataOf(pages.body);
  if (isPageToken(pages)) return [await probe.answer(ownPageQuestion)];
  const params = { fields: pageFields(minimalFields), limit: 100 };
  return dataOf(await probe.answer({ node: "me", edge: "accounts", params }));
}

/** The Pages that have an account, with a missing one said so. */
export async function findLinkedPages(probe: Probe): Promise<GraphNode[]> {
  const linked = (await findPages(probe)).filter((page) => isRecord(page["instagram_business_account"]));
  if (linked.length === 0)
    throw new NotTestableError("a Page with a professional account that the token sees");
  return linked;
}

export interface Account {
  readonly id: string;
  /** As found on the way; not every field is there. */
  readonly profile: GraphNode;
}

/**
 * The account that everything is asked about.
 *
 * @throws NotTestableError when the token sees none, or not the wanted one; GraphError.
 */
export async function findAccount(probe: Probe): Promise<Account> {
  const candidates = probe.host === "instagram" ? await ownAccount(probe) : await linkedAccounts(probe);
  const wanted = probe.wantedAccount?.replace(/^@/, "").toLowerCase();
  if (wanted === undefined) {
    const [fullest] = candidates.toSorted((a, b) => mediaCount(b.profile) - mediaCount(a.profile));
    return probe.need(
      fullest,
      "a professional account that the token sees; one can be named by its id in VERIFY_LIVE_ACCOUNT",
    );
  }
  const named = candidates.find(({ names }) => names.includes(wanted));
  if (named) return named;
  return probe.need(
    /^\d{5,}$/.test(wanted) ? { id: wanted, profile: {} } : undefined,
    "an account of the name in VERIFY_LIVE_ACCOUNT that the token sees",
  );
}

/** The account's own node, asked for by its id. */
export async function findProfile(probe: Probe): Promise<GraphNode> {
  const { id, profile } = await findAccount(probe);
  const reply = await probe.ask(profileQuestion(id, probe.host));
  return reply.ok ? reply.body : profile;
}

/** @throws NotTestableError below the number of followers from which the API tells about them. */
export async function needHundredFollowers(probe: Probe): Promise<void> {
  const followers = numberOf(await findProfile(probe), "followers_count");
  if (followers !== undefined && followers < 100) {
    throw new NotTestableError("an account with at least 100 followers");
  }
}

interface Candidate extends Account {
  readonly names: readonly string[];
}

async function ownAccount(probe: Probe): Promise<Candidate[]> {
  const me = await probe.ask(meQuestion);
  const body = me.ok
    ? me.body
    : await probe.answer({ node: "me", params: { fields: ["user_id", ...minimalFields] } });
  const profile = ownProfile(body);
  const id = textOf(profile, "user_id");
  return id === undefined ? [] : [candidateOf(id, profile)];
}

async function linkedAccounts(probe: Probe): Promise<Candidate[]> {
  return (await findPages(probe)).flatMap((page) =>
    recordsOf([page["instagram_business_account"]]).map((profile) =>
      candidateOf(String(profile["id"]), profile, textOf(page, "id")),
    ),
  );
}

function candidateOf(id: string, profile: GraphNode, pageId?: string): Candidate {
  const names = [id, pageId, textOf(recordOf(profile), "username")];
  return { id, profile, names: names.flatMap((name) => name?.toLowerCase() ?? []) };
}

function mediaCount(profile: GraphNode): number {
  return numberOf(profile, "media_count") ?? 0;
}
