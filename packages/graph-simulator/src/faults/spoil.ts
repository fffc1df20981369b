import type { Answer } from "../graph/answer.ts";
import { errorAnswer } from "../graph/respond.ts";
import type { Host } from "../host.ts";
import type { Simulation } from "../simulation.ts";
import type { FaultAnswer } from "./fault-rule.ts";
import { errorOf } from "./known-codes.ts";
import { tellLie, type Asked } from "./lies/tell-lie.ts";

const proxyPage =
  "<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
const jsonType = { "content-type": "application/json; charset=UTF-8" };

/** The answer a fault puts in the place of the ordinary one. */
export function spoil(fault: FaultAnswer, asked: Asked, host: Host, simulation: Simulation): Answer {
  if (typeof fault === "object") {
    if ("delayMs" in fault) {
      return fault.answer === undefined ? asked.answer() : spoil(fault.answer, asked, host, simulation);
    }
    if ("lie" in fault) return tellLie(fault, asked);
    if ("code" in fault) return errorAnswer(errorOf(fault), host, simulation);
    const { status, body = "", headers = {} } = fault;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { status, headers: { ...jsonType, ...headers }, body: text, calls: 1 };
  }
  switch (fault) {
    case "truncated-json": {
      const answer = asked.answer();
      return { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) };
    }
    case "empty":
      return { status: 200, headers: jsonType, body: "", calls: 1 };
    case "html":
      return { status: 502, headers: { "content-type": "text/html" }, body: proxyPage, calls: 1 };
    case "bare-item":
      return { status: 500, headers: jsonType, body: '{"error":{"code":2}}', calls: 1 };
    default:
      return asked.answer();
  }
}
