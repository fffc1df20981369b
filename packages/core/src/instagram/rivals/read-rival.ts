import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { edgePage, hasAnyOf, node, type GraphNode } from "../../graph/envelope.ts";
import { GraphError, TooMuchDataError, TransientError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import { WalkGuard } from "../../graph/pages/walk-guard.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import type { FieldMemory } from "../fields/field-memory.ts";
import type { LostField } from "../fields/list-plan.ts";
import { tellLost } from "../fields/lost-entries.ts";
import { idOf } from "../fields/node-id.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import { rivalFields, rivalMediaFields } from "./rival-fields.ts";

/** What to read of another account. */
export interface RivalOptions {
  /** Default: all of `rivalFields`, or of `rivalMediaFields`. */
  fields?: readonly string[] | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  /** What is known of fields that the API refuses. Default: forgotten with the read. */
  memory?: FieldMemory | undefined;
  signal?: AbortSignal | undefined;
}

/** The same, for its posts. */
export interface RivalMediaOptions extends RivalOptions {
  /** Posts per page. It is halved where the API says that it is too much data. Default 50. */
  pageSize?: number | undefined;
  /** Called for each entry of the list that is not a post with an id. */
  onLost?: ((lost: LostField) => void) | undefined;
}

/** Where this many posts are too much, smaller pages cost more than they bring. */
const smallestPage = 5;

const countField = "media_count";
const emptyPage = { data: [], unreadable: 0, paging: undefined };

const endpoint = "GET /{id}?fields=business_discovery";

/** Letters, digits, dots and underscores: nothing else is part of a username. */
const usernames = /^[A-Za-z0-9._]{1,30}$/;

/**
 * Reads the profile of another professional account, for one call of the app's quota. `undefined` where the name is
 * unknown, or belongs to a personal account or to one with an age limit: the API does not tell which.
 *
 * @param account One of the token's own accounts; the API wants one to ask through.
 * @throws GraphError
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 * import { readRival } from "@tap-instagram/core/edges";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const rival = await readRival(graph, { id: "17841400000000001" }, "nasa");
 * console.log(rival?.["followers_count"] ?? "no professional account");
 * ```
 */
export async function readRival(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  username: string,
  options: RivalOptions = {},
): Promise<GraphNode | undefined> {
  if (!usernames.test(username)) return undefined;
  const fields = requestedOf("rival", username, rivalFields, options);
  return unlessHidden(() =>
    fields.readRepairing((names) => discovered(graph, account, username, names, options.signal)),
  );
}

/**
 * Reads the posts of another professional account in pages, newest first; each page costs one call of the app's quota.
 * No page comes where `readRival` gives `undefined`.
 *
 * @throws GraphError, from the iteration.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 * import { readRivalMedia } from "@tap-instagram/core/edges";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * for await (const page of readRivalMedia(graph, { id: "17841400000000001" }, "nasa", { fields: ["view_count"] })) {
 *   for (const post of page) console.log(post["id"], post["view_count"]);
 * }
 * ```
 */
export async function* readRivalMedia(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  username: string,
  options: RivalMediaOptions = {},
): AsyncGenerator<GraphNode[], void, undefined> {
  if (!usernames.test(username)) return;
  const fields = requestedOf("post of a rival", username, rivalMediaFields, options);
  let { pageSize = 50 } = options;
  const guard = new WalkGuard();
  let after: string | undefined;
  const read = (): Promise<GraphNode | undefined> => {
    const name = `media.limit(${pageSize})${after === undefined ? "" : `.after(${after})`}`;
    return unlessHidden(() =>
      fields.readRepairing((names) =>
        discovered(
          graph,
          account,
          username,
          // The count comes at no further call, and tells a list that does not come from one that is empty.
          [...(after === undefined ? [countField] : []), { name, fields: names }],
          options.signal,
        ),
      ),
    );
  };
  for (;;) {
    let rival: GraphNode | undefined;
    try {
      rival = await read();
    } catch (error) {
      if (!(error instanceof TooMuchDataError) || pageSize <= smallestPage) throw error;
      pageSize = Math.max(smallestPage, Math.floor(pageSize / 2));
      continue;
    }
    if (rival === undefined) return;
    const { media, [countField]: count } = rival;
    const page = v.safeParse(edgePage, media);
    // A list that is empty is left out.
    if (!page.success && media !== undefined) throw broken("its posts are not a list");
    const { data, unreadable, paging } = page.success ? page.output : emptyPage;
    if (after === undefined && data.length + unreadable === 0 && typeof count === "number" && count > 0)
      throw broken(`${countField} is ${count}, and the list of posts is empty`);
    if (media === undefined) return;
    const fresh = guard.fresh(data);
    const posts = fresh.flatMap(({ id: raw, ...post }) => {
      const id = idOf(raw);
      return id === undefined ? [] : [{ id, ...post }];
    });
    tellLost(endpoint, unreadable + fresh.length - posts.length, options.onLost);
    yield posts;
    after = paging?.cursors?.after;
    // Without links, the list ends where no cursor follows, or the same one again.
    if (data.length === 0 || after === undefined || guard.endlessAt(after)) return;
  }
}

function requestedOf(
  place: string,
  account: string,
  table: readonly { name: string }[],
  { fields, memory, onDroppedFields }: RivalOptions,
): RequestedFields {
  const names = fields ?? table.map(({ name }) => name);
  return new RequestedFields(["id", ...names], { place, account, memory, onDropped: onDroppedFields });
}

async function discovered(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  username: string,
  fields: Fields,
  signal: AbortSignal | undefined,
): Promise<GraphNode> {
  const answer = await graph.get({
    node: account.id,
    params: {
      fields: [{ name: "business_discovery", by: { parameter: "username", value: username }, fields }],
    },
    // Discovery draws on the quota of the app: https://developers.facebook.com/docs/graph-api/overview/rate-limiting
    budget: "app",
    signal,
  });
  const rival = v.safeParse(node, answer["business_discovery"]);
  if (!rival.success || !isOfAccount(rival.output)) throw broken("the answer has no business_discovery");
  return rival.output;
}

/** Whether an answer has anything of an account. */
function isOfAccount(rival: GraphNode): boolean {
  return hasAnyOf(["id", "media", ...rivalFields.map(({ name }) => name)], rival);
}

/** The API refuses an unknown name, a personal account, and one with an age limit in the same words. */
async function unlessHidden<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof GraphError && error.code === 110) return undefined;
    throw error;
  }
}

function broken(found: string): TransientError {
  return new TransientError(`Cannot read another account: ${found}`, {
    endpoint,
    reason: "unexpected-shape",
  });
}
