import { GraphError, type InstagramAccount } from "@tap-instagram/core";
import { withNulls } from "../columns/empty-record.ts";
import { isSelected } from "../columns/selected-columns.ts";
import { mapAhead } from "../concurrency/map-ahead.ts";
import type { BookGroup } from "./book-stream.ts";
import { listEndOf } from "./list-end.ts";
import { endsRun } from "./outcome/ends-run.ts";
import type { StreamSelection } from "./sink.ts";
import { StreamPart, type OpenStream } from "./stream-part.ts";
import type { MediaListName, StreamDefinition, StreamDescription, Walk } from "./stream.ts";
import type { SyncRun } from "./sync-run.ts";
import { walkRequestOf } from "./walk-request.ts";

/** Chunks that are worked on at once, where a walk says nothing else. */
const chunksAhead = 4;

/** The selected streams of a group, ready to be read. */
export interface OpenGroup {
  readonly selections: readonly StreamSelection[];
  /** See {@link Walk}. */
  readonly isPerishable: boolean;
  /** Reads all of them for one account. */
  read(account: InstagramAccount, signal: AbortSignal): Promise<void>;
}

/** Streams that are read together, as the registry lists them. */
export type StreamGroup = WalkGroup | BookGroup;

/** The streams that share a walk, whatever its chunks are. */
export interface WalkGroup {
  readonly kind: "walk";
  readonly streams: readonly StreamDescription[];
  /** Fields of the account that discovery has to read when any of the streams is selected. */
  readonly accountFields: readonly string[];
  /** The edge of the account that it reads, if any of its streams is selected. */
  edgeOf(selections: readonly StreamSelection[]): MediaListName | undefined;
  /** See {@link Walk}. */
  readonly isSameForAll: boolean;
  /** See {@link Walk}. A walk with an order goes on where it was cut. */
  readonly order: Walk<unknown>["order"];
  /** `undefined` when none of its streams is selected: then it costs nothing. */
  open(run: SyncRun, selections: readonly StreamSelection[]): OpenGroup | undefined;
}

/** Hangs streams on the walk that feeds them: an account's chunks are read once for all of them. */
export function streamsOver<Chunk>(
  walk: Walk<Chunk>,
  definitions: readonly StreamDefinition<Chunk>[],
): WalkGroup {
  return {
    kind: "walk",
    streams: definitions,
    accountFields: walk.countField === undefined ? [] : [walk.countField],
    edgeOf: (selections) =>
      selections.some(({ name }) => definitions.some((definition) => definition.name === name))
        ? walk.edge
        : undefined,
    isSameForAll: walk.isSameForAll === true,
    order: walk.order,
    open: (run, selections) => {
      const streams = definitions.flatMap((definition) => {
        const selection = selections.find(({ name }) => name === definition.name);
        return selection ? [openStream(definition, selection, run)] : [];
      });
      if (streams.length === 0) return undefined;
      let isRead = false;
      return {
        selections: streams.map(({ selection }) => selection),
        isPerishable: walk.isPerishable === true,
        read: async (account, signal) => {
          if (walk.isSameForAll && isRead) return;
          isRead = true;
          const parts = streams.map((stream) => new StreamPart(stream, walk.order, run, account));
          // What all streams of the walk share counts as the first one's.
          const stream = streams[0]?.selection.name ?? walk.name;
          await run.calls.within({ stream, account: account.id }, () =>
            syncAccount(walk, parts, run, account, signal),
          );
        },
      };
    },
  };
}

function openStream<Chunk>(
  definition: StreamDefinition<Chunk>,
  selection: StreamSelection,
  run: SyncRun,
): OpenStream<Chunk> {
  const { columns } = selection;
  const names = Object.keys(definition.columns).filter((name) => isSelected(columns, name));
  return { definition, selection, readChunk: definition.open(run, columns), complete: withNulls(names) };
}

/** A trial asks for no second page while it works on the first. */
async function* firstOf<Chunk>(chunks: AsyncIterable<Chunk>): AsyncGenerator<Chunk, void, undefined> {
  for await (const chunk of chunks) {
    yield chunk;
    return;
  }
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
  let isCapped = false;
  const chunks = walk.chunks(
    run,
    walkRequestOf(parts, account, either, () => (isCapped = true)),
  );
  const work = async (chunk: Chunk) => ({
    chunk,
    readings: await Promise.all(parts.map((part) => part.read(chunk, either))),
  });
  const isTest = run.sample !== undefined;
  let objects = 0;
  try {
    for await (const { chunk, readings } of mapAhead(
      isTest ? firstOf(chunks) : chunks,
      walk.chunksAhead ?? chunksAhead,
      work,
      leave,
    )) {
      objects += walk.sizeOf?.(chunk) ?? 1;
      const span = walk.spanOf?.(chunk);
      for (const [position, part] of parts.entries())
        await part.write(readings[position] ?? { rows: [] }, span);
      if (walk.order !== undefined && !isTest) await run.checkpoint();
      signal.throwIfAborted();
      if (parts.every(({ hasFailed }) => hasFailed)) break;
    }
  } catch (error) {
    if (endsRun(error) || !(error instanceof GraphError)) throw error;
    for (const part of parts) part.fail(error);
  }
  const end = isTest ? undefined : listEndOf(walk, account, objects, isCapped);
  for (const part of parts) part.complete(end);
  if (!isTest) await run.checkpoint();
}
