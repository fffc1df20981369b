import { shownOfOthers } from "../edges/collaboration-edges.ts";
import { invalidParameter, nonexistingField, noSuchObject, permissionDenied } from "../errors/refusals.ts";
import type { Field } from "../fields/parse-fields.ts";
import { NodeValue, type Call, type GraphNode } from "../graph/node.ts";
import { isAble } from "../tokens/grant.ts";
import type { Account } from "../world/model.ts";

/** What a post of somebody else shows to whom it mentions. */
const ofMedia: ReadonlySet<string> = new Set(shownOfOthers);

/** The same for a comment. */
const ofComment: ReadonlySet<string> = new Set([
  "id",
  "text",
  "timestamp",
  "like_count",
  "media",
  "username",
]);

function idIn(field: Field, name: string, { grant }: Call): string {
  const id = field.modifiers.get(name);
  if (id === undefined || id === "") throw invalidParameter(`The parameter ${name} is required`);
  if (!isAble(grant, "comments")) throw permissionDenied();
  return id;
}

function only(node: GraphNode, names: ReadonlySet<string>): GraphNode {
  return {
    ...node,
    field: (name) => {
      if (!names.has(name)) throw nonexistingField(name, node.typeName);
      return node.field(name);
    },
    edge: () => undefined,
  };
}

/** `mentioned_media.media_id(…)`: a post of somebody else that mentions the account. */
export function mentionedMedia(account: Account, field: Field, call: Call): NodeValue {
  const id = idIn(field, "media_id", call);
  const { world } = call.simulation;
  const media = account.mentions().find((one) => one.id === id);
  if (media === undefined || world.isGone(media)) throw noSuchObject(id);
  return new NodeValue(only(call.nodes.media(media, "indirect"), ofMedia));
}

/** `mentioned_comment.comment_id(…)`: a comment of somebody else that mentions the account. */
export function mentionedComment(account: Account, field: Field, call: Call): NodeValue {
  const id = idIn(field, "comment_id", call);
  const comment = account.mentioningComments().find((one) => one.id === id);
  if (comment === undefined || call.simulation.world.isGone(comment.media)) throw noSuchObject(id);
  return new NodeValue(only(call.nodes.comment(comment), ofComment));
}
