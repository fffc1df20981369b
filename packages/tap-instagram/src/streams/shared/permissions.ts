import type { PermissionsOfLogins } from "../../sync/stream.ts";

/** What reading comments takes, and what others write of an account. */
export const ofComments: PermissionsOfLogins = {
  facebook: ["instagram_manage_comments"],
  instagram: ["instagram_business_manage_comments"],
};

/** What reading figures takes, of accounts and of posts. */
export const ofInsights: PermissionsOfLogins = {
  facebook: ["instagram_manage_insights"],
  instagram: ["instagram_business_manage_insights"],
};

/** What the app needs for posts of people who do not know it. */
export const publicContent: readonly string[] = ["Instagram Public Content Access"];
