import * as v from "valibot";
import type { GraphClient } from "../graph/client.ts";
import { node, type GraphNode } from "../graph/envelope.ts";
import { budgetOf, type InstagramAccount } from "./account.ts";
import { AskedFields } from "./asked-fields.ts";

/** A post, reel or story, with whichever of the asked fields it has. Albums carry their children as a list. */
export interface MediaNode extends GraphNode {
  id: string;
  children?: GraphNode[];
}

/** What to read of each media, and which. */
export interface MediaOptions {
  /** Default: `id`. */
  fields?: readonly string[];
  /** Fields of an album's children; they cost no call of their own. Default: none are read. */
  childFields?: readonly string[];
  /** Media asked for at once. Default 100. */
  pageSize?: number;
  /** Only media published at or after this time, in milliseconds since the epoch. */
  sinceMs?: number | undefined;
  /** Told of fields that the API refuses; they are left out. */
  onDroppedFields?: (names: readonly string[]) => void;
  signal?: AbortSignal | undefined;
}

/**
 * An account's posts and reels, newest first, a page at a time and one call per page. The API gives the newest
 * 10 000. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
 *
 * @throws GraphError, from the iteration.
 */
export function readMedia(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  options: MediaOptions = {},
): AsyncGenerator<MediaNode[], void, undefined> {
  return readMediaEdge(graph, account, "media", options);
}

/**
 * An account's stories of the last 24 hours.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/stories
 *
 * @throws GraphError, from the iteration.
 */
export function readStories(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  options: Omit<MediaOptions, "sinceMs" | "childFields"> = {},
): AsyncGenerator<MediaNode[], void, undefined> {
  return readMediaEdge(graph, account, "stories", options);
}

async function* readMediaEdge(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  edge: "media" | "stories",
  options: MediaOptions,
): AsyncGenerator<MediaNode[], void, undefined> {
  const fields = new AskedFields(["id", ...(options.fields ?? [])], options.onDroppedFields);
  const childFields = new AskedFields(options.childFields ?? [], options.onDroppedFields);
  const params = () => ({
    fields: [
      ...fields.names,
      ...(childFields.names.length > 0 ? [`children{${childFields.names.join(",")}}`] : []),
    ],
    since: options.sinceMs === undefined ? undefined : Math.floor(options.sinceMs / 1000),
  });
  const pages = graph.pages({
    path: `${account.id}/${edge}`,
    params: params(),
    budget: budgetOf(account),
    pageSize: options.pageSize ?? 100,
    repair: (refusal) => {
      const dropped = [fields.dropRefused(refusal), childFields.dropRefused(refusal)];
      return dropped.includes(true) ? params() : undefined;
    },
    signal: options.signal,
  });
  for await (const page of pages) yield page.flatMap(mediaNode);
}

const nestedChildren = v.object({ data: v.array(node) });

function mediaNode(raw: GraphNode): MediaNode[] {
  const { id, children, ...fields } = raw;
  if (typeof id !== "string") return [];
  const nested = v.safeParse(nestedChildren, children);
  return [{ ...fields, id, ...(nested.success ? { children: nested.output.data } : {}) }];
}
