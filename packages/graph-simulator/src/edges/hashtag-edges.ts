import { hashtagLimit } from "../errors/limit-refusals.ts";
import {
  invalidParameter,
  nonexistingField,
  noSuchObject,
  permissionDenied,
  resourceMissing,
} from "../errors/refusals.ts";
import type { Field } from "../fields/parse-fields.ts";
import { cdnAddress } from "../graph/cdn-address.ts";
import { readCursor, writeCursor } from "../graph/cursors.ts";
import type { Call, Edge, EdgeRequest, Json } from "../graph/node.ts";
import { pageList } from "../graph/page-list.ts";
import { plainField } from "../graph/render-node.ts";
import { graphTimestamp } from "../time/graph-time.ts";
import { isAble } from "../tokens/grant.ts";
import { reachesAccount } from "../tokens/visibility.ts";
import type { Hashtag, HashtagPost } from "../world/hashtags.ts";
import { captionText } from "../world/media/captions.ts";
import type { Account } from "../world/model.ts";
import { shortcode } from "../world/ids.ts";

/** The most posts of a page. */
const pageMaximum = 50;

/** The cursor that every page has. */
const sameCursor = "QVFIc2FtZQZDZD";

/** The account that asks: its budget counts. The app needs a feature for it. */
function askerOf(call: Call): Account {
  const { simulation, grant, parameters } = call;
  const id = parameters.get("user_id");
  if (id === undefined || id === "") throw invalidParameter("The parameter user_id is required");
  const account = simulation.world.account(id);
  if (account === undefined || !reachesAccount(grant, account, simulation.world)) throw noSuchObject(id);
  if (!isAble(grant, "basic") || !simulation.behaviour.publicContentAccess) throw permissionDenied();
  return account;
}

function spend(account: Account, hashtag: Hashtag, call: Call): void {
  const { hashtags, behaviour } = call.simulation;
  if (!hashtags.query(account.id, hashtag.id, behaviour.hashtagBudget, call.nowMs)) throw hashtagLimit();
}

/** `GET /ig_hashtag_search`: the id of a word. */
export function searchHashtag(call: Call): Json {
  const asker = askerOf(call);
  const word = call.parameters.get("q");
  if (word === undefined || word === "") throw invalidParameter("The parameter q is required");
  const hashtag = call.simulation.world.hashtags.find(({ name }) => name === word.toLowerCase());
  if (hashtag === undefined) throw resourceMissing();
  spend(asker, hashtag, call);
  return { data: [{ id: hashtag.id }] };
}

/** The hashtags that the account has queried in the last seven days. */
export function searchedHashtagsEdge(account: Account): Edge {
  return (request) => {
    const { call, fields = [plainField("id")] } = request;
    const { behaviour, hashtags, world } = call.simulation;
    if (!behaviour.publicContentAccess) throw permissionDenied();
    const queried = hashtags.queriedBy(account.id, call.nowMs);
    const known = queried.flatMap((id) => world.hashtags.find((one) => one.id === id) ?? []);
    return pageList(known, request, {
      path: `${account.id}/recently_searched_hashtags`,
      maximum: 30,
      idOf: ({ id }) => id,
      render: (hashtag) => Object.fromEntries(fields.map(({ name }) => [name, valueOf(hashtag, name)])),
    });
  };
}

function valueOf(hashtag: Hashtag, name: string): string {
  if (name === "id") return hashtag.id;
  if (name === "name") return hashtag.name;
  throw nonexistingField(name, "ShadowIGHashtag");
}

/** Posts of any account: those of the last 24 hours, or the best ones. */
export function hashtagMediaEdge(hashtag: Hashtag, list: "recent" | "top"): Edge {
  return (request) => {
    const { call } = request;
    const { behaviour } = call.simulation;
    const asker = askerOf(call);
    if (behaviour.hashtagQueries === "search-and-posts") spend(asker, hashtag, call);
    const fields = request.fields ?? [plainField("id")];
    const posts = list === "recent" ? hashtag.recent(call.nowMs) : hashtag.top(call.nowMs);
    const limit = Math.min(Number(request.parameters.get("limit") ?? 25), pageMaximum);
    const start = startOf(request, `${asker.id}:${hashtag.id}:${list}`);
    const page = posts.slice(start, start + limit);
    const data = page.map((post) => rendered(post, list, fields, call));
    call.simulation.hashtags.moveTo(`${asker.id}:${hashtag.id}:${list}`, start + page.length);
    const isLast = start + page.length >= posts.length;
    if (page.length === 0 || (isLast && behaviour.hashtagEnd === "without-paging")) return { data };
    const moving = writeCursor({ id: hashtag.id, position: start + page.length, isBefore: false });
    return {
      data,
      paging: { cursors: { after: behaviour.hashtagCursors === "same" ? sameCursor : moving } },
    };
  };
}

function startOf({ call, parameters }: EdgeRequest, list: string): number {
  const after = parameters.get("after");
  if (after === undefined || after === "") return 0;
  return after === sameCursor ? call.simulation.hashtags.position(list) : readCursor(after).position;
}

function rendered(post: HashtagPost, list: "recent" | "top", fields: readonly Field[], call: Call): Json {
  const { topMediaTimestamp } = call.simulation.behaviour;
  const read: { readonly [name: string]: () => unknown } = {
    id: () => post.id,
    caption: () => captionText(post.caption),
    comments_count: () => post.comments,
    like_count: () => (post.likes < 60 ? undefined : post.likes),
    media_type: () => post.kind,
    media_url: () => (post.kind === "CAROUSEL_ALBUM" ? undefined : cdnAddress(call, post.id, "jpg")),
    permalink: () => `https://www.instagram.com/p/${shortcode(post.id)}/`,
    timestamp: () => {
      if (list === "top" && topMediaTimestamp === "refuse") throw nonexistingField("timestamp", undefined);
      return list === "top" && topMediaTimestamp === "omit" ? undefined : graphTimestamp(post.publishedAt);
    },
    children: () =>
      childrenOf(
        post,
        fields.find(({ name }) => name === "children"),
        call,
      ),
  };
  // Who published it is not shown.
  return Object.fromEntries(
    fields.map(({ name }) => {
      const value = read[name];
      if (value === undefined) throw nonexistingField(name, undefined);
      return [name, value()];
    }),
  );
}

function childrenOf({ children }: HashtagPost, field: Field | undefined, call: Call): Json | undefined {
  if (children.length === 0) return undefined;
  const names = field?.fields?.map(({ name }) => name) ?? ["id"];
  const read: { readonly [name: string]: (id: string) => unknown } = {
    id: (id) => id,
    media_type: () => "IMAGE",
    media_url: (id) => cdnAddress(call, id, "jpg"),
  };
  return {
    data: children.map((id) =>
      Object.fromEntries(
        names.map((name) => {
          const value = read[name];
          if (value === undefined) throw nonexistingField(name, undefined);
          return [name, value(id)];
        }),
      ),
    ),
  };
}
