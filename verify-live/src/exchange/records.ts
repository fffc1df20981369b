import type { GraphNode } from "@tap-instagram/core";

/** Whether a value is an object with named fields. */
export function isRecord(value: unknown): value is GraphNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one for anything else. */
export function recordOf(value: unknown): GraphNode {
  return isRecord(value) ? value : {};
}

/** The objects of a list; none for anything else. */
export function recordsOf(value: unknown): GraphNode[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** The list that edges and insights answer with. */
export function dataOf(body: unknown): GraphNode[] {
  return recordsOf(recordOf(body)["data"]);
}

/** A text field; `undefined` where there is none. */
export function textOf(node: GraphNode, field: string): string | undefined {
  const value = node[field];
  return typeof value === "string" ? value : undefined;
}

/** The field's number; `undefined` where there is none. */
export function numberOf(node: GraphNode, field: string): number | undefined {
  const value = node[field];
  return typeof value === "number" ? value : undefined;
}

/** An id as it is written in JSON where no digit gets lost. */
export function isDigitText(value: unknown): value is string {
  return typeof value === "string" && /^\d+$/.test(value);
}
