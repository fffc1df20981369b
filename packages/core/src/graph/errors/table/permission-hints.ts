import type { GraphHost } from "../../hosts.ts";

interface NeededPermission {
  facebook: readonly string[];
  instagram?: readonly string[] | undefined;
}

const basic: NeededPermission = { facebook: ["instagram_basic"], instagram: ["instagram_business_basic"] };

const comments: NeededPermission = {
  facebook: ["instagram_manage_comments"],
  instagram: ["instagram_business_manage_comments"],
};

/** The permissions of edges that need more than the basic one, per login. */
const permissionsByEdge: ReadonlyMap<string, NeededPermission> = new Map([
  [
    "insights",
    { facebook: ["instagram_manage_insights"], instagram: ["instagram_business_manage_insights"] },
  ],
  ["comments", comments],
  ["replies", comments],
  ["tags", comments],
  ["mentioned_media", comments],
  ["mentioned_comment", comments],
  [
    "content_publishing_limit",
    { facebook: ["instagram_content_publish"], instagram: ["instagram_business_content_publish"] },
  ],
  ["upcoming_events", { facebook: ["instagram_manage_upcoming_events"] }],
  ["accounts", { facebook: ["pages_show_list", "pages_read_engagement"] }],
  ["businesses", { facebook: ["business_management"] }],
]);

const publicContent = "Instagram Public Content Access";

/** Edges for which the app itself needs a feature. */
const featureByEdge: ReadonlyMap<string, string> = new Map(
  ["ig_hashtag_search", "recently_searched_hashtags", "recent_media", "top_media"].map((edge) => [
    edge,
    publicContent,
  ]),
);

/** Where people make tokens. */
export const whereTokensAreMade =
  "at https://developers.facebook.com/tools/explorer (Facebook Login) or in the app's dashboard (Instagram Login)";

/** What to do about a token that does not work. */
export const makeNewToken: string = `Make a new access token ${whereTokensAreMade} and use it`;

/** Names of permissions, as refusals write them: `pages_read_engagement`. */
const permissionName = /\b(?:instagram|pages|business|ads|catalog)_[a-z_]+\b/g;

/** The permissions that a refusal names; where it names none, those that its edge needs. Empty where the app may be what may not. */
export function missingPermissions(edge: string, host: GraphHost, message = ""): readonly string[] {
  const named = [...new Set(message.match(permissionName))];
  if (named.length > 0) return named;
  // Which of the two is missing, the feature of the app or the permission of the token, is not said.
  if (featureByEdge.has(edge)) return [];
  const needed = permissionsByEdge.get(edge) ?? basic;
  return needed[host] ?? basic[host] ?? [];
}

/** What to grant, and where, when a permission for an edge is missing. The refusal may name the permission. */
export function permissionHint(edge: string, message = ""): string {
  const named = [...new Set(message.match(permissionName))];
  const { facebook, instagram } = permissionsByEdge.get(edge) ?? basic;
  const login =
    instagram === undefined ? "" : ` (Facebook Login) or ${instagram.join(" and ")} (Instagram Login)`;
  const feature = featureByEdge.get(edge);
  if (named.length === 0 && feature !== undefined)
    return `Ask for the feature ${feature} in App Review (app's dashboard), and see that the token has ${facebook.join(" and ")}`;
  const wanted = named.length > 0 ? named.join(" and ") : `${facebook.join(" and ")}${login}`;
  return `Grant the token ${wanted}, ${whereTokensAreMade}, and use the token made there`;
}
