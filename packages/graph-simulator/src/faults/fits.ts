import { GraphError } from "../errors/graph-error.ts";
import { parseFields, type Field } from "../fields/parse-fields.ts";
import type { Host } from "../host.ts";
import { parseTimeParameter } from "../time/graph-time.ts";
import type { FaultMatch } from "./fault-match.ts";

/** What a rule is held against. */
export interface FaultSubject {
  readonly target: "request" | "item";
  readonly host: Host;
  readonly method: string;
  readonly template: string;
  /** Path without host and version. */
  readonly path: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  /** Epoch milliseconds of the stamp that the figures of a Pacific date carry. */
  stampOf(date: string): number;
  /** The body of the ordinary answer. */
  ordinaryBody(): string;
}

function listOf(text: string | undefined): readonly string[] {
  return text === undefined || text === "" ? [] : text.split(",").map((one) => one.trim());
}

/** Every field of a `fields` text, those in braces included. */
function fieldsOf(text: string | undefined): readonly Field[] {
  if (text === undefined || text === "") return [];
  const flatten = (fields: readonly Field[]): Field[] =>
    fields.flatMap((field) => [field, ...flatten(field.fields ?? [])]);
  try {
    return flatten(parseFields(text));
  } catch (problem) {
    if (problem instanceof GraphError) return [];
    throw problem;
  }
}

function asksMetric(metric: string, parameters: ReadonlyMap<string, string>): boolean {
  const nested = fieldsOf(parameters.get("fields")).map(({ modifiers }) => modifiers.get("metric"));
  return [parameters.get("metric"), ...nested].some((text) => listOf(text).includes(metric));
}

function asksField(name: string, parameters: ReadonlyMap<string, string>): boolean {
  return fieldsOf(parameters.get("fields")).some((field) => field.name === name);
}

function asksDay(date: string, subject: FaultSubject): boolean {
  const bound = (name: string): number =>
    parseTimeParameter(subject.parameters.get(name) ?? "") ?? Number.NaN;
  const stamp = subject.stampOf(date) / 1000;
  return bound("since") <= stamp && stamp <= bound("until");
}

function itemCount(parameters: ReadonlyMap<string, string>): number {
  const ids = listOf(parameters.get("ids")).length;
  if (ids > 0) return ids;
  try {
    const batch: unknown = JSON.parse(parameters.get("batch") ?? "[]");
    return Array.isArray(batch) ? batch.length : 0;
  } catch {
    return 0;
  }
}

function fitsParameters(match: FaultMatch, subject: FaultSubject): boolean {
  const { parameters } = subject;
  return (
    Object.entries(match.query ?? {}).every(
      ([name, part]) => parameters.get(name)?.includes(part) === true,
    ) &&
    (match.asksMetric === undefined || asksMetric(match.asksMetric, parameters)) &&
    (match.asksField === undefined || asksField(match.asksField, parameters)) &&
    (match.asksDay === undefined || asksDay(match.asksDay, subject)) &&
    (match.limitAbove === undefined || Number(parameters.get("limit")) > match.limitAbove) &&
    (match.itemsAbove === undefined || itemCount(parameters) > match.itemsAbove)
  );
}

function fitsPath(match: FaultMatch, { path, parameters, template }: FaultSubject): boolean {
  const ids = [path[0] ?? "", ...listOf(parameters.get("ids"))];
  return (
    (match.template === undefined || match.template === template) &&
    (match.pathIncludes === undefined || `/${path.join("/")}`.includes(match.pathIncludes)) &&
    (match.itemId === undefined || ids.includes(match.itemId))
  );
}

/** Whether a request, or a batch item, is one that the rule is about. */
export function fits(match: FaultMatch, subject: FaultSubject): boolean {
  return (
    (match.target === undefined || match.target === subject.target) &&
    (match.host === undefined || match.host === subject.host) &&
    (match.method === undefined || match.method.toUpperCase() === subject.method) &&
    fitsPath(match, subject) &&
    fitsParameters(match, subject) &&
    (match.answerHolds === undefined || subject.ordinaryBody().includes(`"id":"${match.answerHolds}"`))
  );
}
