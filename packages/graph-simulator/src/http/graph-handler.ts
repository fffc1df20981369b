import type { ServerResponse } from "node:http";
import type { FaultBook } from "../faults/fault-book.ts";
import type { FaultAnswer } from "../faults/fault-rule.ts";
import { spoil } from "../faults/spoil.ts";
import type { Answer } from "../graph/answer.ts";
import { execute, splitVersion, type CallRequest } from "../graph/execute.ts";
import type { Host } from "../host.ts";
import type { Simulation } from "../simulation.ts";
import { redeemCode } from "../tokens/authorization-code.ts";
import { executeBatch } from "./batch.ts";
import type { RawRequest } from "./read-request.ts";
import { withoutSecrets, type LoggedCall, type RequestBook } from "./request-log.ts";
import { templateOf } from "./template.ts";
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
  readonly items?: readonly LoggedCall[];
}

function ordinaryOutcome(raw: RawRequest, request: CallRequest, desk: GraphDesk): Outcome {
  const { simulation, faults } = desk;
  if (raw.segments[0] === "api.instagram.com") {
    return { answer: redeemCode(raw.method, raw.parameters, simulation) };
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

/** Answers a request to one of the Graph hosts; false if the path is for none of them. */
export async function handleGraph(
  raw: RawRequest,
  response: ServerResponse,
  desk: GraphDesk,
): Promise<boolean> {
  const [prefix = "", ...segments] = raw.segments;
  const host = hosts[prefix];
  if (host === undefined) return false;
  const { simulation, faults, log, latencyMs } = desk;
  const { method, parameters } = raw;
  const token = raw.bearer ?? parameters.get("access_token");
  const request: CallRequest = { host, method, segments, parameters, token, base: desk.baseOf(host) };
  const [, path] = splitVersion(segments);
  const template = templateOf(path, parameters, simulation.world, simulation.now());
  const fault = faults.answerTo({ target: "request", host, method, template, path, parameters });
  const delivery = deliveryOf(fault);
  const delayMs = latencyMs + (typeof fault === "object" && "delayMs" in fault ? fault.delayMs : 0);

  let items: readonly LoggedCall[] | undefined;
  const ordinary = (): Answer => {
    const outcome = ordinaryOutcome(raw, request, desk);
    items = outcome.items;
    return outcome.answer;
  };
  const isUnheard = delivery === "reset" || delivery === "hang";
  const nothing: Answer = { status: 0, headers: {}, body: "", calls: 0 };
  const respond = fault === undefined ? ordinary : (): Answer => spoil(fault, ordinary, host, simulation);
  const answer = isUnheard ? nothing : respond();
  log.add({
    host,
    method,
    template,
    path: `/${segments.join("/")}`,
    query: withoutSecrets(parameters),
    status: delivery === "cut" ? 0 : answer.status,
    calls: answer.calls,
    isFault: fault !== undefined,
    ...(items === undefined ? {} : { items }),
  });
  if (delayMs > 0) await desk.sleep(delayMs);
  writeAnswer(response, answer, delivery);
  return true;
}
