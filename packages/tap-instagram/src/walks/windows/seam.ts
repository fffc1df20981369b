import { TransientError } from "@tap-instagram/core";
import type { ChainPage } from "./chain.ts";
import { publishedMs, type Window } from "./window.ts";

/** `apart`: the page does not reach the window behind. `unlike`: it does, and the two do not show the same posts. */
export type Seam = "apart" | "unlike" | { readonly own: ChainPage };

/**
 * Whether a page has come to where the window behind begins. The two are joined at a post that both show: whatever the API
 * makes of a bound of time, nothing between them is lost, and nothing comes twice.
 */
export function seamOf(page: ChainPage, behind: Pick<Window, "newest" | "fromMs" | "untaken">): Seam {
  const { media, lost } = page;
  const { newest, fromMs } = behind;
  if (!newest) return "apart";
  const at = media.findIndex(({ id }) => id === newest.id);
  if (at < 0) {
    const isPast = media.some((one) => (publishedMs(one) ?? Infinity) < (fromMs ?? -Infinity));
    return isPast ? "unlike" : "apart";
  }
  const same = behind.untaken();
  for (const { id } of media.slice(at)) {
    const next = same.next();
    if (next.done) break;
    if (next.value.id !== id) return "unlike";
  }
  const own = media.slice(0, at);
  const ownIds = new Set(own.map(({ id }) => id));
  const behindIds = new Set(media.slice(at).map(({ id }) => id));
  // What was lost beside the posts belongs to one of the two, and nothing tells to which.
  if (lost.some(({ id }) => id === undefined || !(ownIds.has(id) || behindIds.has(id)))) return "unlike";
  const ofOwn = lost.filter(({ id }) => id !== undefined && ownIds.has(id));
  return { own: { media: own, lost: ofOwn, isCapped: false } };
}

/** Whether a page comes to the time from which the window behind is asked. */
export function reaches({ media }: ChainPage, { fromMs = -Infinity }: Window): boolean {
  return media.some((one) => (publishedMs(one) ?? Infinity) <= fromMs);
}

/** A window came to the end of the list, and one behind it has posts. */
export function endsTooEarly(): TransientError {
  const endpoint = "GET /{id}/media";
  return new TransientError(
    `Cannot ${endpoint}: the list ended before older posts that the API gave a moment ago. The list did not come to its end`,
    { endpoint, reason: "unexpected-shape" },
  );
}
