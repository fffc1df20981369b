import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { edgePage, type GraphNode } from "../../graph/envelope.ts";
import { TransientError } from "../../graph/errors/errors.ts";
import { WalkGuard } from "../../graph/pages/walk-guard.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import type { FieldMemory } from "../fields/field-memory.ts";
import type { LostField } from "../fields/list-plan.ts";
import { tellLost } from "../fields/lost-entries.ts";
import { idOf } from "../fields/node-id.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import { hashtagMediaFields } from "./hashtag-fields.ts";
import { readPage } from "./hashtags.ts";

/** Posts of the last 24 hours, in no order; or those that Instagram takes for the best, of any age. */
export type HashtagList = "recent" | "top";

/** What to read of the posts of a hashtag. */
export interface HashtagMediaOptions {
  /** Default: all of `hashtagMediaFields`. */
  fields?: readonly string[] | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  /** Called for each entry of the list that is not a post with an id. */
  onLost?: ((lost: LostField) => void) | undefined;
  /** What is known of fields that the API refuses. Default: forgotten with the read. */
  memory?: FieldMemory | undefined;
  signal?: AbortSignal | undefined;
}

/** The most that the API gives. */
const postsPerPage = 50;

/** So many pages in a row may hold nothing new, before the list is given up. */
const mostRepeatedPages = 2;

/**
 * Reads the posts of a hashtag in pages of 50; each page costs one call of the app's quota. Facebook host only; the app
 * needs the feature Instagram Public Content Access.
 *
 * @param account One of the token's own accounts; the API wants one to ask through.
 * @param hashtag Its id, see `findHashtag`.
 * @throws GraphError, from the iteration.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 * import { findHashtag, readHashtagMedia } from "@tap-instagram/core/edges";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * const coffee = await findHashtag(graph, account, "coffee");
 * if (coffee !== undefined)
 *   for await (const page of readHashtagMedia(graph, account, coffee, "recent", { fields: ["permalink"] }))
 *     for (const post of page) console.log(post["id"], post["permalink"]);
 * ```
 */
export async function* readHashtagMedia(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  hashtag: string,
  list: HashtagList,
  options: HashtagMediaOptions = {},
): AsyncGenerator<GraphNode[], void, undefined> {
  const { fields = hashtagMediaFields.map(({ name }) => name), memory, onDroppedFields, signal } = options;
  const edge = `${list}_media`;
  const requested = new RequestedFields(["id", ...fields], {
    place: `${list} posts of a hashtag`,
    account: hashtag,
    memory,
    onDropped: onDroppedFields,
  });
  const guard = new WalkGuard();
  let after: string | undefined;
  let repeatedPages = 0;
  for (;;) {
    const asked = { user_id: account.id, limit: postsPerPage, after };
    const { data, unreadable, paging } = await requested.readRepairing((names) =>
      readPage(graph, { node: hashtag, edge }, { ...asked, fields: names.map(withChildren) }, signal),
    );
    const fresh = guard.fresh(data);
    const posts = fresh.flatMap(postOf);
    tellLost(`GET /{id}/${edge}`, unreadable + fresh.length - posts.length, options.onLost);
    if (posts.length > 0) yield posts;
    repeatedPages = data.length > 0 && fresh.length === 0 ? repeatedPages + 1 : 0;
    if (repeatedPages >= mostRepeatedPages) throw endless(edge);
    after = paging?.cursors?.after;
    // The cursor is the same on every page, and good for the next one: it says nothing of the end.
    if (data.length === 0 || after === undefined) return;
  }
}

function withChildren(name: string): string | { name: string; fields: readonly string[] } {
  return name === "children" ? { name, fields: ["id", "media_type", "media_url"] } : name;
}

/** A post, with its children as a list. */
function postOf({ id: raw, children, ...post }: GraphNode): GraphNode[] {
  const id = idOf(raw);
  if (id === undefined) return [];
  const list = v.safeParse(edgePage, children);
  return [{ id, ...post, children: list.success ? list.output.data : children }];
}

function endless(edge: string): TransientError {
  const endpoint = `GET /{id}/${edge}`;
  return new TransientError(
    `Cannot ${endpoint}: the API gives the same posts again and again. The list did not come to its end`,
    { endpoint, reason: "repeated-cursor" },
  );
}
