import type { GraphError } from "@tap-instagram/core";

const kindsOfOneMedia = new Set<GraphError["kind"]>(["no-insights", "not-found", "misuse", "refused-name"]);

/**
 * A word for why one media has nothing to give; `undefined` when the failure is not the media's. Where others were
 * answered, a missing permission is the media's own as well.
 */
export function skipReason({ kind, reason }: GraphError, othersAreAnswered = false): string | undefined {
  if (kind === "permission" && !othersAreAnswered) return undefined;
  return kindsOfOneMedia.has(kind) || kind === "permission" ? (reason ?? kind) : undefined;
}
