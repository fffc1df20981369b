import { invalidParameter, invalidUserId } from "../errors/refusals.ts";
import { pageList } from "../graph/page-list.ts";
import { renderNode } from "../graph/render-node.ts";
import type { Call } from "../graph/node.ts";
import type { Edge, GraphNode } from "../graph/node.ts";
import type { Field } from "../fields/parse-fields.ts";
import type { Account } from "../world/model.ts";

/** What another account shows to everyone. */
const publicFields: ReadonlySet<string> = new Set([
  "id",
  "ig_id",
  "username",
  "name",
  "biography",
  "website",
  "profile_picture_url",
  "followers_count",
  "follows_count",
  "media_count",
]);

function discoveredMedia(account: Account): Edge {
  return (request) =>
    pageList(account.posts(), request, {
      path: `${account.id}/media`,
      idOf: (media) => media.id,
      render: (media) =>
        renderNode(request.call.nodes.media(media, "discovery"), request.fields, request.call, true),
      withoutLinks: true,
    });
}

/** Another professional account, found by its name; 110/2207013 if there is none. */
export function businessDiscovery(field: Field, call: Call): GraphNode {
  const username = field.modifiers.get("username");
  if (username === undefined) throw invalidParameter("The parameter username is required");
  const account = call.simulation.world.accounts.find((one) => one.username === username);
  if (account === undefined) throw invalidUserId();
  const whole = call.nodes.igUser(account);
  return {
    ...whole,
    field: (name) => (publicFields.has(name) ? whole.field(name) : undefined),
    edge: (name) => (name === "media" ? discoveredMedia(account) : undefined),
  };
}
