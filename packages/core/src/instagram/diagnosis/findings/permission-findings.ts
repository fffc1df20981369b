import type { PermissionGrant } from "../../../graph/login/tokens/permissions.ts";
import { permissions } from "../../../graph/login/tokens/permissions.ts";
import type { DiagnosisContext } from "../context.ts";
import type { Finding } from "../step-of.ts";
import { logInAgain } from "./token-findings.ts";
import { vendorPages } from "./vendor-pages.ts";

type Person = Pick<DiagnosisContext, "login" | "loginCommand">;

/** A permission that the token has not. */
export function permissionMissing(
  name: string,
  context: Person,
  status: PermissionGrant["status"] | "absent" = "absent",
  neededFor: string = permissions.find((one) => one.name === name)?.neededFor ?? "what was asked",
): Finding {
  const how = {
    granted: `The token may not use its permission ${name}${context.login === "facebook" ? ", although it is granted: the access to data may be over, 90 days after the person last logged in" : ""}`,
    absent: `The token does not have the permission ${name}`,
    declined: `The person declined the permission ${name}`,
    expired: `The permission ${name} has expired, and the person has to grant it again`,
  }[status];
  return {
    code: "permission-missing",
    concern: "access",
    message: `${how}. It is needed for ${neededFor}`,
    fix: howToGrant(name, context),
    link: vendorPages.permissions,
    clicks:
      context.login === "facebook"
        ? ["Login", "Edit settings", name]
        : ["App dashboard", "Instagram", "API setup with Instagram login", "Permissions", name],
  };
}

/** Instagram refuses without saying what is missing. */
export function insightsPermissionMissing(
  context: Person,
  words: string,
  isGranted: boolean,
  lacksTask: boolean,
): Finding {
  const name =
    context.login === "facebook" ? "instagram_manage_insights" : "instagram_business_manage_insights";
  const missing = permissionMissing(name, context, isGranted ? "granted" : "absent");
  if (!isGranted) return { ...missing, message: `${missing.message}. The API says: ${words}` };
  return {
    ...missing,
    message: `The token has the permission ${name}, but the API refuses insights of every account: ${words}`,
    fix: lacksTask
      ? "Give the person the task Insights (ANALYZE) on the Page"
      : "Check whether the person may see insights of the Page (task ANALYZE), whether the app has App Review for this permission, and whether its 90 days of data access are over",
    link: vendorPages.businessPages,
    clicks: ["Business settings", "Accounts", "Pages", "People", "Insights"],
  };
}

function howToGrant(name: string, context: Person): string {
  const review =
    "While the app is in development mode, a role in it is enough; a live app needs App Review for the permission";
  return context.login === "facebook"
    ? `${logInAgain(context)}, choose "Edit settings" and allow ${name}. ${review}`
    : `Add ${name} to the app. ${logInAgain(context)} and allow it. ${review}`;
}
