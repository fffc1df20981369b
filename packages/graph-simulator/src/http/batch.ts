import { GraphError } from "../errors/graph-error.ts";
import { invalidParameter, unknownPath, unsupportedRequest } from "../errors/refusals.ts";
import { noActiveToken } from "../errors/token-refusals.ts";
import type { FaultBook } from "../faults/fault-book.ts";
import { spoil } from "../faults/spoil.ts";
import type { Answer } from "../graph/answer.ts";
import { execute, splitVersion, type CallRequest } from "../graph/execute.ts";
import type { UsageSubject } from "../quota/usage-subject.ts";
import { refusal, success } from "../graph/respond.ts";
import type { Simulation } from "../simulation.ts";
import { authenticate, checkProof } from "../tokens/authenticate.ts";
import { withoutSecrets, type LoggedCall } from "./request-log.ts";
import { templateOf } from "./template.ts";
import { servedVersion } from "./versions.ts";

/** A batch and what became of its items. */
export interface BatchOutcome {
  readonly answer: Answer;
  readonly items: readonly LoggedCall[];
}

interface Item {
  readonly method: string;
  readonly relativeUrl: string;
  readonly body: string;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function readItems(text: string, limit: number): readonly Item[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidParameter("batch parameter must be a JSON array");
  }
  if (!Array.isArray(parsed) || !parsed.every(isObject)) {
    throw invalidParameter("batch parameter must be a JSON array");
  }
  if (parsed.length > limit) {
    throw new GraphError({
      status: 400,
      message: `Too many requests in batch message. Maximum batch size is ${limit}`,
      type: "GraphBatchException",
      code: -3,
    });
  }
  return parsed.map((item) => ({
    method: (textOf(item["method"]) || "GET").toUpperCase(),
    relativeUrl: textOf(item["relative_url"]),
    body: textOf(item["body"]),
  }));
}

/** The request an item stands for; what it does not say itself it has from the batch. */
function itemRequest(item: Item, batch: CallRequest): CallRequest {
  const [path = "", query = ""] = item.relativeUrl.replace(/^\/+/, "").split(/\?(.*)/s);
  const own = path
    .split("/")
    .filter((segment) => segment !== "")
    .map(decodeURIComponent);
  const [ownVersion] = splitVersion(own);
  const [batchVersion] = splitVersion(batch.segments);
  const parameters = new Map([...new URLSearchParams(query), ...new URLSearchParams(item.body)]);
  const token = parameters.get("access_token");
  const proof = batch.parameters.get("appsecret_proof");
  if (token === undefined && proof !== undefined && !parameters.has("appsecret_proof")) {
    parameters.set("appsecret_proof", proof);
  }
  return {
    ...batch,
    method: item.method,
    segments: ownVersion === undefined && batchVersion !== undefined ? [batchVersion, ...own] : own,
    parameters,
    token: token ?? batch.token,
  };
}

const headerNames: Readonly<Record<string, string>> = {
  etag: "ETag",
  "content-type": "Content-Type",
  "cache-control": "Cache-Control",
  "www-authenticate": "WWW-Authenticate",
  "x-app-usage": "X-App-Usage",
  "x-business-use-case-usage": "X-Business-Use-Case-Usage",
};

function wrap(answer: Answer, withHeaders: boolean): unknown {
  const headers = Object.entries(answer.headers).map(([name, value]) => ({
    name: headerNames[name] ?? name,
    value,
  }));
  return { code: answer.status, ...(withHeaders ? { headers } : {}), body: answer.body };
}

function check(batch: CallRequest, simulation: Simulation, nowMs: number): void {
  const { book, behaviour, world } = simulation;
  if (batch.host === "instagram" && behaviour.instagramHostBatch === "refuse")
    throw unsupportedRequest("post");
  if (batch.token === undefined || batch.token === "") throw noActiveToken();
  authenticate(batch.token, { host: batch.host, nowMs, calendar: world.calendar, book });
  if (batch.host !== "facebook") return;
  const proof = batch.parameters.get("appsecret_proof");
  checkProof(batch.token, proof, book.tokens.appSecret, behaviour.requireAppsecretProof);
}

/** `POST /` with `batch`: items are answered in their order, each on its own. */
export function executeBatch(batch: CallRequest, simulation: Simulation, faults: FaultBook): BatchOutcome {
  const { behaviour, world } = simulation;
  const nowMs = simulation.now();
  const [askedVersion] = splitVersion(batch.segments);
  const served = servedVersion(askedVersion ?? behaviour.defaultVersion, nowMs);
  const charged: UsageSubject[] = [];
  const version = served ?? behaviour.defaultVersion;
  const answered = { simulation, host: batch.host, servedVersion: version, charged, nowMs };
  const logged: LoggedCall[] = [];
  try {
    if (served === undefined) throw unknownPath("/");
    check(batch, simulation, nowMs);
    const withHeaders = batch.parameters.get("include_headers") !== "false";
    const outer: Record<string, string> = {};
    const results = readItems(batch.parameters.get("batch") ?? "", behaviour.batchLimit).map((item) => {
      const request = itemRequest(item, batch);
      const [, path] = splitVersion(request.segments);
      const { host, method, parameters } = request;
      const template = templateOf(path, parameters, world, nowMs);
      const fault = faults.answerTo({ target: "item", host, method, template, path, parameters });
      const ordinary = (): Answer => execute(request, simulation);
      const answer = fault === undefined ? ordinary() : spoil(fault, ordinary, host, simulation);
      logged.push({
        host,
        method,
        template,
        path: `/${request.segments.join("/")}`,
        query: withoutSecrets(parameters),
        status: fault === "null-item" ? 0 : answer.status,
        calls: answer.calls,
        isFault: fault !== undefined,
      });
      const usage = answer.headers["x-business-use-case-usage"];
      if (usage !== undefined && behaviour.outerBatchUsageHeaders === "all") {
        outer["x-business-use-case-usage"] = usage;
      }
      return fault === "null-item" ? null : wrap(answer, withHeaders);
    });
    const answer = success(answered, results);
    const calls = logged.reduce((sum, item) => sum + item.calls, 0);
    return { answer: { ...answer, calls, headers: { ...answer.headers, ...outer } }, items: logged };
  } catch (thrown) {
    return { answer: refusal(answered, thrown), items: logged };
  }
}
