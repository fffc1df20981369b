import type { GraphError } from "@tap-instagram/core";

const kindsOfOneMedia = new Set<GraphError["kind"]>(["no-insights", "not-found", "misuse", "refused-name"]);

/** A word for why one media has nothing to give; `undefined` when the failure is not the media's. */
export function skipReason({ kind, reason }: GraphError): string | undefined {
  return kindsOfOneMedia.has(kind) ? (reason ?? kind) : undefined;
}
