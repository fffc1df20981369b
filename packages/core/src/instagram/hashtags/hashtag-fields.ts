import type { NodeField } from "../fields/node-field.ts";
import { publicFields } from "../fields/public-fields.ts";

const { mediaType, published, caption, permalink, file, likes, comments } = publicFields;

/**
 * What posts with a hashtag show. Who published them is not among it.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-hashtag/recent-media
 */
export const hashtagMediaFields: readonly NodeField[] = [
  mediaType,
  published,
  caption,
  permalink,
  file,
  likes,
  comments,
  {
    name: "children",
    type: "list",
    description: "Images and videos of an album",
    properties: [
      { name: "id", type: "text", description: "Id of the child" },
      { name: "media_type", type: "text", description: "IMAGE or VIDEO" },
      { name: "media_url", type: "text", description: "Address of the file; signed, it expires" },
    ],
  },
];
