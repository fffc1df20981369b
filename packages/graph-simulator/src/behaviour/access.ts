import { flag, list, version, word, count, type Declarations } from "./declaration.ts";

/** Apps, tokens, permissions and versions. */
export interface AccessBehaviour {
  /** Whether tokens of the app only work with an appsecret_proof on graph.facebook.com. Default false. */
  readonly requireAppsecretProof: boolean;
  /**
   * What Meta thinks of the app. `blocked`: code 200 `API access blocked.`; `deactivated`: code 200 under HTTP 200;
   * `without-capability`: code 3. Default `granted`.
   */
  readonly appAccess: "granted" | "blocked" | "deactivated" | "without-capability";
  /** Permissions of which one shows Pages whose role came through a business. Default ads_management, ads_read. */
  readonly businessPagePermissions: readonly string[];
  /** HTTP status of 190 answers. Default 400. */
  readonly tokenErrorStatus: number;
  /** The answer to an authorization code: flat with a bare number, or `{"data":[…]}`. Default `flat`. */
  readonly shortLivedTokenShape: "flat" | "wrapped";
  /** Whether an exchange says how long its token lives. Default true. */
  readonly expiresIn: boolean;
  /** The version that serves paths without one. Default v25.0. */
  readonly defaultVersion: string;
  /** The version in paging links: the asked one, the one that served, or the newest there is. Default `asked`. */
  readonly pagingVersion: "asked" | "served" | "newest";
  /** A version that never existed, on graph.instagram.com. Default `unknown-path`, as on the other host. */
  readonly unknownVersionOnInstagramHost: "unknown-path" | "unsupported";
}

export const accessBehaviour: Declarations<AccessBehaviour> = {
  requireAppsecretProof: flag(false),
  appAccess: word("granted", "blocked", "deactivated", "without-capability"),
  businessPagePermissions: list("ads_management", "ads_read"),
  tokenErrorStatus: count(400),
  shortLivedTokenShape: word("flat", "wrapped"),
  expiresIn: flag(true),
  defaultVersion: version("v25.0"),
  pagingVersion: word("asked", "served", "newest"),
  unknownVersionOnInstagramHost: word("unknown-path", "unsupported"),
};
