import { readMedia, type MediaNode } from "@tap-instagram/core";
import type { Walk } from "../stream.ts";
import { fieldsAndChildFields, noteDroppedFields } from "./media-fields.ts";

/** An account's posts and reels, newest first, a page at a time. */
export const mediaWalk: Walk<MediaNode[]> = {
  name: "media",
  chunks: (context, { account, fields, startMs, signal }) =>
    readMedia(context.graph, account, {
      ...fieldsAndChildFields(fields),
      pageSize: context.settings.page_size,
      sinceMs: startMs,
      onDroppedFields: noteDroppedFields(context, "media"),
      signal,
    }),
};
