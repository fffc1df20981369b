import { digits, hash32, word } from "../random/hash.ts";
import type { World } from "../world/world.ts";
import { facebookScopes, instagramScopes, type Grant, type Revocation, type TokenKind } from "./grant.ts";
import type { SimulatorTokens } from "./token-set.ts";
import { ids } from "../world/ids.ts";

const dayMs = 86_400_000;
const longLifeMs = 60 * dayMs;

/** How a token differs from a long-lived one with every permission. */
export interface Particulars {
  readonly without?: readonly string[] | undefined;
  readonly pageId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly lifeMs?: number | "endless" | undefined;
  readonly ageMs?: number | undefined;
  readonly shortLived?: boolean | undefined;
  readonly revokedBy?: Revocation | undefined;
  readonly scopes?: readonly string[] | undefined;
  readonly pageIds?: ReadonlySet<string> | undefined;
}

/** Every token there is, and how new ones are made. */
export class TokenBook {
  readonly tokens: SimulatorTokens;
  readonly #seed: number;
  readonly #userId: string;
  readonly #grants = new Map<string, Grant>();
  #issued = 0;

  constructor(world: World, nowMs: number) {
    const { seed } = world;
    this.#seed = seed;
    this.#userId = ids.user(seed);
    const issue = (name: string, kind: TokenKind, particulars: Particulars = {}): string =>
      this.#issue(name, kind, nowMs, particulars).token;
    const pages = Object.fromEntries(
      world.pages.map(({ id }) => [id, issue(`page-${id}`, "page", { pageId: id, lifeMs: "endless" })]),
    );
    const logins = world.accounts.filter((account) => account.logins.instagram);
    const accountId = logins[0]?.id;
    const instagram = (name: string, particulars: Particulars): string =>
      accountId === undefined ? "" : issue(name, "instagram", { accountId, ...particulars });
    const instagramAccounts = Object.fromEntries(
      logins.map(({ id }) => [id, issue(`instagram-${id}`, "instagram", { accountId: id })]),
    );
    this.tokens = {
      user: issue("user", "user"),
      shortLivedUser: issue("short", "user", { lifeMs: dayMs / 12, ageMs: 0, shortLived: true }),
      systemUser: issue("system", "system_user", { lifeMs: "endless" }),
      pages,
      instagramAccounts,
      instagram: (accountId === undefined ? undefined : instagramAccounts[accountId]) ?? "",
      shortLivedInstagram: instagram("ig-short", { lifeMs: dayMs / 24, ageMs: 0, shortLived: true }),
      freshInstagram: instagram("ig-fresh", { ageMs: dayMs / 12 }),
      expiredInstagram: instagram("ig-expired", { lifeMs: dayMs }),
      instagramWithoutInsights: instagram("ig-no-insights", {
        without: ["instagram_business_manage_insights"],
      }),
      instagramCode: `AQ${word(60, seed, "code")}`,
      expired: issue("expired", "user", { lifeMs: dayMs }),
      appRemoved: issue("removed", "user", { revokedBy: "app-removed" }),
      withoutBasic: issue("no-basic", "user", { without: ["instagram_basic"] }),
      withoutInsights: issue("no-insights", "user", { without: ["instagram_manage_insights"] }),
      withoutComments: issue("no-comments", "user", { without: ["instagram_manage_comments"] }),
      withoutPagesShowList: issue("no-list", "user", { without: ["pages_show_list"] }),
      withoutBusiness: issue("no-business", "user", {
        without: ["ads_management", "ads_read", "business_management"],
      }),
      businessOnly: issue("business-only", "user", { without: ["ads_management", "ads_read"] }),
      garbage: "not-a-token",
      appId: `77${digits(13, seed, "app")}`,
      appSecret: hexWord(seed, "app-secret"),
      instagramAppId: `88${digits(13, seed, "instagram-app")}`,
      instagramAppSecret: hexWord(seed, "instagram-app-secret"),
    };
  }

  find(token: string): Grant | undefined {
    return this.#grants.get(token);
  }

  all(): IterableIterator<Grant> {
    return this.#grants.values();
  }

  /** A long-lived token with what another one could do. */
  prolong(grant: Grant, nowMs: number): Grant {
    this.#issued += 1;
    return this.#issue(`prolonged-${this.#issued}`, grant.kind, nowMs, { ageMs: 0 }, grant);
  }

  /** A new token, as a login gives it. */
  issue(kind: TokenKind, particulars: Particulars, nowMs: number): Grant {
    this.#issued += 1;
    return this.#issue(`issued-${this.#issued}`, kind, nowMs, { ageMs: 0, ...particulars });
  }

  #issue(name: string, kind: TokenKind, nowMs: number, particulars: Particulars, like?: Grant): Grant {
    const { ageMs = 2 * dayMs, lifeMs = longLifeMs, without = [] } = particulars;
    const pageId = particulars.pageId ?? like?.pageId;
    const accountId = particulars.accountId ?? like?.accountId;
    const every = kind === "instagram" ? instagramScopes : facebookScopes;
    const all = like?.scopes ?? new Set(particulars.scopes ?? every);
    const grant: Grant = {
      token: `${kind === "instagram" ? "IGAA" : "EAAG"}${word(96, this.#seed, "token", name)}`,
      kind,
      userId: kind === "instagram" ? (accountId ?? "") : this.#userId,
      pageId,
      accountId,
      scopes: new Set([...all].filter((scope) => !without.includes(scope))),
      declined: new Set(without),
      issuedAt: nowMs - ageMs,
      expiresAt: lifeMs === "endless" ? undefined : nowMs - ageMs + lifeMs,
      shortLived: particulars.shortLived ?? false,
      revokedBy: particulars.revokedBy,
      pageIds: particulars.pageIds ?? like?.pageIds,
      dataAccessExpiresAt: undefined,
      isOfOtherApp: false,
    };
    this.#grants.set(grant.token, grant);
    return grant;
  }
}

function hexWord(seed: number, name: string): string {
  return Array.from({ length: 4 }, (_, part) => hash32(seed, name, part).toString(16).padStart(8, "0")).join(
    "",
  );
}
