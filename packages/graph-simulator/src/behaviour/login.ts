import { flag, list, word, type Declarations } from "./declaration.ts";

/** The login pages, and the codes they give. */
export interface LoginBehaviour {
  /** In development mode Facebook takes `http://localhost` without an entry; in live mode it does not. */
  readonly appMode: "development" | "live";
  /** The redirect URLs that the apps know, compared exactly. None: every https address. */
  readonly redirectUris: readonly string[];
  /** Whether the account accepted to be an Instagram tester of the app, which is in development. */
  readonly instagramTester: "accepted" | "pending";
  /** The life of the token for a Facebook code: short as documented, or long already. */
  readonly facebookCodeToken: "short-lived" | "long-lived";
  /** The permissions in the answer to an Instagram code: a list, or one text. */
  readonly instagramPermissions: "list" | "text";
  /** Whether Instagram adds a slash to the redirect URLs that it knows. */
  readonly instagramTrailingSlash: boolean;
}

export const loginBehaviour: Declarations<LoginBehaviour> = {
  appMode: word("development", "live"),
  redirectUris: list(),
  instagramTester: word("accepted", "pending"),
  facebookCodeToken: word("short-lived", "long-lived"),
  instagramPermissions: word("list", "text"),
  instagramTrailingSlash: flag(false),
};
