import { readTagged, type MediaNode } from "@tap-instagram/core";
import type { Walk } from "../sync/stream.ts";
import { noteDroppedFields } from "./media-fields.ts";

/** Media of others in which the account is tagged, a page at a time. With Instagram Login there are none to read. */
export const tagsWalk: Walk<MediaNode[]> = {
  name: "tags",
  async *chunks(context, { account, fields, signal }) {
    if (context.graph.host === "instagram") {
      context.warnOnce(
        "Posts that tag an account can be read with Facebook Login only, so that tags stays empty",
      );
      return;
    }
    yield* readTagged(context.graph, account, {
      fields,
      apiVersion: context.settings.api_version,
      pageSize: context.settings.page_size,
      onDroppedFields: noteDroppedFields(context, "tags"),
      signal,
    });
  },
};
