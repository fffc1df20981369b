import type { GraphError, GraphErrorKind, GraphErrorReason } from "@tap-instagram/core";

const kindsOfOneMedia = new Set<GraphErrorKind>(["no-insights", "not-found", "misuse", "refused-name"]);

/** Why one media has no data; `undefined` if the failure is not about the media alone. */
export function skipReason({ kind, reason }: GraphError): GraphErrorReason | undefined {
  return kindsOfOneMedia.has(kind) ? reason : undefined;
}
