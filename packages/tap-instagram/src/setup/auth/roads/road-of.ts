import type { GraphHost } from "@tap-instagram/core";
import { UsageError } from "@tap-instagram/singer";
import { sitePaths } from "../loopback/login-site.ts";
import type { Road } from "./road.ts";

/** Facebook's own page for programs without a server. */
const desktopPage = "https://www.facebook.com/connect/login_success.html";
const usualPath = "/callback";

/** The flags that choose a road. */
export interface RoadFlags {
  readonly "redirect-url": string | undefined;
  readonly "no-browser": boolean;
  readonly port: number | undefined;
}

/**
 * The road of a login.
 *
 * @throws UsageError for a redirect URL that the vendor does not take.
 */
export function roadOf(login: GraphHost, flags: RoadFlags): Road {
  const { "redirect-url": redirectUrl, "no-browser": isPaste, port } = flags;
  if (redirectUrl === undefined) {
    if (login === "instagram")
      throw new UsageError(
        "Instagram Login needs --redirect-url with an https address, the same as in the app (Instagram > API setup with Instagram login > Business login settings). The page need not exist",
      );
    return isPaste
      ? { by: "paste", redirectUri: desktopPage }
      : { by: "loopback", port: port ?? 0, callbackPath: usualPath };
  }
  const url = URL.canParse(redirectUrl) ? new URL(redirectUrl) : undefined;
  if (url === undefined || url.hash !== "" || url.username !== "" || url.password !== "")
    throw new UsageError("--redirect-url takes a whole address, such as https://example.com/callback");
  if (url.protocol === "https:") return { by: "paste", redirectUri: redirectUrl };
  const isLocal = url.protocol === "http:" && url.hostname === "localhost";
  if (login === "instagram" || !isLocal)
    throw new UsageError(
      login === "instagram"
        ? "Instagram takes https addresses only for --redirect-url, also for localhost"
        : "--redirect-url takes an https address, or one that begins with http://localhost",
    );
  return isPaste ? { by: "paste", redirectUri: redirectUrl } : loopbackAt(url, port);
}

/** The page listens where the app knows it. */
function loopbackAt(url: URL, port: number | undefined): Road {
  const named = url.port === "" ? 80 : Number(url.port);
  const taken: readonly string[] = Object.values(sitePaths);
  if (taken.includes(url.pathname) || url.search !== "" || (port !== undefined && port !== named))
    throw new UsageError(
      "--redirect-url with http://localhost needs the port of --port and a path of its own, such as http://localhost:4567/callback",
    );
  return { by: "loopback", port: named, callbackPath: url.pathname };
}
