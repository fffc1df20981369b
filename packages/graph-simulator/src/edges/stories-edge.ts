import { pageList } from "../graph/page-list.ts";
import { renderNode } from "../graph/render-node.ts";
import type { Edge } from "../graph/node.ts";
import type { Account } from "../world/model.ts";

/** Stories of the last 24 hours, newest first. */
export function storiesEdge(account: Account): Edge {
  return (request) => {
    const { call, fields } = request;
    const live = account.stories(call.nowMs).filter((story) => !call.simulation.world.unlisted.has(story.id));
    return pageList(live, request, {
      path: `${account.id}/stories`,
      idOf: (story) => story.id,
      render: (story) => renderNode(call.nodes.media(story, "indirect"), fields, call, true),
    });
  };
}
