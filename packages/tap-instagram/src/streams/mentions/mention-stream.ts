import type { NodeField } from "@tap-instagram/core/matrix";
import { lackOf } from "../../book/reason-of.ts";
import type { Lack, ThingKind } from "../../book/thing.ts";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf, key, timestamp, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { memoryOfMentions, type AskedMention, type MentionsChunk } from "../../walks/mentions.ts";
import { allFailed, quotaFailure } from "../shared/failures.ts";
import { ofComments } from "../shared/permissions.ts";

/** What a stream of mentions says of itself. */
export interface MentionStream {
  readonly name: string;
  readonly description: string;
  readonly kind: Extract<ThingKind, "post" | "comment">;
  /** Columns of its own beside the fields. */
  readonly columns?: Columns | undefined;
  readonly fields: readonly NodeField[];
}

/** One record per mention that a webhook told of. Off by default. */
export function mentionStream({
  name,
  description,
  kind,
  columns: own = {},
  fields,
}: MentionStream): StreamDefinition<MentionsChunk> {
  const columns: Columns = {
    ...ownerColumns,
    id: key(`Id of the ${kind}`),
    ...own,
    told_at: timestamp("When Instagram told of it", { field: null }),
    ...fieldColumns(fields),
  };
  return {
    name,
    description,
    columns,
    // A post can mention two accounts of one company.
    keyProperties: ["business_account_id", "id"],
    replicationMethod: "FULL_TABLE",
    forced: true,
    selectedByDefault: false,
    permissions: { facebook: ofComments.facebook },
    addsSnapshots: true,
    request: (selected) => ({ fields: fieldsOf(columns, selected) }),
    open: (_, selected) => {
      const read = columnReader(columns, selected);
      return async (chunk, account) => {
        const outcomes = chunk.asked.map(({ outcome }) => outcome);
        const misshapen = new MisshapenFields();
        const rows = chunk.asked.flatMap(({ mention, outcome }) => {
          if (!outcome.ok) return [];
          const told_at = new Date(mention.toldMs).toISOString();
          const node = { ...outcome.node, id: mention.id, told_at };
          return [{ ...read(node, misshapen.of(node)), ...ownerOf(account) }];
        });
        return {
          rows,
          expected: chunk.asked.length,
          lacks: [...lacksOf(chunk.asked, kind), ...misshapen.lacks],
          memory: memoryOfMentions(chunk),
          allFailed: allFailed(outcomes),
          failure: quotaFailure(outcomes),
        };
      };
    },
  };
}

/** So many may be deleted before they are read, although no other one came. */
const fewVanished = 2;

/** A few were deleted before they were read. Where most are not there, the API is at fault. */
function lacksOf(asked: readonly AskedMention[], kind: ThingKind): Lack[] {
  const gone = asked.filter(isGone).length;
  const came = asked.filter(({ outcome }) => outcome.ok).length;
  const areDeleted = gone <= fewVanished || came >= gone;
  return asked.flatMap((one) => {
    const { mention, outcome } = one;
    if (outcome.ok) return [];
    const thing = { kind, id: mention.id };
    if (isGone(one) && areDeleted) return [lackOf(thing, outcome.error, "deleted-meanwhile")];
    // The field that leads to a mention is refused: that has nothing to do with this one.
    if (outcome.error.kind === "refused-name") return [lackOf(thing, outcome.error, "refused")];
    return [lackOf(thing, outcome.error)];
  });
}

function isGone({ outcome }: AskedMention): boolean {
  return !outcome.ok && outcome.error.kind === "not-found";
}
