import * as v from "valibot";
import type { GraphClient } from "../../client.ts";
import type { GraphHost } from "../../hosts.ts";

/** A permission that a login can ask a person for. */
export interface Permission {
  name: string;
  /** The login that has it. */
  login: GraphHost;
  /** True where nothing, or no insights, can be read without it. */
  required: boolean;
  /** What cannot be read without it. */
  neededFor: string;
}

/**
 * Every permission that reading can take, with both logins.
 * https://developers.facebook.com/docs/permissions
 */
export const permissions: readonly Permission[] = [
  {
    name: "instagram_basic",
    login: "facebook",
    required: true,
    neededFor: "accounts, posts and stories",
  },
  {
    name: "instagram_manage_insights",
    login: "facebook",
    required: true,
    neededFor: "insights of accounts, posts and stories",
  },
  {
    name: "pages_show_list",
    login: "facebook",
    required: true,
    neededFor: "the list of Facebook Pages that the accounts are linked to",
  },
  {
    name: "pages_read_engagement",
    login: "facebook",
    required: true,
    neededFor: "the Facebook Pages themselves",
  },
  {
    name: "instagram_manage_comments",
    login: "facebook",
    required: false,
    neededFor: "comments, tagged posts and mentions",
  },
  {
    name: "instagram_content_publish",
    login: "facebook",
    required: false,
    neededFor: "the quota for publishing",
  },
  {
    name: "instagram_manage_upcoming_events",
    login: "facebook",
    required: false,
    neededFor: "events that posts announce",
  },
  {
    name: "business_management",
    login: "facebook",
    required: false,
    neededFor: "Facebook Pages that a business portfolio owns",
  },
  {
    name: "ads_read",
    login: "facebook",
    required: false,
    neededFor: "Facebook Pages that a business portfolio owns, in the list of Pages",
  },
  {
    name: "instagram_business_basic",
    login: "instagram",
    required: true,
    neededFor: "the account, its posts and stories",
  },
  {
    name: "instagram_business_manage_insights",
    login: "instagram",
    required: true,
    neededFor: "insights of the account, its posts and stories",
  },
  {
    name: "instagram_business_manage_comments",
    login: "instagram",
    required: false,
    neededFor: "comments, and tagged posts",
  },
  {
    name: "instagram_business_content_publish",
    login: "instagram",
    required: false,
    neededFor: "the quota for publishing",
  },
];

/** The permissions that reading takes by default, per login. */
export const requiredScopes: Record<GraphHost, readonly string[]> = {
  facebook: requiredOf("facebook"),
  instagram: requiredOf("instagram"),
};

function requiredOf(login: GraphHost): readonly string[] {
  return permissions.flatMap((one) => (one.login === login && one.required ? [one.name] : []));
}

/** What became of a permission. `expired` ones have to be granted again. */
export interface PermissionGrant {
  permission: string;
  status: "granted" | "declined" | "expired";
}

/** A status that is new counts as not granted. */
const permissionGrants: v.GenericSchema<unknown, PermissionGrant[]> = v.pipe(
  v.object({
    data: v.array(
      v.object({
        permission: v.string(),
        status: v.fallback(v.picklist(["granted", "declined", "expired"]), "declined"),
      }),
    ),
  }),
  v.transform(({ data }) => data),
);

/**
 * What the token's owner granted and declined. Facebook host only; Page tokens are refused.
 * https://developers.facebook.com/docs/graph-api/reference/user/permissions
 *
 * @throws RefusedNameError for the token of a Page; other GraphErrors.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 * import { readPermissions, requiredScopes } from "@tap-instagram/core/login";
 *
 * const grants = await readPermissions(createGraphClient({ accessToken: "EAAG…" }));
 * const granted = grants.filter(({ status }) => status === "granted").map(({ permission }) => permission);
 * console.log("Missing:", requiredScopes.facebook.filter((scope) => !granted.includes(scope)));
 * ```
 */
export function readPermissions(graph: GraphClient, signal?: AbortSignal): Promise<PermissionGrant[]> {
  return graph.send(
    { method: "GET", node: "me", edge: "permissions", params: {}, budget: "app", quotaCalls: 1 },
    permissionGrants,
    signal,
  );
}
