import { readStories, type MediaNode } from "@tap-instagram/core";
import { warnDropped } from "../log/warn-dropped.ts";
import { readableMedia } from "./readable-media.ts";
import type { Walk } from "../sync/stream.ts";

/** An account's stories of the last 24 hours. */
export const storiesWalk: Walk<MediaNode[]> = {
  name: "stories",
  edge: "stories",
  isPerishable: true,
  chunks: (context, { account, fields, onLost, signal }) =>
    readableMedia(
      (tell) =>
        readStories(context.graph, account, {
          fields,
          apiVersion: context.settings.api_version,
          pageSize: context.settings.page_size,
          onDroppedFields: (names) => warnDropped(context, "fields of stories", names, "refused"),
          onLost: tell,
          memory: context.fieldMemory,
          signal,
        }),
      fields,
      (lost) => onLost(lost, "story"),
    ),
};
