import {
  budgetOf,
  GraphError,
  RefusedNameError,
  type GraphClient,
  type GraphNode,
  type InstagramAccount,
} from "@tap-instagram/core";
import { crc32 } from "node:zlib";
import * as v from "valibot";
import type { MediaListName } from "../sync/stream.ts";

/** The most nodes of an edge that one answer holds. */
const mostNodes = 100;

/** So many posts the API lists at most. */
const mostListed = 10_000;

/** Without any post at hand, one post a day is as good a guess as any. */
const usualGapMs = 24 * 60 * 60_000;

/** The newest nodes of the edges of an account. */
export interface AccountSample {
  readonly nodes: { readonly [edge in MediaListName]: readonly GraphNode[] };
  /** How many posts there are: as listed, or as the profile counts them where there are more than the sample holds. */
  readonly posts: number;
  /** Edges with more nodes than the sample holds. */
  readonly longer: readonly MediaListName[];
  /** Why there is no sample; `undefined` where there is one, or none is needed. */
  readonly failure?: GraphError | undefined;
}

const list = v.object({
  data: v.array(v.record(v.string(), v.unknown())),
  paging: v.nullish(v.object({ next: v.nullish(v.string()) })),
});

/** What the walks need to know of a node to decide how often they ask. */
const fieldsOf: { readonly [edge in MediaListName]: readonly string[] } = {
  media: ["id", "timestamp", "media_type", "media_product_type", "comments_count"],
  stories: ["id", "timestamp", "media_type"],
  tags: ["id"],
};

/**
 * Reads the newest nodes of some edges, all with one call. Without edges it makes none.
 *
 * @param doubtful Further fields of posts, which the API may not have. What it refuses is taken out for the accounts that
 *   follow, and costs this account a second call.
 */
export async function readSample(
  graph: GraphClient,
  account: InstagramAccount,
  edges: readonly MediaListName[],
  doubtful: Set<string>,
  signal: AbortSignal,
): Promise<AccountSample> {
  const none = { media: [], stories: [], tags: [] };
  const { media_count: counted } = account.profile;
  const posts = typeof counted === "number" ? counted : 0;
  if (edges.length === 0) return { nodes: none, posts, longer: [] };
  const more = { media: [...doubtful], stories: [], tags: [] };
  const fields = edges.map((name) => ({
    name,
    limit: mostNodes,
    fields: [...fieldsOf[name], ...more[name]],
  }));
  let node: GraphNode;
  try {
    node = await graph.get({ node: account.id, params: { fields }, budget: budgetOf(account), signal });
  } catch (error) {
    const isOfDoubtful = error instanceof RefusedNameError && more.media.length > 0;
    const refused = isOfDoubtful ? more.media.filter((name) => error.names.includes(name)) : [];
    for (const name of refused) doubtful.delete(name);
    if (refused.length > 0) return readSample(graph, account, edges, doubtful, signal);
    if (!(error instanceof GraphError) || error.kind === "auth" || error.kind === "quota-exhausted")
      throw error;
    return { nodes: none, posts, longer: posts > 0 ? ["media"] : [], failure: error };
  }
  const lists = edges.map((edge) => [edge, v.safeParse(list, node[edge])] as const);
  const found = lists.flatMap(([edge, parsed]) => (parsed.success ? [[edge, parsed.output] as const] : []));
  const nodes = { ...none, ...Object.fromEntries(found.map(([edge, { data }]) => [edge, data])) };
  const longer = found.flatMap(([edge, { paging }]) => (typeof paging?.next === "string" ? [edge] : []));
  const listed = nodes.media.length;
  return { nodes, posts: longer.includes("media") ? Math.max(posts, listed) : listed, longer };
}

/** How posts are made up. */
export interface MadeUpPosts {
  readonly nowMs: number;
  /** Ids fall evenly on this many days, as those of many posts do. */
  readonly cycleDays: number;
}

/**
 * Every node of an edge, newest first. Posts that the sample does not hold are made up: as many as the profile counts, of
 * the same kinds and at the same intervals as those that it holds.
 */
export function* nodesOf(
  { nodes, posts, longer }: AccountSample,
  edge: MediaListName,
  { nowMs, cycleDays }: MadeUpPosts,
): Generator<GraphNode, void, undefined> {
  const known = nodes[edge];
  yield* known;
  if (edge !== "media" || !longer.includes(edge)) return;
  const instants = known.map(publishedMs).filter((ms) => !Number.isNaN(ms));
  const [newest = nowMs, oldest = nowMs] = [instants[0], instants.at(-1)];
  const gapMs = instants.length > 1 ? (newest - oldest) / (instants.length - 1) : usualGapMs;
  const total = Math.min(posts, mostListed);
  for (let position = known.length; position < total; position += 1) {
    const like = known[position % Math.max(known.length, 1)] ?? {};
    const age = (position - known.length + 1) * gapMs;
    yield { ...like, id: idOfTurn(position, cycleDays), timestamp: new Date(oldest - age).toISOString() };
  }
}

/** An id by whose checksum a post has its turn on a day of the cycle: the ids of a few posts may fall on few days. */
function idOfTurn(position: number, cycleDays: number): string {
  for (let attempt = 0; ; attempt += 1) {
    const id = `${position + 1}0${attempt}`;
    if (crc32(id) % cycleDays === position % cycleDays) return id;
  }
}

/** When a node was published, in milliseconds since the epoch; NaN where that is not known. */
export function publishedMs(node: GraphNode): number {
  const { timestamp } = node;
  return typeof timestamp === "string" ? Date.parse(timestamp) : NaN;
}
