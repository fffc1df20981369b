import { mediaEdge } from "../edges/media-edge.ts";
import { publishingLimitEdge } from "../edges/publishing-limit-edge.ts";
import { storiesEdge } from "../edges/stories-edge.ts";
import { tagsEdge } from "../edges/tags-edge.ts";
import { businessDiscovery } from "../edges/business-discovery.ts";
import { permissionDenied } from "../errors/refusals.ts";
import { NodeValue, type GraphNode } from "../graph/node.ts";
import type { Call } from "../graph/node.ts";
import { userInsightsEdge } from "../insights/user/user-insights-edge.ts";
import type { Account } from "../world/model.ts";
import { cdnAddress } from "./cdn-address.ts";
import { defineNode, type NodeTable } from "./define-node.ts";

function profileText(text: string | undefined, call: Call): string | undefined {
  const otherwise = call.simulation.behaviour.emptyProfileFields === "absent" ? undefined : "";
  return text === undefined || text === "" ? otherwise : text;
}

const fieldTable: NodeTable<Account> = {
  template: "{ig-user}",
  typeName: "IGUser",
  defaultFields: ["id"],
  fields: {
    id: (account) => account.id,
    ig_id: (account) => Number(account.legacyId),
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
    owner_business: (_account, _field, call) => {
      if (!call.grant.scopes.has("business_management")) throw permissionDenied();
      return new NodeValue(call.nodes.business());
    },
    shopping_product_tag_eligibility: (): never => {
      throw permissionDenied();
    },
    shopping_review_status: (): never => {
      throw permissionDenied();
    },
    business_discovery: (_account, field, call) => new NodeValue(businessDiscovery(field, call)),
  },
  edges: {
    media: mediaEdge,
    stories: storiesEdge,
    tags: tagsEdge,
    insights: userInsightsEdge,
    content_publishing_limit: publishingLimitEdge,
  },
};

const meTable: NodeTable<Account> = {
  ...fieldTable,
  fields: {
    ...fieldTable.fields,
    id: (account) => account.appScopedId,
    user_id: (account) => account.id,
    account_type: (account) => account.accountType,
  },
};

/** What graph.instagram.com calls nonexisting. */
const facebookOnly: ReadonlySet<string> = new Set([
  "business_discovery",
  "has_profile_pic",
  "ig_id",
  "is_published",
  "legacy_instagram_user_id",
  "owner_business",
  "shopping_product_tag_eligibility",
  "shopping_review_status",
]);

export function igUserNode(account: Account): GraphNode {
  return defineNode(fieldTable, account, account.id, { kind: "instagram", id: account.id });
}

/** The account as graph.instagram.com shows it: without what only graph.facebook.com has. */
export function instagramHostUserNode(account: Account, isMe: boolean, hasTags: boolean): GraphNode {
  const table = isMe ? meTable : { ...meTable, fields: { ...meTable.fields, id: (): string => account.id } };
  const id = isMe ? account.appScopedId : account.id;
  const node = defineNode(table, account, id, { kind: "instagram", id: account.id });
  return {
    ...node,
    template: isMe ? "me" : node.template,
    field: (name) => (facebookOnly.has(name) ? undefined : node.field(name)),
    edge: (name) => (name === "tags" && !hasTags ? undefined : node.edge(name)),
  };
}
