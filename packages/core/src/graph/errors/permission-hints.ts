/** The permission an endpoint needs with Facebook Login and with Instagram Login. The first row that fits counts. */
const permissionsByEndpoint: readonly { endpoint: RegExp; facebook: string; instagram?: string }[] = [
  {
    endpoint: /\/insights$/,
    facebook: "instagram_manage_insights",
    instagram: "instagram_business_manage_insights",
  },
  {
    endpoint: /\/(comments|replies)$/,
    facebook: "instagram_manage_comments",
    instagram: "instagram_business_manage_comments",
  },
  { endpoint: /\/me\/accounts$/, facebook: "pages_show_list and pages_read_engagement" },
  { endpoint: /\/me\/businesses$/, facebook: "business_management" },
  { endpoint: /./, facebook: "instagram_basic", instagram: "instagram_business_basic" },
];

/** Where people make tokens with the permissions they need. */
export const whereTokensAreMade =
  "at https://developers.facebook.com/tools/explorer (Facebook Login) or in the app's dashboard (Instagram Login)";

/** What to grant, and where, when the API refuses an endpoint for lack of a permission. */
export function permissionHint(endpoint: string): string {
  const row = permissionsByEndpoint.find((candidate) => candidate.endpoint.test(endpoint));
  const login = row?.instagram === undefined ? "" : ` (Facebook Login) or ${row.instagram} (Instagram Login)`;
  return `Grant the token ${row?.facebook}${login}, ${whereTokensAreMade}, and use the token made there`;
}
