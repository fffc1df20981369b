import type { SnapshotPart } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import { lackOf } from "../../book/reason-of.ts";
import type { Lack } from "../../book/thing.ts";
import type { Reading } from "../../sync/reading.ts";

/**
 * The records of a snapshot, and what became of each metric and breakdown that was asked for.
 *
 * @param due Metrics that the account is large enough for: an answer without a figure is not ordinary.
 */
export function snapshotReading(
  rows: JsonObject[],
  parts: readonly SnapshotPart[],
  due: readonly string[] = [],
): Reading {
  const lacks = parts.flatMap((part) => lackOfPart(part, parts, due) ?? []);
  const errors = parts.flatMap(({ error }) => error ?? []);
  const isAuth = errors.length === parts.length && errors.every(({ kind }) => kind === "auth");
  return {
    rows,
    expected: parts.length,
    delivered: parts.length - lacks.length,
    lacks,
    allFailed: isAuth ? errors[0] : undefined,
  };
}

function lackOfPart(
  part: SnapshotPart,
  all: readonly SnapshotPart[],
  due: readonly string[],
): Lack | undefined {
  const { metric, status, error } = part;
  const thing = { kind: "snapshot", metric } as const;
  if (status === "read") return undefined;
  if (error) return lackOf(thing, error, status === "refused" ? "refused" : undefined);
  if (status === "unreadable") return { thing, reason: "unreadable" };
  // A metric that an account is too small for is empty in every breakdown.
  const isRead = all.some((other) => other.metric === metric && other.status === "read");
  return { thing, reason: isRead || due.includes(metric) ? "empty-answer" : "often-empty" };
}
