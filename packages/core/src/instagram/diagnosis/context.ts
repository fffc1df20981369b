import type { GraphNode } from "../../graph/envelope.ts";
import type { GraphError } from "../../graph/errors/errors.ts";
import type { GraphHost } from "../../graph/hosts.ts";
import type { TokenReport } from "../../graph/login/tokens/token-report.ts";
import type { Caller } from "./caller.ts";

/** Something to read that takes more permissions than everything else does. */
export interface PermissionUse {
  /** As the person knows it. */
  readonly name: string;
  /** Those that it takes with the login of the token, beside the required ones. */
  readonly permissions: readonly string[];
  /** Features that the app needs for it. Default: none. */
  readonly features?: readonly string[] | undefined;
  /** True where no source names the permissions that it takes. */
  readonly isUndocumented?: boolean | undefined;
  /** Whether it is to be read; what is not can only be mentioned. */
  readonly isChosen: boolean;
}

/** What every look works with. */
export interface DiagnosisContext {
  readonly caller: Caller;
  readonly login: GraphHost;
  readonly apiVersion: string;
  readonly accessToken: string;
  /** The login that the settings name; `undefined` where the token's first letters decide. */
  readonly namedLogin: GraphHost | undefined;
  readonly appId: string | undefined;
  /** Whether requests carry a proof of the app's secret. */
  readonly hasProof: boolean;
  /** `run "tap-instagram auth"`, for the advice to log in again. */
  readonly loginCommand: string | undefined;
  /** The command that renews the token, for the advice to do so. */
  readonly renewCommand: string | undefined;
  /** How many calls it may take: so many, and so many more for each account. */
  readonly calls: { readonly base: number; readonly perAccount: number };
  readonly only: readonly string[];
  readonly uses: readonly PermissionUse[];
  readonly except: readonly string[];
  readonly signal: AbortSignal | undefined;
  nowMs(): number;
}

/** What has become known about the token, for the looks after its own. */
export interface TokenKnowledge {
  /** What the app was told about it. */
  report: TokenReport | undefined;
  /** What `/me` answered, with the fields of an account on the Instagram host. */
  me: GraphNode | undefined;
  /** Why `/me` gave nothing, although the token works: a permission is missing. */
  meError: GraphError | undefined;
  /** True for the token of a Page. */
  isPage: boolean;
  /** The permissions it holds, where they can be known. */
  scopes: readonly string[] | undefined;
}
