import { matchNames } from "../faults/fault-match.ts";
import type { FaultRule } from "../faults/fault-rule.ts";
import { lieNames } from "../faults/lies/lie.ts";
import type { WorldChange } from "./world-change.ts";

const lies: ReadonlySet<unknown> = new Set(lieNames);

const faultNames: ReadonlySet<unknown> = new Set([
  "cut",
  "truncated-json",
  "empty",
  "html",
  "reset",
  "hang",
  "null-item",
  "bare-item",
]);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function list(body: string): readonly unknown[] {
  const parsed: unknown = JSON.parse(body);
  return Array.isArray(parsed) ? parsed : [parsed];
}

function isAnswer(value: unknown): boolean {
  if (!isObject(value)) return faultNames.has(value);
  if (value["lie"] !== undefined) return lies.has(value["lie"]);
  const isNumbered = ["status", "code", "delayMs"].some((name) => typeof value[name] === "number");
  return isNumbered && (value["answer"] === undefined || isAnswer(value["answer"]));
}

/** A name that no rule knows would fit everything. */
function isMatch(value: unknown): boolean {
  return value === undefined || (isObject(value) && Object.keys(value).every((name) => matchNames.has(name)));
}

function isRule(value: unknown): value is FaultRule {
  return isObject(value) && isAnswer(value["answer"]) && isMatch(value["match"]);
}

function isChange(value: unknown): value is WorldChange {
  if (!isObject(value)) return false;
  const isText = (name: string): boolean => typeof value[name] === "string";
  if (isText("removeMetric")) return value["from"] === "media" || value["from"] === "user";
  return (
    isText("deleteMedia") ||
    isText("revokePermission") ||
    isText("expireToken") ||
    typeof value["advanceMs"] === "number"
  );
}

function allOf<Order>(
  body: string,
  isOrder: (value: unknown) => value is Order,
  wanted: string,
): readonly Order[] {
  const orders: Order[] = [];
  for (const value of list(body)) {
    if (!isOrder(value)) throw new TypeError(`Cannot use ${JSON.stringify(value)}: ${wanted}`);
    orders.push(value);
  }
  return orders;
}

/** Fault rules from JSON, one or a list; throws a TypeError or SyntaxError that says what was wanted. */
export function readRules(body: string): readonly FaultRule[] {
  const answers = `"cut", {"code": 2}, {"status": 500}, {"lie": "no-entries"} …`;
  const wanted = `a rule is {"match": {…}, "answer": …}, with an answer such as ${answers}`;
  return allOf(body, isRule, `${wanted}, and a match of ${[...matchNames].join(", ")}`);
}

/** World changes from JSON, one or a list; throws a TypeError or SyntaxError that says what was wanted. */
export function readChanges(body: string): readonly WorldChange[] {
  return allOf(
    body,
    isChange,
    "a change has deleteMedia, removeMetric with from (media or user), revokePermission, expireToken or advanceMs",
  );
}
