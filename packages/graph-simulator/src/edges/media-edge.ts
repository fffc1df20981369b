import { invalidParameter } from "../errors/refusals.ts";
import { pageList } from "../graph/page-list.ts";
import { renderNode } from "../graph/render-node.ts";
import type { Edge, EdgeRequest } from "../graph/node.ts";
import { parseTimeParameter } from "../time/graph-time.ts";
import type { Account, Media } from "../world/model.ts";

function secondsOf(name: "since" | "until", request: EdgeRequest): number | undefined {
  const { mediaTimeRange: range } = request.call.simulation.behaviour;
  const text = request.parameters.get(name);
  if (text === undefined || range === "ignored") return undefined;
  if (range === "refused") throw invalidParameter(`Param ${name} is not supported by this endpoint`);
  const seconds = parseTimeParameter(text);
  if (seconds === undefined) throw invalidParameter(`${name} param is not valid.`);
  return seconds;
}

/** The place of the first post, newest first, that is no newer than so many seconds. */
function placeOf(seconds: number, posts: readonly Media[]): number {
  let low = 0;
  let high = posts.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((posts[middle]?.publishedAt ?? 0) > seconds * 1000) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Posts, newest first, without stories; `since` and `until` filter by the time of publication. */
export function mediaEdge(account: Account): Edge {
  return (request) => {
    const { call, fields } = request;
    const { behaviour, world } = call.simulation;
    const since = secondsOf("since", request);
    const until = secondsOf("until", request);
    const step = behaviour.mediaTimeRange === "exclusive" ? 1 : 0;
    const posts = account.posts();
    const isCut = posts.length > behaviour.mediaCap;
    const capped = isCut ? posts.slice(0, behaviour.mediaCap) : posts;
    const newest = until === undefined ? 0 : placeOf(until - step, capped);
    const end = since === undefined ? capped.length : placeOf(since + step - 1, capped);
    const within = capped.slice(newest, end);
    const reachable = world.unlisted.size === 0 ? within : within.filter(({ id }) => !world.unlisted.has(id));
    return pageList(reachable, request, {
      path: `${account.id}/media`,
      idOf: (media) => media.id,
      render: (media) => renderNode(call.nodes.media(media, "indirect"), fields, call, true),
      nextAfterLast: isCut && behaviour.nextLinkAtMediaCap,
      checkStart: (start) => {
        if (isCut && start >= reachable.length) {
          throw invalidParameter(
            "The After Cursor specified exceeds the max limit supported by this endpoint",
          );
        }
      },
    });
  };
}
