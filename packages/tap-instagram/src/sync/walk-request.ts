import type { InstagramAccount } from "@tap-instagram/core";
import type { StreamPart } from "./stream-part.ts";
import type { FieldRequest, WalkRequest } from "./stream.ts";
import type { ReadBefore } from "./progress/timeline-progress.ts";

/** What a walk has to bring for all of its streams. */
export function walkRequestOf<Chunk>(
  parts: readonly StreamPart<Chunk>[],
  account: InstagramAccount,
  signal: AbortSignal,
  onCapped: () => void,
): WalkRequest {
  return {
    account,
    ...mergedRequest(parts.map(({ request }) => request)),
    startMs: earliest(parts.map(({ startMs }) => startMs)),
    missingDays: parts.flatMap(({ missingDays }) => missingDays),
    readBefore: sharedInterval(parts.map(({ readBefore }) => readBefore)),
    onLost: (lost, kind) => {
      for (const part of parts) part.lost(lost, kind);
    },
    onCapped,
    remembered: parts.map(({ remembered }) => remembered).find((one) => Object.keys(one).length > 0) ?? {},
    remember: (memory) => {
      for (const part of parts) part.remember(memory);
    },
    signal,
  };
}

/** Everything that any of the requests asks for, each name once. */
function mergedRequest(requests: readonly Partial<FieldRequest>[]): FieldRequest {
  const all = (part: keyof FieldRequest) => [...new Set(requests.flatMap((request) => request[part] ?? []))];
  return { fields: all("fields"), childFields: all("childFields"), metrics: all("metrics") };
}

/** The earliest instant; `undefined`, which means everything, is earlier than any. */
function earliest(instants: readonly (number | undefined)[]): number | undefined {
  let first = Infinity;
  for (const instant of instants) {
    if (instant === undefined) return undefined;
    first = Math.min(first, instant);
  }
  return first;
}

/** What every stream has read before; `undefined` where one of them reads everything. */
function sharedInterval(intervals: readonly (ReadBefore | undefined)[]): ReadBefore | undefined {
  let shared: ReadBefore | undefined;
  for (const interval of intervals) {
    if (interval === undefined) return undefined;
    shared ??= interval;
    const from = interval.from < shared.from ? interval.from : shared.from;
    const backTo = interval.backTo > shared.backTo ? interval.backTo : shared.backTo;
    const missingAt = [...new Set([...shared.missingAt, ...interval.missingAt])];
    shared = { from, backTo, missingAt };
  }
  return shared && shared.from > shared.backTo ? shared : undefined;
}
