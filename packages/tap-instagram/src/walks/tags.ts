import { NotFoundError, readTagged, RefusedNameError, type MediaNode } from "@tap-instagram/core";
import { warnDropped } from "../log/warn-dropped.ts";
import { readableMedia } from "./readable-media.ts";
import type { Walk } from "../sync/stream.ts";

/** Media of others in which the account is tagged, a page at a time. */
export const tagsWalk: Walk<MediaNode[]> = {
  name: "tags",
  edge: "tags",
  async *chunks(context, { account, fields, onLost, signal }) {
    let isServed = context.graph.host === "facebook";
    try {
      const pages = readableMedia(
        (tell) =>
          readTagged(context.graph, account, {
            fields,
            apiVersion: context.settings.api_version,
            pageSize: context.settings.page_size,
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
      if (isServed || !isUnknownEdge(error)) throw error;
      context.warnOnce(
        "The API does not serve posts that tag an account with Instagram Login. The stream tags stays empty. Use Facebook Login to read them",
      );
    }
  },
};

function isUnknownEdge(error: unknown): boolean {
  return (
    error instanceof NotFoundError || (error instanceof RefusedNameError && error.names.includes("tags"))
  );
}
