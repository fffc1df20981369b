import type { Host } from "../host.ts";
import type { Simulation } from "../simulation.ts";

/** Facebook's own page for programs without a server: the person copies its address. */
const desktopPage = "https://www.facebook.com/connect/login_success.html";

/** Whether a login page sends people back there. Addresses are compared exactly with those that the app knows. */
export function isKnownRedirect(host: Host, redirectUri: string, { behaviour }: Simulation): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { protocol, hostname } = new URL(redirectUri);
  if (host === "facebook") {
    if (redirectUri === desktopPage) return true;
    if (protocol === "http:") return hostname === "localhost" && behaviour.appMode === "development";
  }
  if (protocol !== "https:") return false;
  const { redirectUris, instagramTrailingSlash } = behaviour;
  if (redirectUris.length === 0) return true;
  const isSlashed = host === "instagram" && instagramTrailingSlash;
  return redirectUris.some(
    (known) => (isSlashed && !known.endsWith("/") ? `${known}/` : known) === redirectUri,
  );
}

/** The address with an answer in its query, and what the vendor appends. */
export function addressWith(
  redirectUri: string,
  answer: Readonly<Record<string, string | undefined>>,
  appendix: string,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) url.searchParams.set(name, value);
  return `${url.href.replace(/#.*$/, "")}${appendix}`;
}
