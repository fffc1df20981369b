import { nonexistingField, permissionDenied } from "../errors/refusals.ts";
import type { Edge, Json } from "../graph/node.ts";
import { pageList } from "../graph/page-list.ts";
import { plainField } from "../graph/render-node.ts";
import { between } from "../random/hash.ts";
import { graphTimestamp } from "../time/graph-time.ts";
import { isAble } from "../tokens/grant.ts";
import { ids } from "../world/ids.ts";
import type { Account } from "../world/model.ts";

const dayMs = 24 * 60 * 60_000;

/** A list of plain objects, each with the asked fields of those that it has. */
function plainList(name: string, typeName: string, account: Account, entries: readonly Json[]): Edge {
  return (request) => {
    const { fields = [plainField("id")] } = request;
    const [known = {}] = entries;
    const unknown = fields.find((field) => entries.length > 0 && !Object.hasOwn(known, field.name));
    if (unknown !== undefined) throw nonexistingField(unknown.name, typeName);
    return pageList(entries, request, {
      path: `${account.id}/${name}`,
      idOf: (entry) => String(entry["id"]),
      render: (entry) => ({
        ...Object.fromEntries(fields.map((field) => [field.name, entry[field.name]])),
        id: entry["id"],
      }),
    });
  };
}

/** The broadcast that is on air. */
export function liveMediaEdge(account: Account): Edge {
  return (request) => {
    const { nowMs } = request.call;
    const broadcast: Json = {
      id: ids.media(account.id, "live"),
      media_type: "BROADCAST",
      media_product_type: "LIVE",
      timestamp: graphTimestamp(nowMs - (nowMs % 3_600_000)),
      username: account.username,
      permalink: `https://www.instagram.com/${account.username}/live/`,
      comments_count: 7,
    };
    return plainList("live_media", "IGMedia", account, account.isLive ? [broadcast] : [])(request);
  };
}

/** Events that posts announce: none, one or two. */
export function upcomingEventsEdge(account: Account): Edge {
  return (request) => {
    if (!isAble(request.call.grant, "events")) throw permissionDenied();
    const today = Math.floor(request.call.nowMs / dayMs);
    const events = Array.from({ length: between(0, 2, account.id, "events") }, (_, index): Json => ({
      id: ids.media(account.id, "event", index),
      title: `Event ${index + 1}`,
      start_time: graphTimestamp((today + 7 * (index + 1)) * dayMs),
      end_time: index === 0 ? undefined : graphTimestamp((today + 7 * (index + 1)) * dayMs + 3_600_000),
      notification_target_time: "EVENT_START",
    }));
    return plainList("upcoming_events", "IGUpcomingEvent", account, events)(request);
  };
}

/** Posts that wait to be published: up to three. */
export function scheduledMediaEdge(account: Account): Edge {
  return (request) => {
    const today = Math.floor(request.call.nowMs / dayMs);
    const posts = Array.from({ length: between(0, 3, account.id, "scheduled") }, (_, index): Json => ({
      id: ids.media(account.id, "scheduled", index),
      media_type: "IMAGE",
      caption: `Soon: ${index + 1}`,
      media_url: undefined,
      thumbnail_url: undefined,
      publish_timestamp: graphTimestamp((today + index + 1) * dayMs),
    }));
    return plainList("scheduled_media", "ShadowIGScheduledMedia", account, posts)(request);
  };
}
