import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { node, type GraphNode } from "../../graph/envelope.ts";
import { MisuseError } from "../../graph/errors/errors.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import { figuresIn, type MediaFigures } from "../insights/media-figures.ts";
import { mediaFieldsOf, type MediaPlace } from "./media-fields.ts";
import { NestedInsights } from "./nested-insights.ts";
import { idOf } from "../fields/node-id.ts";
import { askableNames } from "../fields/node-field.ts";

/** A post, reel or story, with whichever of the asked fields it has. Albums carry their children as a list. */
export interface MediaNode extends GraphNode {
  id: string;
  children?: GraphNode[] | undefined;
  /** What came along of `insightMetrics`; absent where its insights have to be asked for apart. */
  figures?: MediaFigures | undefined;
}

/** What to read of each media, and which. */
export interface MediaOptions {
  /** Default: `id`. */
  fields?: readonly string[] | undefined;
  /** Fields of an album's children; they cost no call of their own. Default: none. */
  childFields?: readonly string[] | undefined;
  /**
   * Metrics to read along with the pages, at no call of their own; see `metricsOfAllPosts`. Where pages are refused for
   * that, media come without `figures`. Default: none.
   */
  insightMetrics?: readonly string[] | undefined;
  /** The version that is asked, so that nothing newer is asked for. Default `v25.0`. */
  apiVersion?: string | undefined;
  /** Media asked for at once. Default 100. */
  pageSize?: number | undefined;
  /** Only media published at or after this time, in milliseconds since the epoch. */
  sinceMs?: number | undefined;
  /** Only media published at or before this time, in milliseconds since the epoch; both ends count. */
  untilMs?: number | undefined;
  /** Told of fields that the API refuses; they are left out. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  /** Told of metrics that the API does not know; they are left out. */
  onDroppedMetrics?: ((names: readonly string[]) => void) | undefined;
  signal?: AbortSignal | undefined;
}

/** What to read of each story, or of each media that tags the account. */
export type StoryOptions = Omit<
  MediaOptions,
  "sinceMs" | "untilMs" | "childFields" | "insightMetrics" | "onDroppedMetrics"
>;

/**
 * An account's posts and reels, newest first, a page at a time and one call per page. The API gives the newest
 * 10 000. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
 *
 * @throws GraphError, from the iteration.
 *
 * @example
 * ```ts
 * import { createGraphClient, readMedia } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * const options = { fields: ["permalink"], childFields: ["media_url"], sinceMs: Date.parse("2026-01-01") };
 * for await (const page of readMedia(graph, account, options)) {
 *   for (const { permalink, children = [] } of page) console.log(permalink, children.length);
 * }
 * ```
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
 *
 * @example
 * ```ts
 * import { createGraphClient, readStories } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * for await (const page of readStories(graph, account, { fields: ["timestamp", "media_url"] })) {
 *   for (const story of page) console.log(story.id, story["timestamp"]);
 * }
 * ```
 */
export function readStories(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  options: StoryOptions = {},
): AsyncGenerator<MediaNode[], void, undefined> {
  return readMediaEdge(graph, account, "stories", options);
}

/**
 * Media of others in which the account is tagged, private ones aside. Meta documents it for the Facebook host; its SDK
 * has it on both, so that the Instagram host may refuse it with NotFoundError.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/tags
 *
 * @throws GraphError, from the iteration.
 *
 * @example
 * ```ts
 * import { createGraphClient, readTagged } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * for await (const page of readTagged(graph, account, { fields: ["username", "permalink"] })) {
 *   for (const post of page) console.log(`${post["username"]} tagged us in ${post["permalink"]}`);
 * }
 * ```
 */
export function readTagged(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  options: StoryOptions = {},
): AsyncGenerator<MediaNode[], void, undefined> {
  return readMediaEdge(graph, account, "tags", options);
}

const placeOfEdge = { media: "post", stories: "story", tags: "tagged" } as const;

async function* readMediaEdge(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  edge: keyof typeof placeOfEdge,
  options: MediaOptions,
): AsyncGenerator<MediaNode[], void, undefined> {
  const { apiVersion, onDroppedFields } = options;
  const asked = (names: readonly string[], place: MediaPlace) => {
    const matrix = mediaFieldsOf(place);
    const restricted = matrix.flatMap((row) => (row.restricted ? [row.name] : []));
    const askable = askableNames(names, matrix, { host: graph.host, apiVersion });
    return new RequestedFields(askable, onDroppedFields, restricted);
  };
  const fields = asked(["id", ...(options.fields ?? [])], placeOfEdge[edge]);
  const childFields = asked(options.childFields ?? [], "child");
  const nested = new NestedInsights(options.insightMetrics ?? [], options.onDroppedMetrics);
  const pages = graph.pages({
    path: `${account.id}/${edge}`,
    params: { since: secondsOf(options.sinceMs, Math.floor), until: secondsOf(options.untilMs, Math.ceil) },
    budget: budgetOf(account),
    pageSize: options.pageSize ?? 100,
    cursorsOnly: edge === "tags",
    plan: {
      ask: (largest) => {
        const { metrics, pageSize } = nested.ask(largest);
        const children = { name: "children", fields: childFields.names };
        const expanded = [
          ...(childFields.names.length > 0 ? [children] : []),
          ...(metrics.length > 0 ? [{ name: "insights", metrics }] : []),
        ];
        return { params: { fields: [...fields.names, ...expanded] }, pageSize };
      },
      refused: (refusal) => {
        if (isEndOfList(refusal)) return false;
        const dropped = [fields.dropRefused(refusal), childFields.dropRefused(refusal)];
        return dropped.includes(true) || nested.refused(refusal);
      },
      answered: (media) => nested.answered(media),
    },
    signal: options.signal,
  });
  try {
    for await (const page of pages)
      yield page.flatMap((raw) => mediaNode(edge === "stories" ? storyNode(raw) : raw));
  } catch (error) {
    // The last page that the API gives of a long list names a next one, and refuses it.
    if (!isEndOfList(error)) throw error;
  }
}

/** As the API counts time. The range is rounded outwards: no post of its first or last second is lost. */
function secondsOf(ms: number | undefined, round: (seconds: number) => number): number | undefined {
  return ms === undefined ? undefined : round(ms / 1000);
}

function isEndOfList(error: unknown): boolean {
  return error instanceof MisuseError && error.reason === "end-of-list";
}

const nestedChildren = v.object({ data: v.array(node) });

function mediaNode(raw: GraphNode): MediaNode[] {
  const { id: rawId, children, insights, ...fields } = raw;
  const id = idOf(rawId);
  if (id === undefined) return [];
  const slides = v.safeParse(nestedChildren, children);
  const figures = figuresIn(insights);
  return [
    {
      ...fields,
      id,
      ...(slides.success ? { children: slides.output.data.map(slideNode) } : {}),
      ...(figures ? { figures } : {}),
    },
  ];
}

/** A slide, in its place among the others even where it has no id that could be told. */
function slideNode({ id: rawId, ...fields }: GraphNode): GraphNode {
  const id = idOf(rawId);
  return id === undefined ? fields : { id, ...fields };
}

/** Where the host leaves out what kind of media it is, the edge still says it. */
function storyNode(raw: GraphNode): GraphNode {
  return { media_product_type: "STORY", ...raw };
}
