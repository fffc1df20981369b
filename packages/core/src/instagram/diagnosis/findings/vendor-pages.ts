/** The vendor's pages where things are put right, or explained. */
export const vendorPages = {
  apps: "https://developers.facebook.com/apps/",
  explorer: "https://developers.facebook.com/tools/explorer/",
  accessTokens: "https://developers.facebook.com/docs/facebook-login/guides/access-tokens",
  systemUsers: "https://business.facebook.com/settings/system-users",
  businessPages: "https://business.facebook.com/settings/pages",
  facebook: "https://www.facebook.com/",
  integrations: "https://www.facebook.com/settings?tab=business_tools",
  linkedAccounts: "https://www.facebook.com/help/1148909221857370",
  professional: "https://help.instagram.com/502981923235522",
  instagramTokens:
    "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/get-started",
  permissions: "https://developers.facebook.com/docs/permissions",
  secureRequests: "https://developers.facebook.com/docs/graph-api/guides/secure-requests",
  versions: "https://developers.facebook.com/docs/graph-api/changelog/versions",
  rateLimits: "https://developers.facebook.com/docs/graph-api/overview/rate-limiting",
  status: "https://metastatus.com/",
  accountInsights:
    "https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights",
} as const;
