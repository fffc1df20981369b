import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { expectRefusal } from "../../verdict/expect-refusal.ts";
import { bothHosts, facebookHost, type Certainty, type Fact } from "../fact.ts";
import { madeUpName } from "../../verdict/made-up-names.ts";
import { agrees, agreesIf, differs, NotTestableError } from "../../verdict/outcome.ts";
import type { Probe } from "../../asking/probe.ts";
import { isRecord, numberOf, recordsOf, textOf } from "../../exchange/records.ts";
import { findAccount, pagesQuestion, profileQuestion } from "../../subjects/account.ts";
import { pages } from "../vendor-pages.ts";

const business = "x-business-use-case-usage";
const app = "x-app-usage";
const percentages = ["call_count", "total_cputime", "total_time"];

const common = {
  source: pages.rateLimits,
  hosts: bothHosts,
  certainty: "recorded" as Certainty,
};

async function accountHeaders(probe: Probe): Promise<{ id: string; headers: Headers }> {
  const { id } = await findAccount(probe);
  const { exchange } = await probe.ask(profileQuestion(id, probe.host));
  return { id, headers: exchange.headers };
}

async function businessUsage(probe: Probe) {
  const { id, headers } = await accountHeaders(probe);
  const usage = parsed(headers.get(business));
  if (!isRecord(usage)) throw new NotTestableError(`an answer about the account with ${business}`);
  return { id, usage };
}

export const usageHeaderFacts: readonly Fact[] = [
  {
    ...common,
    name: "account-calls-report-business-usage",
    claim: `An answer about an account has ${business}, an object in JSON, its entries of type instagram`,
    reliedOnBy: "core: readUsage; the pacer",
    async check(probe) {
      const { headers } = await accountHeaders(probe);
      const usage = parsed(headers.get(business));
      const entries = isRecord(usage) ? Object.values(usage).flatMap(recordsOf) : [];
      const types = new Set(entries.map((entry) => textOf(entry, "type")));
      const found = headers.has(business)
        ? `types ${[...types].join(", ")}; ${shapeOf(usage)}`
        : usageNames(headers);
      return agreesIf([...types].join() === "instagram", "entries of type instagram", found);
    },
  },
  {
    ...common,
    name: "business-usage-named-by-account",
    claim: "Business usage is under the account's id, the business's, or both",
    reliedOnBy: "core: usage is matched by its type, not by the id",
    async check(probe) {
      const { id, usage } = await businessUsage(probe);
      const keys = Object.keys(usage);
      if (keys.length === 0 || keys.some((key) => !/^\d+$/.test(key))) return differs("ids", shapeOf(usage));
      const others = keys.some((key) => key !== id);
      return agrees(
        keys.includes(id) ? `the account's id${others ? " and another" : " only"}` : "another id only",
      );
    },
  },
  {
    ...common,
    name: "business-usage-is-percent-and-minutes",
    claim: `An entry has ${percentages.join(", ")} and estimated_time_to_regain_access, all integers`,
    reliedOnBy: "core: readUsage",
    async check(probe) {
      const { usage } = await businessUsage(probe);
      const entries = Object.values(usage).flatMap(recordsOf);
      const fields = [...percentages, "estimated_time_to_regain_access"];
      const isFit = entries.every((entry) => fields.every((field) => Number.isInteger(entry[field])));
      return agreesIf(entries.length > 0 && isFit, `integers: ${fields.join(", ")}`, shapeOf(usage));
    },
  },
  {
    ...common,
    name: "client-reads-account-usage",
    claim: "The client understands the account's usage as a percentage of the quota of its type, instagram",
    reliedOnBy: "core: readUsage; the pacer",
    async check(probe) {
      await accountHeaders(probe);
      const types = new Set(probe.usages.map(({ budget }) => (budget === "app" ? budget : budget.type)));
      const found = [...types].join(", ") || "no usage at all";
      return agreesIf(types.has("instagram"), "instagram", found);
    },
  },
  {
    ...common,
    name: "user-calls-report-app-usage",
    claim: `An answer about the user has ${app}, an object of whole percentages`,
    reliedOnBy: "core: the budget app",
    hosts: facebookHost,
    async check(probe) {
      const { exchange, ...reply } = await probe.ask(pagesQuestion);
      if (!reply.ok) throw new NotTestableError("a token that may list Pages");
      const usage = parsed(exchange.headers.get(app));
      const isFit = isRecord(usage) && percentages.every((field) => Number.isInteger(numberOf(usage, field)));
      const found = exchange.headers.has(app) ? shapeOf(usage) : usageNames(exchange.headers);
      return agreesIf(isFit, `integers: ${percentages.join(", ")}`, found);
    },
  },
  {
    ...common,
    name: "one-kind-of-usage-per-answer",
    claim: `An answer about an account has no ${app}, and one about the user no ${business}`,
    reliedOnBy: "core: budgets do not hold each other up",
    hosts: facebookHost,
    async check(probe) {
      const { headers } = await accountHeaders(probe);
      const user = (await probe.ask(pagesQuestion)).exchange.headers;
      if (!headers.has(business) || !user.has(app)) throw new NotTestableError("answers with usage headers");
      const isFit = !headers.has(app) && !user.has(business);
      return agreesIf(isFit, "one each", `account: ${usageNames(headers)}; user: ${usageNames(user)}`);
    },
  },
  {
    ...common,
    name: "refusals-may-report-usage",
    claim: "A refusal about an account has the account's usage, or none",
    reliedOnBy: "core: the pacer knows without it",
    async check(probe) {
      const { id } = await findAccount(probe);
      const reply = await probe.ask({ node: id, params: { fields: `id,${madeUpName}` } });
      if (reply.ok) return differs("a refusal", "an answer");
      return agrees(usageNames(reply.exchange.headers));
    },
  },
  {
    ...common,
    name: "asked-version-serves",
    claim: "The version asked for is the one that answers, by the header facebook-api-version",
    source: pages.versions,
    certainty: "seen in clients",
    reliedOnBy: "core: defaultApiVersion",
    async check(probe) {
      const { headers } = await accountHeaders(probe);
      const served = probe.need(
        headers.get("facebook-api-version") ?? undefined,
        "the header facebook-api-version",
      );
      return agreesIf(served === probe.apiVersion, probe.apiVersion, served);
    },
  },
  {
    ...common,
    name: "unknown-version-has-its-own-refusal",
    claim:
      "A version that never existed is refused as unknown path components, before the token is looked at",
    source: pages.versions,
    certainty: "measured",
    reliedOnBy: "core: an unknown version is not taken for a bad token",
    async check(probe) {
      const question = { node: "me", params: { fields: ["id"] }, as: "with an unknown version" } as const;
      const reply = await probe.ask(question);
      if (probe.host === "instagram" && !reply.ok && reply.error.code === 100) {
        return agrees(describeReply(reply));
      }
      return expectRefusal(reply, { code: 2500, reason: "unknown-path" });
    },
  },
];

function usageNames(headers: Headers): string {
  const names = [...headers.keys()].filter((name) => name.includes("usage"));
  return names.join(", ") || "no usage header";
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
