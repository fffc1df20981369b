import type { JsonSchema, StreamDeclaration } from "@tap-instagram/singer";
import type { AirbyteStream } from "../messages/messages.ts";
import { airbyteSchema } from "./json-schema.ts";
import type { OfferedStream } from "./streams.ts";

/**
 * What `discover` says of a stream.
 *
 * @example
 * ```ts
 * import { discovered, offeredStreams } from "@tap-instagram/airbyte-source";
 *
 * const catalog = { streams: offeredStreams().map(discovered) };
 * ```
 */
export function discovered({ declaration, cursor, isResumable }: OfferedStream): AirbyteStream {
  return {
    name: declaration.name,
    json_schema: airbyteSchema(defaultSchema(declaration)),
    supported_sync_modes: cursor === undefined ? ["full_refresh"] : ["full_refresh", "incremental"],
    // The platform wants this of everything that can go on.
    source_defined_cursor: isResumable ? true : undefined,
    default_cursor_field: cursor === undefined ? undefined : [cursor],
    source_defined_primary_key: declaration.keyProperties.map((key) => [key]),
    is_resumable: isResumable,
  };
}

/**
 * The schema without the columns that cost further calls or permissions. Airbyte selects every column that is discovered;
 * a configured catalog that names one of these gets it all the same.
 */
export function defaultSchema({
  schema,
  notSelectedByDefault = [],
}: StreamDeclaration): JsonSchema & { properties: NonNullable<JsonSchema["properties"]> } {
  const left = new Set(
    notSelectedByDefault.flatMap(([name, ...inside]) => (inside.length === 0 ? [name] : [])),
  );
  return {
    ...schema,
    properties: Object.fromEntries(Object.entries(schema.properties).filter(([name]) => !left.has(name))),
  };
}
