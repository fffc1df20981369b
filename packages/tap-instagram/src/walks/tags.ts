import { readTagged, type MediaNode } from "@tap-instagram/core";
import { warnDropped } from "../log/warn-dropped.ts";
import { readableMedia } from "./readable-media.ts";
import type { Walk } from "../sync/stream.ts";
import { isUnknownEdge } from "./edge.ts";

/** Media of others in which the account is tagged, a page at a time. */
export const tagsWalk: Walk<MediaNode[]> = {
  name: "tags",
  edge: "tags",
  async *chunks(context, { account, fields, startMs, onLost, signal }) {
    let isServed = context.graph.host === "facebook";
    try {
      const pages = readableMedia(
        (tell) =>
          readTagged(context.graph, account, {
            fields,
            apiVersion: context.settings.api_version,
            pageSize: context.settings.page_size,
            postedAfterMs: startMs,
            onDroppedFields: (names) => warnDropped(context, "fields of tags", names, "refused"),
            onLost: tell,
            memory: context.fieldMemory,
            signal,
          }),
        fields,
        (lost) => onLost(lost, "post"),
      );
      for await (const page of pages) {
        isServed = true;
        yield page;
      }
    } catch (error) {
      // Meta's SDK has the edge on the Instagram host, its documents do not: the API decides.
      if (isServed || !isUnknownEdge(error, "tags")) throw error;
      context.warnOnce(
        "The API does not serve posts that tag an account with Instagram Login. The stream tags stays empty. Use Facebook Login to read them",
      );
    }
  },
};
