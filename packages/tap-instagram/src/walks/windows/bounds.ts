import type { GraphError } from "@tap-instagram/core";
import type { ChainPage } from "./chain.ts";
import { publishedMs, type Window } from "./window.ts";

/** The API does not keep to a bound of time: it gives newer posts all the same, or refuses it. */
export type BoundsLost =
  | { readonly how: "ignored" }
  | { readonly how: "refused"; readonly error: GraphError };

/** Whether a page has posts that are newer than asked. */
export function isOutside({ media }: ChainPage, { untilMs = Infinity }: Window): boolean {
  return media.some((one) => (publishedMs(one) ?? -Infinity) > untilMs);
}

/** Whether an error says that the question is wrong, and not that there is no answer at present. */
export function isRefusal({ kind }: GraphError): boolean {
  return kind === "misuse" || kind === "refused-name" || kind === "permission" || kind === "not-found";
}
