import type { NodeRequest } from "@tap-instagram/core";
import type { BatchReply } from "../../exchange/question.ts";
import { shapeOf } from "../../verdict/describe.ts";
import { bothHosts, instagramHost, type Certainty, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs, NotTestableError } from "../../verdict/outcome.ts";
import type { Probe } from "../../asking/probe.ts";
import type { Exchange } from "../../exchange/recorder.ts";
import { isRecord, numberOf, recordOf, recordsOf, textOf } from "../../exchange/records.ts";
import { findAccount } from "../../subjects/account.ts";
import { unknownId } from "../../subjects/unknown-id.ts";
import { reachOfThirtyDays } from "../../subjects/user-insights.ts";
import { pages } from "../vendor-pages.ts";

/** Two requests, the first about nothing: each of them costs a call. */
async function batchReply(probe: Probe): Promise<BatchReply> {
  const { id } = await findAccount(probe);
  const { params = {} } = await reachOfThirtyDays(probe);
  const requests: NodeRequest[] = [
    { id: unknownId, params: { fields: "id" } },
    { id, edge: "insights", params },
  ];
  return probe.askMany(requests);
}

/** The answers inside the batch. @throws NotTestableError where the host refuses batches. */
async function batchItems(probe: Probe): Promise<unknown[]> {
  const { exchanges, outcomes } = await batchReply(probe);
  const body = exchanges[0]?.body;
  const insights = outcomes[1];
  if (insights?.ok === false && insights.error.kind === "permission") throw insights.error;
  if (!Array.isArray(body)) throw new NotTestableError("a host that takes batches");
  return body;
}

function hasUsage(exchange: Exchange | undefined): boolean {
  return exchange?.headers.has("x-business-use-case-usage") === true;
}

const common = {
  source: pages.batch,
  hosts: bothHosts,
  certainty: "documented" as Certainty,
};

export const batchFacts: readonly Fact[] = [
  {
    ...common,
    name: "batch-served",
    claim: "A batch with the token in its form is answered with a list, an item per request",
    reliedOnBy: "core: readMany, 50 requests at once",
    hosts: ["facebook"],
    async check(probe) {
      const [exchange] = (await batchReply(probe)).exchanges;
      const isFit = Array.isArray(exchange?.body) && exchange.body.length === 2;
      const hasToken = exchange?.form.has("access_token") === true;
      return agreesIf(isFit && hasToken, "list of two items", shapeOf(exchange?.body));
    },
  },
  {
    ...common,
    name: "instagram-host-batch",
    claim:
      "graph.instagram.com serves batches, or refuses them in words from which the client knows to do without",
    certainty: "inferred",
    reliedOnBy: "core: readMany falls back to ids= and single reads",
    hosts: instagramHost,
    async check(probe) {
      const { exchanges, outcomes } = await batchReply(probe);
      const [first] = exchanges;
      if (Array.isArray(first?.body)) return agrees("served");
      const error = recordOf(recordOf(first?.body)["error"]);
      const found = `${numberOf(error, "code")}, “${textOf(error, "message") ?? "no message"}”`;
      // Only a refusal that was understood is followed by other requests, and those bring answers.
      const isUnderstood = exchanges.length > 1 && outcomes[1]?.ok === true;
      return isUnderstood
        ? agrees("refused; asked in another way")
        : differs("“Unsupported request - method type: post”", found);
    },
  },
  {
    ...common,
    name: "batch-item-body-is-text",
    claim: "An item is {code, headers, body}, the body a JSON text",
    reliedOnBy: "core: batchItem",
    async check(probe) {
      const items = await batchItems(probe);
      const unexpected = items.find((item) => !isItem(item));
      const isFit = items.length > 0 && unexpected === undefined;
      return agreesIf(isFit, "{code: integer, headers: list, body: JSON text}", shapeOf(unexpected));
    },
  },
  {
    ...common,
    name: "batch-items-in-order",
    claim: "Items are in the order of the requests",
    reliedOnBy: "core: readMany",
    async check(probe) {
      const [first, second] = (await batchItems(probe)).map((item) => bodyOf(item));
      const isFit = isRecord(first?.["error"]) && Array.isArray(second?.["data"]);
      return agreesIf(isFit, "the refusal, then the insights", `${shapeOf(first)}, then ${shapeOf(second)}`);
    },
  },
  {
    ...common,
    name: "batch-failure-stays-alone",
    claim: "A refused request fails its own item, and no other",
    reliedOnBy: "core: one deleted post costs only itself",
    async check(probe) {
      await batchItems(probe);
      const { exchanges, outcomes } = await batchReply(probe);
      const verdicts = outcomes.map(({ ok }) => ok);
      const isFit = verdicts.join() === "false,true" && exchanges[0]?.status === 200;
      const found = `HTTP ${exchanges[0]?.status}; ${verdicts.map((ok) => (ok ? "answered" : "refused")).join(", ")}`;
      return agreesIf(isFit, "HTTP 200; refused, answered", found);
    },
  },
  {
    ...common,
    name: "batch-items-carry-usage",
    claim: "The usage headers of an account are inside the items",
    certainty: "recorded",
    reliedOnBy: "core: the pacer sees what batches use",
    async check(probe) {
      const items = await batchItems(probe);
      const names = recordsOf(recordOf(items[1])["headers"]).map((header) => textOf(header, "name") ?? "");
      const isThere = names.some((name) => name.toLowerCase() === "x-business-use-case-usage");
      return agreesIf(isThere, "X-Business-Use-Case-Usage", names.join(", ") || "no headers");
    },
  },
  {
    ...common,
    name: "batch-as-a-whole-may-carry-usage",
    claim: "The outer answer has usage headers of the account, or none",
    certainty: "inferred",
    reliedOnBy: "core: both are read",
    async check(probe) {
      await batchItems(probe);
      const [exchange] = (await batchReply(probe)).exchanges;
      return agrees(hasUsage(exchange) ? "has them" : "has none");
    },
  },
];

function bodyOf(item: unknown) {
  const text = textOf(recordOf(item), "body") ?? "";
  return isJson(text) ? recordOf(JSON.parse(text)) : undefined;
}

function isItem(item: unknown): boolean {
  return isRecord(item) && numberOf(item, "code") !== undefined && isJson(textOf(item, "body"));
}

function isJson(text: string | undefined): boolean {
  try {
    JSON.parse(text ?? "");
    return true;
  } catch {
    return false;
  }
}
