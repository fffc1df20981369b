import { childrenEdge } from "../edges/children-edge.ts";
import { collaboratorsEdge, pollEdge, promptEdge } from "../edges/add-on-edges.ts";
import { commentsEdge } from "../edges/comments-edge.ts";
import type { GraphNode, MediaReading } from "../graph/node.ts";
import { mediaInsightsEdge } from "../insights/media/media-insights-edge.ts";
import type { Media } from "../world/model.ts";
import { defineNode, type NodeTable } from "../graph/define-node.ts";
import { mediaFields, type ReadMedia } from "./media-fields.ts";

const fieldTable: NodeTable<ReadMedia> = {
  template: "{media}",
  typeName: undefined,
  defaultFields: ["id"],
  fields: mediaFields,
  edges: {
    children: ({ media }) => childrenEdge(media),
    comments: ({ media }) => commentsEdge(media),
    insights: ({ media }) => mediaInsightsEdge(media),
    collaborators: ({ media }) => collaboratorsEdge(media),
    poll_attachment: ({ media }) => pollEdge(media),
    prompt_response: ({ media }) => promptEdge(media),
  },
};

const storyTable: NodeTable<ReadMedia> = { ...fieldTable, template: "{story}" };

export function mediaNode(media: Media, read: MediaReading): GraphNode {
  const table = media.place === "story" ? storyTable : fieldTable;
  return defineNode(table, { media, read }, media.id, { kind: "instagram", id: media.account.id });
}
