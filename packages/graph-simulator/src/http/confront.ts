import type { FaultBook } from "../faults/fault-book.ts";
import type { FaultAnswer } from "../faults/fault-rule.ts";
import type { Asked } from "../faults/lies/tell-lie.ts";
import type { Answer } from "../graph/answer.ts";
import { splitVersion, type CallRequest } from "../api/execute.ts";
import { labelOf } from "../insights/user/day-labels.ts";
import type { Simulation } from "../simulation.ts";
import { withoutSecrets, type LoggedCall } from "./request-log.ts";
import { templateOf } from "./template.ts";

/** A request, or a batch item, after it was held against the fault rules. */
export interface Confronted {
  /** The fault that is due; undefined where all is well. */
  readonly fault: FaultAnswer | undefined;
  readonly asked: Asked;
  /** What the log keeps, once the status and the calls are known. */
  readonly logged: (status: number, calls: number) => LoggedCall;
}

const dayMs = 86_400_000;

/** Holds a request against the rules. Its ordinary answer is made when it is first needed, and once. */
export function confront(
  request: CallRequest,
  target: "request" | "item",
  answer: (parameters: ReadonlyMap<string, string>) => Answer,
  simulation: Simulation,
  faults: FaultBook,
): Confronted {
  const { host, method, parameters, segments, base, token } = request;
  const [, path] = splitVersion(segments);
  const template = templateOf(path, parameters, simulation.world, simulation.now());
  let ordinary: Answer | undefined;
  const asked: Asked = {
    answer: (others) => (others === undefined ? (ordinary ??= answer(parameters)) : answer(others)),
    parameters,
    address: `${base}/${segments.join("/")}`,
    token,
    hasLinks: path.at(-1) !== "tags",
    nextNumber: () => simulation.nextNumber(),
  };
  const fault = faults.answerTo({
    target,
    host,
    method,
    template,
    path,
    parameters,
    stampOf: (date) => labelOf(Date.parse(date) / dayMs, simulation),
    ordinaryBody: () => asked.answer().body,
  });
  const query = withoutSecrets(parameters);
  return {
    fault,
    asked,
    logged: (status, calls) => ({
      host,
      method,
      template,
      path: `/${segments.join("/")}`,
      query,
      status,
      calls,
      isFault: fault !== undefined,
    }),
  };
}
