import { countText } from "../../../log/count-text.ts";
import type { GraphHost } from "@tap-instagram/core";
import { AuthFailedError } from "../failure.ts";
import type { Road } from "./road.ts";
import { troubleLines } from "./trouble-lines.ts";

const pages: Record<GraphHost, string> = {
  facebook: "https://developers.facebook.com/docs/facebook-login/guides/advanced/manual-flow",
  instagram:
    "https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/business-login",
};

/** No login came in time. */
export function timeout(login: GraphHost, by: Road["by"], seconds: number): AuthFailedError {
  const what = by === "loopback" ? "No login came" : "No address was pasted";
  const message = [
    `${what} within ${countText(seconds, "second")}. Nothing was written. Run the command again, or give more time with --timeout.`,
    ...troubleLines(login, by),
  ].join(" ");
  return new AuthFailedError({ code: "timeout", message, link: pages[login], exitCode: 3 });
}
