import { mediaEdge } from "../edges/media-edge.ts";
import { collaborationInvitesEdge, collaborativeMediaEdge } from "../edges/collaboration-edges.ts";
import { liveMediaEdge, scheduledMediaEdge, upcomingEventsEdge } from "../edges/small-edges.ts";
import { searchedHashtagsEdge } from "../edges/hashtag-edges.ts";
import { publishingLimitEdge } from "../edges/publishing-limit-edge.ts";
import { storiesEdge } from "../edges/stories-edge.ts";
import { tagsEdge } from "../edges/tags-edge.ts";
import { businessDiscovery } from "../edges/business-discovery.ts";
import { nonexistingField, permissionDenied, unsupportedRequest } from "../errors/refusals.ts";
import type { Field } from "../fields/parse-fields.ts";
import { NodeValue, type Call, type Edge, type FieldReader, type GraphNode } from "../graph/node.ts";
import { userInsightsEdge } from "../insights/user/user-insights-edge.ts";
import { mentionedComment, mentionedMedia } from "./mentions.ts";
import type { Account } from "../world/model.ts";
import { cdnAddress } from "../graph/cdn-address.ts";
import { defineNode, type NodeTable } from "../graph/define-node.ts";

function profileText(text: string | undefined, call: Call): string | undefined {
  const otherwise = call.simulation.behaviour.emptyProfileFields === "absent" ? undefined : "";
  return text === undefined || text === "" ? otherwise : text;
}

function igId(account: Account, field: Field, call: Call): number {
  if (call.simulation.behaviour.igId === "refuse") throw nonexistingField(field.name, "IGUser");
  return Number(account.legacyId);
}

/** Granted to few apps: without it the whole node is refused. */
function restricted(): never {
  throw permissionDenied();
}

function accountType({ accountType: type }: Account, _field: Field, call: Call): string {
  if (call.simulation.behaviour.accountTypeSpelling === "live") return type;
  return type === "MEDIA_CREATOR" ? "Media_Creator" : "Business";
}

const fieldTable: NodeTable<Account> = {
  template: "{ig-user}",
  typeName: "IGUser",
  defaultFields: ["id"],
  fields: {
    id: (account) => account.id,
    ig_id: igId,
    legacy_instagram_user_id: (account) => account.legacyId,
    username: (account) => account.username,
    name: (account, _field, call) => profileText(account.name, call),
    biography: (account, _field, call) => profileText(account.biography, call),
    website: (account, _field, call) => profileText(account.website, call),
    profile_picture_url: (account, _field, call) =>
      account.picture ? cdnAddress(call, `${account.id}_profile`, "jpg") : undefined,
    followers_count: (account) => account.followers,
    follows_count: (account) => account.follows,
    media_count: (account) => account.mediaCount,
    has_profile_pic: (account) => account.picture,
    is_published: () => true,
    shopping_product_tag_eligibility: restricted,
    shopping_review_status: restricted,
    mini_shop_storefront: restricted,
    owner_business: (_account, _field, call) => {
      if (!call.grant.scopes.has("business_management")) throw permissionDenied();
      return new NodeValue(call.nodes.business());
    },
    mentioned_media: mentionedMedia,
    mentioned_comment: mentionedComment,
    business_discovery: (_account, field, call) => new NodeValue(businessDiscovery(field, call)),
  },
  edges: {
    media: mediaEdge,
    stories: storiesEdge,
    tags: tagsEdge,
    insights: userInsightsEdge,
    content_publishing_limit: publishingLimitEdge,
    collaborative_media: collaborativeMediaEdge,
    collaboration_invites: collaborationInvitesEdge,
    live_media: liveMediaEdge,
    upcoming_events: upcomingEventsEdge,
    scheduled_media: scheduledMediaEdge,
    recently_searched_hashtags: searchedHashtagsEdge,
  },
};

const meTable: NodeTable<Account> = {
  ...fieldTable,
  fields: {
    ...fieldTable.fields,
    id: (account) => account.appScopedId,
    user_id: (account) => account.id,
    account_type: accountType,
  },
};

/** Ways from an account to others, which graph.instagram.com does not have. */
const waysToOthers: ReadonlySet<string> = new Set([
  "business_discovery",
  "mentioned_media",
  "mentioned_comment",
]);

/** What graph.instagram.com does not know of an account. */
const facebookOnly: ReadonlySet<string> = new Set([
  ...waysToOthers,
  "ig_id",
  "legacy_instagram_user_id",
  "has_profile_pic",
  "is_published",
  "owner_business",
  "mini_shop_storefront",
  "shopping_product_tag_eligibility",
  "shopping_review_status",
]);

function instagramHostField(node: GraphNode, name: string): FieldReader | undefined {
  const read = node.field(name);
  if (read === undefined || !facebookOnly.has(name)) return read;
  return (field, call, nested) => {
    const { facebookProfileFieldsOnInstagramHost: treatment } = call.simulation.behaviour;
    if (treatment === "refuse" || waysToOthers.has(name)) throw nonexistingField(name, node.typeName);
    return treatment === "omit" ? undefined : read(field, call, nested);
  };
}

/** Edges that graph.instagram.com does not have. */
const facebookEdges: ReadonlySet<string> = new Set([
  "collaborative_media",
  "collaboration_invites",
  "upcoming_events",
  "scheduled_media",
  "recently_searched_hashtags",
]);

function instagramHostEdge(node: GraphNode, name: string): Edge | undefined {
  if (facebookEdges.has(name)) return undefined;
  return name === "tags" ? instagramHostTags(node.edge(name), node.typeName) : node.edge(name);
}

function instagramHostTags(tags: Edge | undefined, typeName: string | undefined): Edge | undefined {
  return (request) => {
    const { tagsOnInstagramHost } = request.call.simulation.behaviour;
    if (tagsOnInstagramHost === "unsupported") throw unsupportedRequest("get");
    if (tagsOnInstagramHost === "nonexisting-field") throw nonexistingField("tags", typeName);
    return tags?.(request);
  };
}

export function igUserNode(account: Account): GraphNode {
  return defineNode(fieldTable, account, account.id, { kind: "instagram", id: account.id });
}

/** The account as graph.instagram.com shows it: without what only graph.facebook.com has. */
export function instagramHostUserNode(account: Account, isMe: boolean): GraphNode {
  const table = isMe ? meTable : { ...meTable, fields: { ...meTable.fields, id: (): string => account.id } };
  const id = isMe ? account.appScopedId : account.id;
  const node = defineNode(table, account, id, { kind: "instagram", id: account.id });
  return {
    ...node,
    template: isMe ? "me" : node.template,
    field: (name) => instagramHostField(node, name),
    edge: (name) => instagramHostEdge(node, name),
  };
}
