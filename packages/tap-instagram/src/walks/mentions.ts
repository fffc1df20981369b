import type { GraphError } from "@tap-instagram/core";
import { readMentions, type MentionKind, type MentionOutcome } from "@tap-instagram/core/edges";
import type { JsonObject } from "@tap-instagram/singer";
import * as v from "valibot";
import { warnDropped } from "../log/warn-dropped.ts";
import type { Mention } from "../mentions/mention-spool.ts";
import { fewOf } from "../sync/sample.ts";
import type { SyncContext, Walk } from "../sync/stream.ts";

/** A mention, and what became of the question about it. */
export interface AskedMention {
  readonly mention: Mention;
  readonly outcome: MentionOutcome;
}

/** Some mentions of an account. */
export interface MentionsChunk {
  readonly asked: readonly AskedMention[];
  /** Ids of all that need not be read again once the records of this chunk are written. */
  readonly done: readonly string[];
}

/** So many are asked for at once: a batch. */
const mentionsPerChunk = 50;

/** So long the API is asked again for one that it refuses: in an outage it refuses what is there. */
const patienceMs = 7 * 86_400_000;

const memory = v.object({ done: v.array(v.string()) });

/** The mentions that wait in the spool. A state that says that they are done lets go of them. */
export function mentionsWalk(kind: MentionKind, stream: string): Walk<MentionsChunk> {
  return {
    name: stream,
    sizeOf: ({ asked }) => asked.length,
    async *chunks(context, { account, fields, remembered, signal }) {
      const { graph, mentions: spool, nowMs } = context;
      if (graph.host !== "facebook") {
        context.warnOnce(
          `The API does not show mentions with Instagram Login. The stream ${stream} stays empty. Use Facebook Login to read them`,
        );
        return;
      }
      if (spool === undefined) {
        context.warnOnce(
          `The stream ${stream} stays empty: the setting webhook_spool is not set. Set it to the folder of tap-instagram receive --spool`,
        );
        return;
      }
      const earlier = doneIn(remembered);
      spool.letGo(account.id, kind, earlier);
      const { mentions, broken } = spool.waiting(account.id, kind);
      for (const path of broken)
        context.warnOnce(
          `Cannot read the mention in ${path}. It stays there. Delete the file: Instagram does not tell of it again`,
        );
      const waiting = fewOf(
        mentions.filter(({ id }) => !earlier.includes(id)),
        context.sample,
      );
      let done: readonly string[] = [];
      // What is let go need not be remembered any more.
      if (waiting.length === 0 && earlier.length > 0) yield { asked: [], done };
      for (let first = 0; first < waiting.length; first += mentionsPerChunk) {
        const some = waiting.slice(first, first + mentionsPerChunk);
        const outcomes = await readMentions(
          graph,
          account,
          kind,
          some.map(({ id }) => id),
          optionsOf(context, fields, stream, signal),
        );
        const asked = some.flatMap((mention, position) => {
          const outcome = outcomes[position];
          return outcome === undefined ? [] : [{ mention, outcome }];
        });
        done = done.concat(asked.flatMap((one) => (isDone(one, nowMs) ? [one.mention.id] : [])));
        yield { asked, done };
      }
    },
  };
}

/** What the next sync has to know. */
export function memoryOfMentions({ done }: MentionsChunk): JsonObject {
  return done.length === 0 ? {} : { done: [...done] };
}

function doneIn(remembered: JsonObject): readonly string[] {
  const parsed = v.safeParse(memory, remembered);
  return parsed.success ? parsed.output.done.filter((id) => /^\d+$/.test(id)) : [];
}

function optionsOf(
  context: SyncContext,
  fields: readonly string[],
  stream: string,
  signal: AbortSignal,
): Parameters<typeof readMentions>[4] {
  return {
    fields,
    onDroppedFields: (names) => warnDropped(context, `fields of ${stream}`, names, "refused"),
    memory: context.fieldMemory,
    signal,
  };
}

/** Whether it has a record, or was refused for so long that it never will have one. */
function isDone({ mention, outcome }: AskedMention, nowMs: number): boolean {
  return outcome.ok || (isOfItsOwn(outcome.error) && mention.toldMs <= nowMs - patienceMs);
}

/** A refusal of this one, which another run, or a permission, does not change. */
function isOfItsOwn({ kind }: GraphError): boolean {
  return kind === "not-found" || kind === "misuse";
}
