interface NeededPermission {
  facebook: string;
  instagram?: string | undefined;
}

const basic: NeededPermission = { facebook: "instagram_basic", instagram: "instagram_business_basic" };

const comments: NeededPermission = {
  facebook: "instagram_manage_comments",
  instagram: "instagram_business_manage_comments",
};

/** The permissions of edges that need more than the basic one, per login. */
const permissionsByEdge: ReadonlyMap<string, NeededPermission> = new Map([
  ["insights", { facebook: "instagram_manage_insights", instagram: "instagram_business_manage_insights" }],
  ["comments", comments],
  ["replies", comments],
  ["accounts", { facebook: "pages_show_list and pages_read_engagement" }],
  ["businesses", { facebook: "business_management" }],
]);

/** Where people make tokens. */
export const whereTokensAreMade =
  "at https://developers.facebook.com/tools/explorer (Facebook Login) or in the app's dashboard (Instagram Login)";

/** What to grant, and where, when a permission for an edge is missing. */
export function permissionHint(edge: string): string {
  const { facebook, instagram } = permissionsByEdge.get(edge) ?? basic;
  const login = instagram === undefined ? "" : ` (Facebook Login) or ${instagram} (Instagram Login)`;
  return `Grant the token ${facebook}${login}, ${whereTokensAreMade}, and use the token made there`;
}
