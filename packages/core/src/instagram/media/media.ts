import type { GraphClient } from "../../graph/client.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { readMediaEdge } from "./media-edge.ts";
import type { MediaNode } from "./media-node.ts";
import { PostedFilter } from "./posted-filter.ts";
import type { MediaOptions, StoryOptions, TaggedOptions } from "./media-options.ts";

/**
 * Reads an account's posts and reels in pages, newest first; each page costs one call. The API lists the newest 10 000.
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
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
 * Reads an account's stories of the last 24 hours.
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
 * Reads public media of others that tag the account. Meta documents it for the Facebook host, and its SDK has it on both:
 * the Instagram host may refuse it with NotFoundError.
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
  { postedAfterMs, ...options }: TaggedOptions = {},
): AsyncGenerator<MediaNode[], void, undefined> {
  return readMediaEdge(graph, account, "tags", options, new PostedFilter(postedAfterMs, options.memory));
}
