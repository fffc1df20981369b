import type { Edge } from "../graph/node.ts";
import { renderNode } from "../graph/render-node.ts";
import type { Media } from "../world/model.ts";

/** The pictures and videos of a carousel: all of them, without paging; left out of other media. */
export function childrenEdge(media: Media): Edge {
  return ({ call, fields }) => {
    if (media.kind !== "carousel") return undefined;
    const data = media.children.map((child) =>
      renderNode(call.nodes.media(child, "indirect"), fields, call, true),
    );
    return { data };
  };
}
