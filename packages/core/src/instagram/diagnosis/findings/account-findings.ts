import type { GraphError } from "../../../graph/errors/errors.ts";
import type { DiagnosisContext } from "../context.ts";
import type { AccountRow, PageRow } from "../diagnosis.ts";
import type { Finding } from "../step-of.ts";
import { logInAgain, wordsOf } from "./token-findings.ts";
import { vendorPages } from "./vendor-pages.ts";

type Person = Pick<DiagnosisContext, "login" | "loginCommand">;

const access = { concern: "access" } as const;

/** No Facebook Page, and no business that could hide one. */
export function noPages(isSystemUser: boolean, context: Person): Finding {
  return isSystemUser
    ? {
        ...access,
        code: "no-pages",
        message: "No Facebook Page is assigned to this system user, and it sees only what is",
        fix: "Assign the Pages and the Instagram accounts to the system user",
        link: vendorPages.systemUsers,
        clicks: ["Business settings", "Users", "System users", "Assign assets", "Pages"],
      }
    : {
        ...access,
        code: "no-pages",
        message:
          "The token sees no Facebook Page, and accounts are found through their Pages: the person has none, or ticked none in the login",
        fix: `Make a Page and link the Instagram account to it. If there is one, choose "Edit settings" in a new login and tick it${commandOf(context)}. Without a Page, use Instagram Login`,
        link: vendorPages.linkedAccounts,
        clicks: ["Login", "Edit settings", "Pages"],
      };
}

/** The command that logs in, where there is one. */
function commandOf({ loginCommand }: Person): string {
  return loginCommand === undefined ? "" : ` (${loginCommand})`;
}

/** An empty list, and no permission to look into the businesses. */
export function pagesHidden(error: GraphError, context: Person): Finding {
  return {
    ...access,
    code: "pages-hidden",
    message: `The token sees no Facebook Page. Pages that a business portfolio owns are hidden from it, without an error, for lack of a permission (${wordsOf(error)})`,
    fix: `${logInAgain(context)} and allow business_management or ads_read, or have the Page assigned to the person. If there is no portfolio, choose "Edit settings" in the same login and tick the Page. Or name the account's id in accounts`,
    link: vendorPages.businessPages,
    clicks: ["Business settings", "Accounts", "Pages", "Assign people"],
  };
}

/** Pages, and not one with an account. `isBasicKnown`: the token surely has the basic permission. */
export function pagesWithoutAccount(pages: readonly PageRow[], isBasicKnown: boolean): Finding {
  const one = pages.length === 1;
  return {
    ...access,
    code: "page-without-account",
    message: `No professional Instagram account is linked to ${one ? "the Page" : "any of the Pages"} ${namesOf(pages)}`,
    fix: `Link the account to its Page: Page > Settings > Linked accounts; it must be a Business or Creator account (Instagram app > Settings > Account type and tools)${isBasicKnown ? "" : ". If it is linked, the token may lack instagram_basic"}`,
    link: vendorPages.linkedAccounts,
    clicks: ["Page", "Settings", "Linked accounts", "Instagram"],
  };
}

/** Accounts that the settings name, and that the token does not see. */
export function notVisible(
  wanted: string,
  seen: readonly AccountRow[],
  ticked: readonly string[] | null,
  isForAll: boolean,
  context: Person,
): Finding {
  const others =
    seen.length === 0
      ? "It sees no other account"
      : `It sees ${seen.slice(0, 20).map(nameOf).join(", ")}${seen.length > 20 ? " and more" : ""}`;
  const choice =
    ticked === null ? "" : `. In the login, the person ticked ${ticked.join(", ") || "no account"}`;
  const fix =
    context.login === "facebook"
      ? `Correct accounts. If the account is yours, it was not ticked in the login. ${logInAgain(context)}, choose "Edit settings" and tick it and its Page`
      : "Correct accounts, or log in with that account: a token of Instagram Login reads its own account only";
  return {
    code: "account-not-visible",
    concern: isForAll ? "access" : "some",
    message: `The token does not see the account ${wanted} that accounts names. ${others}${choice}`,
    fix,
    link: context.login === "facebook" ? vendorPages.linkedAccounts : vendorPages.instagramTokens,
    clicks: context.login === "facebook" ? ["Login", "Edit settings", "Instagram accounts"] : undefined,
  };
}

/** The settings leave no account. */
export function allExcluded(seen: readonly AccountRow[]): Finding {
  return {
    ...access,
    code: "account-not-visible",
    message: `No account is left: exclude_accounts leaves out every account that the token sees (${seen.map(nameOf).join(", ")})`,
    fix: "Correct accounts and exclude_accounts",
    link: vendorPages.linkedAccounts,
  };
}

/** The token gave no id of an account. */
export function noAccountBehind(context: Person): Finding {
  return {
    ...access,
    code: "account-not-visible",
    message: "The token belongs to no professional Instagram account",
    fix: `Switch the account to Business or Creator. ${logInAgain(context)} with it`,
    link: vendorPages.professional,
    clicks: ["Instagram app", "Settings", "Account type and tools", "Switch to professional account"],
  };
}

/** Insights of one account, where others give theirs. */
export function insightsRefused(row: AccountRow, what: string, words: string): Finding {
  return {
    code: "insights-refused",
    concern: "some",
    message: `${what} of ${nameOf(row)} are refused: ${words}`,
    fix: "Check whether the person may see insights of the account's Page (task ANALYZE), and whether the account is still a professional one; or leave it out with exclude_accounts",
    link: vendorPages.businessPages,
    clicks: ["Business settings", "Accounts", "Pages", "People", "Insights"],
  };
}

/** Not an error: the API gives such accounts only some figures. */
export function fewFollowers(row: AccountRow): Finding {
  return {
    code: "few-followers",
    message: `${nameOf(row)} has ${row.followersCount} followers: below 100, the API gives no follower figures and no demographics. This is not an error`,
    fix: "You need to do nothing: these columns stay empty until the account has 100 followers",
    link: vendorPages.accountInsights,
  };
}

/** `lumen.cykel (17841400000000001)` */
export function nameOf({ id, username }: Pick<AccountRow, "id" | "username">): string {
  return username === null ? id : `${username} (${id})`;
}

/** `Kaffe (1111), Bageri (2222)`; ten at most. */
export function namesOf(pages: readonly PageRow[]): string {
  const names = pages.slice(0, 10).map(({ id, name }) => (name === null ? id : `${name} (${id})`));
  return `${names.join(", ")}${pages.length > 10 ? ` and ${pages.length - 10} more` : ""}`;
}
