import type { ConnectorSpecification } from "../messages/messages.ts";
import { connectionSpecification } from "../settings/connection-specification.ts";

/**
 * What `spec` says.
 *
 * @example
 * ```ts
 * import { specification } from "@tap-instagram/airbyte-source";
 *
 * const { connectionSpecification } = specification();
 * ```
 */
export function specification(): ConnectorSpecification {
  return {
    documentationUrl: "https://developers.facebook.com/docs/instagram-platform",
    protocol_version: "0.3.2",
    supportsIncremental: true,
    supported_destination_sync_modes: ["overwrite", "append", "append_dedup"],
    connectionSpecification: connectionSpecification(),
  };
}
