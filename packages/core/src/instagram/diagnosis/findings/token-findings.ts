import type { GraphError } from "../../../graph/errors/errors.ts";
import type { TokenEnd } from "../../../graph/login/tokens/token-ends.ts";
import type { TokenReport } from "../../../graph/login/tokens/token-report.ts";
import type { DiagnosisContext } from "../context.ts";
import type { Finding } from "../step-of.ts";
import { instantText } from "./instant-text.ts";
import { vendorPages } from "./vendor-pages.ts";

type Person = Pick<DiagnosisContext, "login" | "loginCommand">;

const access = { concern: "access" } as const;

/** The beginning of the advice to log in again, with the command where there is one. */
export function logInAgain({ loginCommand }: Person): string {
  return loginCommand === undefined ? "Log in again" : `Log in again (${loginCommand})`;
}

/** Where a token is made by hand. */
function byHand({ login }: Person): Pick<Finding, "link" | "clicks"> {
  return login === "facebook"
    ? { link: vendorPages.explorer, clicks: ["Graph API Explorer", "Generate Access Token"] }
    : {
        link: vendorPages.instagramTokens,
        clicks: ["App dashboard", "Instagram", "API setup with Instagram login", "Generate token"],
      };
}

/** The token's first letters belong to the other login than the settings name. */
export function wrongLogin(context: Person): Finding {
  const isFacebook = context.login === "facebook";
  return {
    ...access,
    code: "token-wrong-login",
    message: isFacebook
      ? "The settings say login: facebook, and the token is one of Instagram Login (it begins with IG)"
      : "The settings say login: instagram, and the token is one of Facebook Login (it does not begin with IG)",
    fix: `Set login to auto, or use a token of ${isFacebook ? "Facebook" : "Instagram"} Login`,
    ...byHand(context),
  };
}

/** An app's own token in the place of a person's. */
export function tokenOfApp(context: Person): Finding {
  return {
    ...access,
    code: "token-invalid",
    message: "The access token is that of an app (id, a bar, the secret), and such a token reads no account",
    fix: `${logInAgain(context)} to get one of a person, or use the token of a system user`,
    ...byHand(context),
  };
}

/** The API does not know the token. */
export function invalid(error: GraphError, context: Person): Finding {
  const isFacebook = context.login === "facebook";
  return {
    ...access,
    code: "token-invalid",
    message: `This is not a token of ${isFacebook ? "Facebook" : "Instagram"} Login that works: ${wordsOf(error)}`,
    fix: `Paste the token whole: one of Facebook Login begins with EAA, one of Instagram Login with IG. If it is whole, it does not work any more. ${logInAgain(context)} to get a new one`,
    ...byHand(context),
  };
}

/** The token has ended. */
export function expired(
  error: GraphError,
  report: TokenReport | undefined,
  context: Person & Pick<DiagnosisContext, "nowMs">,
): Finding {
  const endedOn = /expired on (.+?)\. The current time/i.exec(error.apiMessage ?? "")?.[1];
  // A login can end before the token does, and then the app is told of an end that is still to come.
  const endedAtMs = [report?.expiresAtMs, Date.parse(endedOn ?? "")].find(
    (atMs) => typeof atMs === "number" && atMs <= context.nowMs(),
  );
  const when = typeof endedAtMs === "number" ? instantText(endedAtMs) : endedOn;
  const isFacebook = context.login === "facebook";
  return {
    ...access,
    code: "token-expired",
    message: `The access token ended${when === undefined ? "" : ` on ${when}`}`,
    fix: isFacebook
      ? `${logInAgain(context)} to get a new one; or use the token of a system user, which does not end`
      : `${logInAgain(context)} to get a new one, and renew that before its 60 days are over`,
    ...(isFacebook
      ? {
          link: vendorPages.systemUsers,
          clicks: ["Business settings", "Users", "System users", "Generate token"],
        }
      : byHand(context)),
  };
}

