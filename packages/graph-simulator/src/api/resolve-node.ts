import {
  missingPermission,
  noSuchAlias,
  noSuchObject,
  permissionDenied,
  unsupportedRequest,
} from "../errors/refusals.ts";
import { isAble } from "../tokens/grant.ts";
import { reachesAccount, seesPage } from "../tokens/visibility.ts";
import { isExpiredStory } from "../insights/media/availability.ts";
import type { Account, Media } from "../world/model.ts";
import type { Call } from "../graph/node.ts";
import type { GraphNode } from "../graph/node.ts";

function unknownId(id: string, call: Call): Error {
  const { unknownIdOnInstagramHost } = call.simulation.behaviour;
  if (call.host === "instagram" && unknownIdOnInstagramHost === "unsupported") {
    return unsupportedRequest(call.method);
  }
  return /^\d+$/.test(id) ? noSuchObject(id, call.method.toLowerCase()) : noSuchAlias(id);
}

function me(call: Call): GraphNode {
  const { grant, simulation, nodes } = call;
  if (grant.kind === "instagram") return nodes.igMe(accountOf(grant.accountId ?? "", call));
  const page = grant.kind === "page" ? simulation.world.page(grant.pageId ?? "") : undefined;
  return page === undefined ? nodes.user(call) : nodes.page(page);
}

function accountOf(id: string, call: Call): Account {
  const { world } = call.simulation;
  const account = world.account(id);
  if (account === undefined || !reachesAccount(call.grant, account, world)) throw noSuchObject(id);
  if (!isAble(call.grant, "basic")) throw permissionDenied();
  return account;
}

function mediaNodeOf(media: Media, call: Call): GraphNode {
  const { world, behaviour } = call.simulation;
  accountOfMedia(media, call);
  refuseForeign(media, call);
  const isOver = isExpiredStory(media, call.nowMs);
  const isKept = isOver && behaviour.storyInsightsAfterExpiry !== "gone" && call.path.at(-1) === "insights";
  if (world.isGone(media) || (isOver && !isKept)) throw noSuchObject(media.id);
  return call.nodes.media(media, "direct");
}

/** A post of somebody else is in lists only; its own address is refused. */
function refuseForeign(media: Media, call: Call): void {
  if (media.place === "mention") throw noSuchObject(media.id);
  if (media.place !== "collaboration") return;
  throw call.simulation.behaviour.collaborativeNode === "permission"
    ? permissionDenied()
    : noSuchObject(media.id);
}

function accountOfMedia(media: Media, call: Call): void {
  const { world } = call.simulation;
  if (!reachesAccount(call.grant, media.account, world)) throw noSuchObject(media.id);
  if (!isAble(call.grant, "basic")) throw permissionDenied();
}

/** The object of an id, as the token may see it; throws the refusal if it may not. */
export function resolveNode(id: string, call: Call): GraphNode {
  const { simulation, nodes, grant, nowMs } = call;
  const { world, behaviour } = simulation;
  if (id === "me") return me(call);
  const account = world.account(id);
  if (account !== undefined && (account.id === id || behaviour.appScopedIdInPath === "serve")) {
    return nodes.igUser(accountOf(id, call));
  }
  if (account !== undefined && call.host === "instagram") throw unsupportedRequest(call.method);
  const media = world.media(id, nowMs);
  if (media !== undefined) return mediaNodeOf(media, call);
  if (call.host === "facebook") {
    if (id === grant.userId && grant.kind !== "page") return nodes.user(call);
    if (id === world.businessId && grant.scopes.has("business_management")) return nodes.business();
    const hashtag = world.hashtag(id);
    if (hashtag !== undefined) return nodes.hashtag(hashtag);
    const page = world.page(id);
    if (page !== undefined) {
      if (!seesPage(grant, page, behaviour) && !grant.scopes.has("business_management"))
        throw noSuchObject(id);
      if (!grant.scopes.has("pages_read_engagement")) throw missingPermission("pages_read_engagement");
      return nodes.page(page);
    }
  }
  const comment = world.comment(id);
  if (comment === undefined) throw unknownId(id, call);
  accountOfMedia(comment.media, call);
  return nodes.comment(comment);
}
