import { applicationLimit } from "../errors/limit-refusals.ts";
import { nonexistingField } from "../errors/refusals.ts";
import type { Edge } from "../graph/node.ts";
import { pageList } from "../graph/page-list.ts";
import { renderNode } from "../graph/render-node.ts";
import { captionText } from "../world/media/captions.ts";
import type { Account } from "../world/model.ts";
import { cdnAddress } from "../graph/cdn-address.ts";

/** What a post of somebody else shows, however it is reached. */
export const shownOfOthers: readonly string[] = [
  "id",
  "caption",
  "comments_count",
  "like_count",
  "media_product_type",
  "media_type",
  "media_url",
  "permalink",
  "timestamp",
  "username",
];

/** What it shows to its collaborators. */
const shown: ReadonlySet<string> = new Set([
  ...shownOfOthers,
  "thumbnail_url",
  "total_like_count",
  "total_comments_count",
  "total_views_count",
  "reposts_count",
  "saved_count",
  "shares_count",
]);

/** Posts of others that the account is an accepted collaborator of, newest first. */
export function collaborativeMediaEdge(account: Account): Edge {
  return (request) => {
    const { call, fields } = request;
    const hidden = fields?.find(({ name }) => !shown.has(name));
    if (hidden !== undefined) throw nonexistingField(hidden.name, "ShadowIGUserCollaborativeMedia");
    const { unlisted } = call.simulation.world;
    const listed = account.collaborations().filter(({ id }) => !unlisted.has(id));
    return pageList(listed, request, {
      path: `${account.id}/collaborative_media`,
      idOf: (media) => media.id,
      render: (media) => renderNode(call.nodes.media(media, "indirect"), fields, call, true),
    });
  };
}

/** Invitations that wait for an answer: the same four fields, whatever is asked. Few reads a day are allowed. */
export function collaborationInvitesEdge(account: Account): Edge {
  return (request) => {
    const { call } = request;
    const { quota, behaviour } = call.simulation;
    if (quota.isOver(`invites of ${account.id}`, behaviour.inviteReads, call.nowMs)) throw applicationLimit();
    const hasLimit = request.parameters.has("limit");
    return pageList(account.invites(), request, {
      path: `${account.id}/collaboration_invites`,
      maximum: hasLimit ? 50 : 10,
      idOf: (media) => media.id,
      withoutLinks: true,
      render: (media) => ({
        media_id: media.id,
        media_owner_username: "someone.else",
        caption: media.caption === undefined ? undefined : captionText(media.caption),
        media_url: media.traits.withoutMediaUrl ? undefined : cdnAddress(call, media.id, "jpg"),
      }),
    });
  };
}
