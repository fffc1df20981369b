import type { ServerResponse } from "node:http";
import type { FaultBook } from "../faults/fault-book.ts";
import type { FaultAnswer } from "../faults/fault-rule.ts";
import { spoil } from "../faults/spoil.ts";
import type { Answer } from "../graph/answer.ts";
import { execute, splitVersion, type CallRequest } from "../api/execute.ts";
import type { Host } from "../host.ts";
import type { Simulation } from "../simulation.ts";
import { redeemInstagramCode } from "../login/authorization-code.ts";
import { executeBatch } from "./batch.ts";
import { confront } from "./confront.ts";
import type { RawRequest } from "./read-request.ts";
import type { LoggedCall, RequestBook } from "./request-log.ts";
import { writeAnswer, type Delivery } from "./write-answer.ts";

/** What the handler works with. */
export interface GraphDesk {
  readonly simulation: Simulation;
  readonly faults: FaultBook;
  readonly log: RequestBook;
  readonly latencyMs: number;
  /** Base of absolute links of a host. */
  baseOf(host: Host): string;
  sleep(ms: number): Promise<void>;
}

const hosts: Readonly<Record<string, Host>> = {
  "graph.facebook.com": "facebook",
  "graph.instagram.com": "instagram",
  "api.instagram.com": "instagram",
};

interface Outcome {
  readonly answer: Answer;
  readonly items?: readonly LoggedCall[] | undefined;
}

function ordinaryOutcome(raw: RawRequest, request: CallRequest, desk: GraphDesk): Outcome {
  const { simulation, faults } = desk;
  if (raw.segments[0] === "api.instagram.com") {
    return { answer: redeemInstagramCode(raw.method, raw.parameters, simulation) };
  }
  const [, path] = splitVersion(request.segments);
  if (request.method === "POST" && path.length === 0 && request.parameters.has("batch")) {
    return executeBatch(request, simulation, faults);
  }
  const answer = execute(request, simulation);
  const isSame = raw.ifNoneMatch !== undefined && raw.ifNoneMatch === answer.headers["etag"];
  return { answer: isSame ? { ...answer, status: 304, body: "" } : answer };
}

function deliveryOf(fault: FaultAnswer | undefined): Delivery {
  if (typeof fault === "object" && "delayMs" in fault) return deliveryOf(fault.answer);
  return fault === "cut" || fault === "reset" || fault === "hang" ? fault : "whole";
}

async function answerRequest(
  raw: RawRequest,
  host: Host,
  response: ServerResponse,
  desk: GraphDesk,
): Promise<void> {
  const segments = raw.segments.slice(1);
  const { simulation, faults, log, latencyMs } = desk;
  const { method, parameters } = raw;
  const token = raw.bearer ?? parameters.get("access_token");
  const { bearer } = raw;
  const request: CallRequest = { host, method, segments, parameters, token, bearer, base: desk.baseOf(host) };
  let items: readonly LoggedCall[] | undefined;
  const ordinary = (changed: ReadonlyMap<string, string>): Answer => {
    const outcome = ordinaryOutcome(raw, { ...request, parameters: changed }, desk);
    items = outcome.items;
    return outcome.answer;
  };
  const { fault, asked, logged } = confront(request, "request", ordinary, simulation, faults);
  const delivery = deliveryOf(fault);
  const delayMs = latencyMs + (typeof fault === "object" && "delayMs" in fault ? fault.delayMs : 0);
  const isUnheard = delivery === "reset" || delivery === "hang";
  const nothing: Answer = { status: 0, headers: {}, body: "", calls: 0 };
  const respond = (): Answer =>
    fault === undefined ? asked.answer() : spoil(fault, asked, host, simulation);
  const answer = isUnheard ? nothing : respond();
  log.add({ ...logged(delivery === "cut" ? 0 : answer.status, answer.calls), items });
  if (delayMs > 0) await desk.sleep(delayMs);
  writeAnswer(response, answer, delivery);
}

/** Answers a request to one of the Graph hosts; false if the path is for none of them. */
export async function handleGraph(
  raw: RawRequest,
  response: ServerResponse,
  desk: GraphDesk,
): Promise<boolean> {
  const host = hosts[raw.segments[0] ?? ""];
  if (host === undefined) return false;
  await answerRequest(raw, host, response, desk);
  return true;
}
