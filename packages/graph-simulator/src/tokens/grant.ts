/** Whom a token speaks for. */
export type TokenKind = "user" | "page" | "system_user" | "instagram" | "app";

/** What takes a token away before its time. */
export type Revocation = "app-removed" | "password-changed" | "logged-out" | "checkpoint" | "unconfirmed";

/** What a token is worth. */
export interface Grant {
  readonly token: string;
  readonly kind: TokenKind;
  /** Facebook user, or Instagram account for an Instagram token. */
  readonly userId: string;
  /** For Page tokens. */
  readonly pageId?: string | undefined;
  /** For Instagram tokens. */
  readonly accountId?: string | undefined;
  readonly scopes: Set<string>;
  readonly declined: Set<string>;
  readonly issuedAt: number;
  /** Epoch milliseconds; undefined never expires. */
  expiresAt: number | undefined;
  /** A short-lived token can be exchanged for a long one. */
  readonly shortLived: boolean;
  /** What took the token away, before its time. */
  revokedBy: Revocation | undefined;
  /** The Pages that the person ticked in the login; undefined is all of them. */
  pageIds: ReadonlySet<string> | undefined;
  /** When nothing but the person can be read any more; undefined is 90 days after the issue. */
  dataAccessExpiresAt: number | undefined;
  /** Another app made it. */
  isOfOtherApp: boolean;
}

export const facebookScopes: readonly string[] = [
  "instagram_basic",
  "instagram_manage_insights",
  "instagram_manage_comments",
  "instagram_content_publish",
  "instagram_manage_upcoming_events",
  "pages_show_list",
  "pages_read_engagement",
  "business_management",
  "ads_management",
  "ads_read",
];

export const instagramScopes: readonly string[] = [
  "instagram_business_basic",
  "instagram_business_manage_insights",
  "instagram_business_manage_comments",
  "instagram_business_content_publish",
];

/** What a permission is for; each login has its own name for it. */
export type Ability = "basic" | "insights" | "comments" | "publishing" | "events";

const abilityScopes: Readonly<Record<Ability, readonly string[]>> = {
  basic: ["instagram_basic", "instagram_business_basic"],
  insights: ["instagram_manage_insights", "instagram_business_manage_insights"],
  comments: ["instagram_manage_comments", "instagram_business_manage_comments"],
  publishing: ["instagram_content_publish", "instagram_business_content_publish"],
  events: ["instagram_manage_upcoming_events"],
};

export function isAble(grant: Grant, ability: Ability): boolean {
  return abilityScopes[ability].some((scope) => grant.scopes.has(scope));
}
