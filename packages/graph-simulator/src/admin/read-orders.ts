import type { FaultRule } from "../faults/fault-rule.ts";
import type { WorldChange } from "./world-change.ts";

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
  const isNumbered = ["status", "code", "delayMs"].some((name) => typeof value[name] === "number");
  return isNumbered && (value["answer"] === undefined || isAnswer(value["answer"]));
}

function isRule(value: unknown): value is FaultRule {
  return (
    isObject(value) && isAnswer(value["answer"]) && (value["match"] === undefined || isObject(value["match"]))
  );
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
  return allOf(body, isRule, 'a rule is {"match": {…}, "answer": "cut" | {"code": 2} | {"status": 500} | …}');
}

/** World changes from JSON, one or a list; throws a TypeError or SyntaxError that says what was wanted. */
export function readChanges(body: string): readonly WorldChange[] {
  return allOf(
    body,
    isChange,
    "a change has deleteMedia, removeMetric with from (media or user), revokePermission, expireToken or advanceMs",
  );
}
