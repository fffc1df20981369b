import type { GraphError, GraphErrorKind, GraphErrorReason } from "@tap-instagram/core";

const kindsOfOneMedia = new Set<GraphErrorKind>(["no-insights", "not-found", "misuse", "refused-name"]);

/** A word for why one media has nothing to give; `undefined` when the failure is not the media's. */
export function skipReason({ kind, reason }: GraphError): GraphErrorReason | undefined {
  return kindsOfOneMedia.has(kind) ? reason : undefined;
}
