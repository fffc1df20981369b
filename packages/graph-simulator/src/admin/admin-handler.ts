import type { ServerResponse } from "node:http";
import type { FaultBook } from "../faults/fault-book.ts";
import type { RawRequest } from "../http/read-request.ts";
import type { RequestBook } from "../http/request-log.ts";
import type { Simulation } from "../simulation.ts";
import { readChanges, readRules } from "./read-orders.ts";
import { applyChange } from "./world-change.ts";
import { worldTruth } from "./world-truth.ts";

/** What the endpoints below `/__simulator` work on. */
export interface AdminDesk {
  readonly simulation: Simulation;
  readonly faults: FaultBook;
  readonly log: RequestBook;
  advance(ms: number): void;
}

/** Runs an endpoint; undefined if there is no such endpoint. */
function obey(raw: RawRequest, desk: AdminDesk): unknown {
  const { simulation, faults, log } = desk;
  switch (`${raw.method} ${raw.segments[1] ?? ""}`) {
    case "GET world":
      return worldTruth(simulation);
    case "POST world": {
      const changes = readChanges(raw.body);
      for (const change of changes) applyChange(change, simulation, (ms) => desk.advance(ms));
      return { changed: changes.length };
    }
    case "GET requests":
      return log.read();
    case "DELETE requests":
      log.clear();
      return { cleared: true };
    case "POST faults": {
      const rules = readRules(raw.body);
      for (const rule of rules) faults.add(rule);
      return { added: rules.length };
    }
    case "DELETE faults":
      faults.clear();
      return { cleared: true };
    case "GET tokens":
      return simulation.held;
    default:
      return undefined;
  }
}

/** Answers a request below `/__simulator`; false if the path is elsewhere. */
export function handleAdmin(raw: RawRequest, response: ServerResponse, desk: AdminDesk): boolean {
  if (raw.segments[0] !== "__simulator") return false;
  const send = (status: number, json: unknown): void => {
    response.writeHead(status, { "content-type": "application/json; charset=UTF-8" });
    response.end(JSON.stringify(json));
  };
  try {
    const done = obey(raw, desk);
    if (done === undefined) send(404, { error: `No endpoint ${raw.method} /${raw.segments.join("/")}` });
    else send(200, done);
  } catch (problem) {
    send(400, { error: problem instanceof Error ? problem.message : String(problem) });
  }
  return true;
}
