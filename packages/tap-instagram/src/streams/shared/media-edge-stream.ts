import { RefusedNameError, utcTimestamp, type MediaNode } from "@tap-instagram/core";
import { createMediaEdgeReader, type MediaEdge } from "@tap-instagram/core/edges";
import type { JsonObject } from "@tap-instagram/singer";
import { lackOf } from "../../book/reason-of.ts";
import type { Lack, Thing } from "../../book/thing.ts";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf, key, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import { fewOf } from "../../sync/sample.ts";
import type { StreamDefinition, SyncContext } from "../../sync/stream.ts";
import { allFailed, quotaFailure } from "./failures.ts";

/** What a stream of what hangs on posts says of itself, beside what the table of edges has. */
export interface MediaEdgeStream {
  readonly name: string;
  readonly edge: MediaEdge;
  readonly description: string;
  /** What the id of an entry is the id of; `undefined` where a post has one entry at most. */
  readonly idIsOf?: string | undefined;
  /** Fields of the posts that decide which of them are asked. */
  readonly fields?: readonly string[] | undefined;
  /** Which posts are asked: each costs a call. */
  readonly wanted: (context: SyncContext) => (media: MediaNode) => boolean;
}

/** One record per entry of what hangs on posts. Off by default, because each post costs a call. */
export function mediaEdgeStream({
  name,
  edge,
  description,
  idIsOf,
  fields = [],
  wanted,
}: MediaEdgeStream): StreamDefinition<MediaNode[]> {
  const identity: Columns = idIsOf === undefined ? {} : { id: key(`Id of ${idIsOf}`) };
  const edgeColumns = fieldColumns(edge.fields);
  const columns: Columns = {
    ...ownerColumns,
    media_id: key("Id of the post"),
    ...identity,
    ...edgeColumns,
  };
  return {
    name,
    description,
    columns,
    keyProperties: idIsOf === undefined ? ["media_id"] : ["media_id", "id"],
    replicationMethod: "FULL_TABLE",
    forced: true,
    selectedByDefault: false,
    isPartial: () => true,
    request: () => ({ fields }),
    open: (context, selected) => {
      const read = columnReader(columns, selected);
      const isWanted = wanted(context);
      const reader = createMediaEdgeReader(context.graph, edge, {
        fields: fieldsOf(edgeColumns, selected),
        onDroppedFields: (dropped) => warnDropped(context, `fields of ${name}`, dropped, "refused"),
        memory: context.fieldMemory,
      });
      if (context.graph.host !== "facebook")
        context.warnOnce(
          `The API does not serve ${edge.name} with Instagram Login. The stream ${name} stays empty. Use Facebook Login to read it`,
        );
      return async (page, account, signal, range) => {
        const all = page.filter(
          (media) =>
            context.graph.host === "facebook" &&
            range.includes(utcTimestamp(media["timestamp"])) &&
            isWanted(media),
        );
        const asked = fewOf(all, context.sample);
        const ids = asked.map(({ id }) => id);
        const outcomes = await reader.read(account, ids, signal);
        const rows: JsonObject[] = [];
        const misshapen = new MisshapenFields();
        const lacks: Lack[] = [];
        for (const [position, outcome] of outcomes.entries()) {
          const media = asked[position];
          if (!media) continue;
          if (!outcome.ok) {
            const { error } = outcome;
            if (error instanceof RefusedNameError && error.names.includes(edge.name))
              context.warnOnce(`The API does not serve ${edge.name}. The stream ${name} stays empty`);
            lacks.push(lackOf(thingOf(media), outcome.error));
            continue;
          }
          const named = outcome.entries.filter(
            (entry) => idIsOf === undefined || typeof entry["id"] === "string",
          );
          for (const entry of named) {
            const node = { ...entry, media_id: media.id };
            rows.push({
              ...read(node, misshapen.of({ id: entry["id"] ?? media.id, timestamp: media["timestamp"] })),
              ...ownerOf(account),
            });
          }
          if (outcome.isCut || named.length < outcome.entries.length)
            lacks.push({ thing: thingOf(media), reason: "failed", hasRecord: true });
        }
        return {
          rows,
          expected: asked.length,
          delivered: asked.length - lacks.length,
          lacks: [...lacks, ...misshapen.lacks],
          allFailed: allFailed(outcomes),
          failure: quotaFailure(outcomes),
        };
      };
    },
  };
}

function thingOf({ id, timestamp: publishedAt }: MediaNode): Thing {
  return { kind: "post", id, publishedAt: utcTimestamp(publishedAt) ?? undefined };
}
