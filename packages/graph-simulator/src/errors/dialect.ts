import type { Host } from "../host.ts";
import type { GraphErrorDetails } from "./graph-error.ts";

/** Codes about the session: both hosts word them alike. */
const sessionCodes: ReadonlySet<number> = new Set([102, 190, 452, 2500]);

/**
 * The refusal as a host words it. graph.instagram.com names its own exception type and leaves the
 * `(#100) ` prefix out.
 */
export function inDialectOf(host: Host, details: GraphErrorDetails): GraphErrorDetails {
  if (host === "facebook" || details.type !== "OAuthException" || sessionCodes.has(details.code)) {
    return details;
  }
  const message = details.instagramMessage ?? details.message.replace(/^\(#100\) /, "");
  return { ...details, type: "IGApiException", message };
}
