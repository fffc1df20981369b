import { AuthError, GraphError, type InstagramAccount } from "@tap-instagram/core";
import { mapAhead } from "../concurrency/map-ahead.ts";
import type { StreamSelection } from "./sink.ts";
import { StreamPart } from "./stream-part.ts";
import type { FieldRequest, StreamDefinition, StreamDescription, Walk } from "./stream.ts";
import type { SyncRun } from "./sync-run.ts";

/** Chunks of one walk that are processed at the same time. It limits the memory per account. */
const chunksAhead = 4;

/** The selected streams of a group, ready to be read. */
export interface OpenGroup {
  readonly selections: readonly StreamSelection[];
  /** See {@link Walk}. */
  readonly isPerishable: boolean;
  /** Reads all of them for one account. */
  read(account: InstagramAccount, signal: AbortSignal): Promise<void>;
}

/** The streams that share a walk. */
export interface StreamGroup {
  readonly streams: readonly StreamDescription[];
  /** `undefined` when none of its streams is selected: then it costs nothing. */
  open(run: SyncRun, selections: readonly StreamSelection[]): OpenGroup | undefined;
}

/** Connects streams to their walk: it reads an account's chunks once for all of them. */
export function streamsOver<Chunk>(
  walk: Walk<Chunk>,
  definitions: readonly StreamDefinition<Chunk>[],
): StreamGroup {
  return {
    streams: definitions,
    open: (run, selections) => {
      const streams = definitions.flatMap((definition) => {
        const selection = selections.find(({ name }) => name === definition.name);
        return selection
          ? [{ definition, selection, readRows: definition.open(run, selection.columns) }]
          : [];
      });
      if (streams.length === 0) return undefined;
      return {
        selections: streams.map(({ selection }) => selection),
        isPerishable: walk.isPerishable === true,
        read: (account, signal) =>
          syncAccount(
            walk,
            streams.map((stream) => new StreamPart(stream, run, account)),
            run,
            account,
            signal,
          ),
      };
    },
  };
}

async function syncAccount<Chunk>(
  walk: Walk<Chunk>,
  parts: readonly StreamPart<Chunk>[],
  run: SyncRun,
  account: InstagramAccount,
  signal: AbortSignal,
): Promise<void> {
  const leave = new AbortController();
  const either = AbortSignal.any([signal, leave.signal]);
  const chunks = walk.chunks(run, {
    account,
    ...mergedRequest(parts.map(({ request }) => request)),
    startMs: earliest(parts.map(({ startMs }) => startMs)),
    signal: either,
  });
  const work = async (chunk: Chunk) => ({
    chunk,
    rows: await Promise.all(parts.map((part) => part.read(chunk, either))),
  });
  const isTest = run.recordLimit !== undefined;
  try {
    for await (const { chunk, rows } of mapAhead(chunks, isTest ? 1 : chunksAhead, work, leave)) {
      for (const [position, part] of parts.entries()) await part.write(rows[position] ?? { rows: [] });
      if (walk.readUpTo && !isTest) {
        const instant = walk.readUpTo(chunk);
        for (const part of parts) part.readUpTo(instant);
        await run.checkpoint();
      }
      signal.throwIfAborted();
      if (parts.every(({ hasFailed }) => hasFailed) || isTest) break;
    }
  } catch (error) {
    if (!(error instanceof GraphError) || error instanceof AuthError) throw error;
    for (const part of parts) part.fail(error);
  }
  // A test reads only a part of each stream: it must not move bookmarks.
  if (isTest) return;
  for (const part of parts) part.complete(walk.readUpTo === undefined);
  await run.checkpoint();
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