/** The token lives, and may read nothing any more. */
export function dataAccessOver(atMs: number, context: Person): Finding {
  return {
    ...access,
    code: "token-expired",
    message: `The token still works, but its access to data ended on ${instantText(atMs)}: 90 days after the person last logged in`,
    fix: `${logInAgain(context)}. The person must do it: renewing the token does not help. Or use the token of a system user`,
    link: vendorPages.accessTokens,
  };
}

/** The token, or its access to data, ends soon. */
export function endsSoon(
  { what, atMs, daysLeft }: TokenEnd,
  context: Person & Pick<DiagnosisContext, "renewCommand">,
): Finding {
  const { renewCommand } = context;
  const days = daysLeft < 1 ? "within a day" : daysLeft === 1 ? "in 1 day" : `in ${daysLeft} days`;
  return what === "token"
    ? {
        code: "token-ends-soon",
        message: `The access token ends ${days}, on ${instantText(atMs)}`,
        fix: `Renew it before that${renewCommand === undefined ? "" : ` (${renewCommand})`}. ${logInAgain(context)} if it cannot be renewed`,
        link: vendorPages.accessTokens,
      }
    : {
        code: "data-access-ends-soon",
        message: `The access to data ends ${days}, on ${instantText(atMs)}, although the token lives on`,
        fix: `${logInAgain(context)} before that. The person must do it: renewing the token does not help`,
        link: vendorPages.accessTokens,
      };
}

/** What took the token away. */
export function revoked(error: GraphError, context: Person): Finding {
  const isFacebook = context.login === "facebook";
  const vendor = isFacebook ? "Facebook" : "Instagram";
  const why = {
    "app-removed": "The person removed the app from their account",
    "password-changed": `The person changed the password, or ${vendor} ended the sessions for safety`,
    "logged-out": "The person logged out, and that ended the token",
  };
  const reason =
    error.reason === "app-removed" || error.reason === "password-changed" ? error.reason : "logged-out";
  const common = {
    ...access,
    code: "token-revoked",
    message: `${why[reason]} (code ${error.code}${error.subcode === undefined ? "" : `/${error.subcode}`})`,
  } as const;
  // Only an app that was removed is to be seen in a list of the person's.
  if (reason === "app-removed") {
    return {
      ...common,
      fix: `${logInAgain(context)}, and allow the app everything that it asks for`,
      link: isFacebook ? vendorPages.integrations : vendorPages.instagramTokens,
      clicks: isFacebook
        ? ["Settings", "Business integrations"]
        : ["Instagram", "Settings", "Website permissions", "Apps and websites"],
    };
  }
  return {
    ...common,
    fix: `${logInAgain(context)} to get a new one${isFacebook ? "; or use the token of a system user, which does not depend on a person" : ""}`,
    link: isFacebook ? vendorPages.systemUsers : vendorPages.instagramTokens,
  };
}

/** Facebook wants something of the person first. */
export function checkpoint(error: GraphError, context: Person): Finding {
  const isUnconfirmed = error.reason === "unconfirmed";
  const site = context.login === "facebook" ? "facebook.com" : "instagram.com";
  return {
    ...access,
    code: "account-checkpoint",
    message: isUnconfirmed
      ? `The person's account is not confirmed (code 190/464)`
      : `${site} wants to check something with the person first (code 190/459)`,
    fix: `Log in at ${site} in a browser and ${isUnconfirmed ? "confirm the account" : "do what it asks"}. The same token works afterwards`,
    link: context.login === "facebook" ? vendorPages.facebook : "https://www.instagram.com/",
  };
}

/** The account behind the token is a personal one, which no app may read. */
export function notProfessional(error: GraphError | undefined): Finding {
  return {
    ...access,
    code: "account-not-professional",
    message: `The Instagram account is a personal one, and the API reads professional ones only${error === undefined ? "" : ` (it answers everything with: ${wordsOf(error)})`}`,
    fix: "Switch the account to Business or Creator in the Instagram app, then log in with it again",
    link: vendorPages.professional,
    clicks: ["Instagram app", "Settings", "Account type and tools", "Switch to professional account"],
  };
}

/** How the API puts it, in quotation marks. */
export function wordsOf(error: GraphError): string {
  return `"${(error.apiMessage ?? error.message).replace(/\.$/, "")}"`;
}
