import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { edgePage, type EdgePage } from "../../graph/envelope.ts";
import { GraphError, TransientError } from "../../graph/errors/errors.ts";
import type { GraphPath } from "../../graph/http/path.ts";
import type { Params } from "../../graph/http/params.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { idOf } from "../fields/node-id.ts";
import { RequestedFields } from "../fields/requested-fields.ts";

/** So many different hashtags an account may query in seven days. A hashtag that was queried can be queried again. */
export const hashtagsPerWeek = 30;

/**
 * Finds the id of a hashtag, for one call of the app's quota, and for one of the account's 30 hashtags of seven days. The
 * id is the same for every account, and never changes: keep it. `undefined` where the word has no hashtag, or is one that
 * Instagram does not show. Facebook host only; the app needs the feature Instagram Public Content Access.
 *
 * @param account One of the token's own accounts; the API wants one to ask through.
 * @param word Without `#`.
 * @throws QuotaExhaustedError with the reason `hashtag-quota` when the account has queried 30 others; other GraphErrors.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 * import { findHashtag } from "@tap-instagram/core/edges";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * console.log(await findHashtag(graph, { id: "17841400000000001" }, "coffee")); // 17843857450040591
 * ```
 */
export async function findHashtag(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  word: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    const { data } = await readPage(
      graph,
      { node: "ig_hashtag_search" },
      { user_id: account.id, q: word },
      signal,
    );
    const [found] = data;
    const id = idOf(found?.["id"]);
    // An empty list has no hashtag for the word. An entry without an id says nothing of it.
    if (found !== undefined && id === undefined) throw noList("ig_hashtag_search");
    return id;
  } catch (error) {
    if (error instanceof GraphError && error.reason === "no-such-hashtag") return undefined;
    throw error;
  }
}

/** A hashtag that an account has queried. */
export interface SearchedHashtag {
  readonly id: string;
  /** The word, without `#`; `undefined` where the API does not tell it. */
  readonly name: string | undefined;
}

/**
 * The hashtags that an account has queried in the last seven days, for one call of the app's quota: to query them again
 * costs nothing of the account's 30.
 *
 * @throws GraphError
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 * import { hashtagsPerWeek, readSearchedHashtags } from "@tap-instagram/core/edges";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const searched = await readSearchedHashtags(graph, { id: "17841400000000001" });
 * console.log(hashtagsPerWeek - searched.length, "hashtags can be added this week");
 * ```
 */
export async function readSearchedHashtags(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  signal?: AbortSignal,
): Promise<SearchedHashtag[]> {
  const fields = new RequestedFields(["id", "name"], { place: "hashtag" });
  const { data } = await fields.readRepairing((names) =>
    readPage(
      graph,
      { node: account.id, edge: "recently_searched_hashtags" },
      { limit: hashtagsPerWeek, fields: names },
      signal,
    ),
  );
  return data.flatMap(({ id: raw, name }) => {
    const id = idOf(raw);
    return id === undefined ? [] : [{ id, name: typeof name === "string" ? name : undefined }];
  });
}

/** A page of a list that draws on the quota of the app, as hashtags do. */
export async function readPage(
  graph: GraphClient,
  path: GraphPath,
  params: Params,
  signal: AbortSignal | undefined,
): Promise<EdgePage> {
  const answer = await graph.get({ ...path, params, budget: "app", signal });
  const page = v.safeParse(edgePage, answer);
  if (page.success) return page.output;
  throw noList(path.edge === undefined ? (path.node ?? "") : `{id}/${path.edge}`);
}

function noList(path: string): TransientError {
  const endpoint = `GET /${path}`;
  return new TransientError(`Cannot ${endpoint}: the answer is not a list of objects with an id`, {
    endpoint,
    reason: "unexpected-shape",
  });
}
