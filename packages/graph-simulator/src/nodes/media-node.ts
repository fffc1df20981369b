import { childrenEdge } from "../edges/children-edge.ts";
import { commentsEdge } from "../edges/comments-edge.ts";
import type { GraphNode, MediaReading } from "../graph/node.ts";
import { mediaInsightsEdge } from "../insights/media/media-insights-edge.ts";
import type { Media } from "../world/model.ts";
import { defineNode, type NodeTable } from "./define-node.ts";
import { MEDIA_FIELDS, type ReadMedia } from "./media-fields.ts";

const TABLE: NodeTable<ReadMedia> = {
  template: "{media}",
  typeName: undefined,
  defaultFields: ["id"],
  fields: MEDIA_FIELDS,
  edges: {
    children: ({ media }) => childrenEdge(media),
    comments: ({ media }) => commentsEdge(media),
    insights: ({ media }) => mediaInsightsEdge(media),
  },
};

const STORY_TABLE: NodeTable<ReadMedia> = { ...TABLE, template: "{story}" };

export function mediaNode(media: Media, read: MediaReading): GraphNode {
  const table = media.place === "story" ? STORY_TABLE : TABLE;
  return defineNode(table, { media, read }, media.id, { kind: "instagram", id: media.account.id });
}
