import { pageList } from "../graph/page-list.ts";
import { renderNode } from "../graph/render-node.ts";
import type { Edge } from "../graph/node.ts";
import type { Account } from "../world/model.ts";

/** Posts of others that tag the account: cursors, but no links. */
export function tagsEdge(account: Account): Edge {
  return (request) => {
    const { call, fields } = request;
    return pageList(account.tags(), request, {
      path: `${account.id}/tags`,
      idOf: (media) => media.id,
      render: (media) => renderNode(call.nodes.media(media, "indirect"), fields, call, true),
      withoutLinks: true,
    });
  };
}
