import type { Behaviour } from "../behaviour/behaviour.ts";
import { requestAborted, unsupportedRequest } from "../errors/refusals.ts";
import { noActiveToken } from "../errors/token-refusals.ts";
import type { FaultBook } from "../faults/fault-book.ts";
import { spoil } from "../faults/spoil.ts";
import type { Answer } from "../graph/answer.ts";
import { execute, splitVersion, unknownVersion, type CallRequest } from "../api/execute.ts";
import { errorAnswer, refusal, success } from "../graph/respond.ts";
import { servedVersion } from "../graph/versions.ts";
import type { UsageSubject } from "../quota/usage-subject.ts";
import type { Simulation } from "../simulation.ts";
import { checkApp } from "../tokens/app-access.ts";
import { authenticate, checkProof } from "../tokens/authenticate.ts";
import { readBatch } from "./batch-items.ts";
import { confront } from "./confront.ts";
import type { LoggedCall } from "./request-log.ts";

/** A batch and what became of its items. */
export interface BatchOutcome {
  readonly answer: Answer;
  readonly items: readonly LoggedCall[];
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
  return { code: answer.status, headers: withHeaders ? headers : undefined, body: answer.body };
}

/** The token of the batch as a whole, from where a batch looks for it. */
function tokenOf(batch: CallRequest, { batchToken }: Behaviour): string | undefined {
  if (batchToken === "form") return batch.parameters.get("access_token");
  return batchToken === "header" ? batch.bearer : batch.token;
}

function check(batch: CallRequest, simulation: Simulation, nowMs: number): void {
  const { book, behaviour, world } = simulation;
  if (batch.host === "instagram" && behaviour.instagramHostBatch === "refuse")
    throw unsupportedRequest("post");
  const token = tokenOf(batch, behaviour);
  if (token === undefined || token === "") throw noActiveToken();
  authenticate(token, { host: batch.host, nowMs, calendar: world.calendar, book });
  checkApp(behaviour.appAccess);
  if (batch.host !== "facebook") return;
  const proof = batch.parameters.get("appsecret_proof");
  checkProof(token, proof, book.tokens.appSecret, behaviour.requireAppsecretProof);
}

/** What became of an item; without an answer it is `null`. */
interface ItemOutcome {
  readonly answer: Answer | undefined;
  readonly logged: LoggedCall;
}

function executeItem(
  item: CallRequest,
  isInTime: boolean,
  simulation: Simulation,
  faults: FaultBook,
): ItemOutcome {
  const { host } = item;
  const execution = (parameters: ReadonlyMap<string, string>): Answer =>
    execute({ ...item, parameters }, simulation);
  const { fault, asked, logged } = confront(item, "item", execution, simulation, faults);
  const answer = fault === undefined ? asked.answer() : spoil(fault, asked, host, simulation);
  if (fault === "null-item") return { answer: undefined, logged: logged(0, answer.calls) };
  if (isInTime) return { answer, logged: logged(answer.status, answer.calls) };
  const isNull = simulation.behaviour.lateBatchItem === "null";
  const late = isNull ? undefined : errorAnswer(requestAborted().details, host, simulation);
  return { answer: late, logged: logged(late?.status ?? 0, answer.calls) };
}

/** `POST /` with `batch`: items are answered in their order, each on its own. */
export function executeBatch(batch: CallRequest, simulation: Simulation, faults: FaultBook): BatchOutcome {
  const { behaviour } = simulation;
  const nowMs = simulation.now();
  const [askedVersion] = splitVersion(batch.segments);
  const served = servedVersion(askedVersion ?? behaviour.defaultVersion, nowMs);
  const version = served ?? behaviour.defaultVersion;
  const charged: UsageSubject[] = [];
  const answered = { simulation, host: batch.host, servedVersion: version, charged, nowMs };
  let outcomes: readonly ItemOutcome[] = [];
  try {
    if (served === undefined) throw unknownVersion(batch, [], simulation);
    check(batch, simulation, nowMs);
    const inTime = behaviour.batchItemsInTime ?? Infinity;
    outcomes = readBatch(batch, behaviour.batchLimit).map((item, index) =>
      executeItem(item, index < inTime, simulation, faults),
    );
    const withHeaders = batch.parameters.get("include_headers") !== "false";
    const results = outcomes.map(({ answer }) => (answer === undefined ? null : wrap(answer, withHeaders)));
    const usages = outcomes.flatMap(({ answer }) => answer?.headers["x-business-use-case-usage"] ?? []);
    const usage = behaviour.outerBatchUsageHeaders === "all" ? usages.at(-1) : undefined;
    const outer = usage === undefined ? {} : { "x-business-use-case-usage": usage };
    const items = outcomes.map(({ logged }) => logged);
    const answer = success(answered, results);
    const calls = items.reduce((sum, item) => sum + item.calls, 0);
    return { answer: { ...answer, calls, headers: { ...answer.headers, ...outer } }, items };
  } catch (thrown) {
    return { answer: refusal(answered, thrown), items: outcomes.map(({ logged }) => logged) };
  }
}
