import type { Catalog, CatalogEntry, CatalogMetadata, StreamDeclaration } from "./catalog.ts";
import { isAutomatic, isSelectedByDefault } from "./declared-selection.ts";
import type { JsonSchema } from "../json/json-schema.ts";

/**
 * The catalog that describes the streams, with metadata for every stream and every nested property.
 *
 * Objects in lists get no metadata, as in the Meltano SDK: Meltano would deselect them and has no pattern to select
 * them again. `selectStreams` still follows a catalog that has such metadata.
 *
 * @example
 * ```ts
 * import { buildCatalog } from "@tap-instagram/singer/reference";
 *
 * const catalog = buildCatalog([
 *   {
 *     name: "posts",
 *     keyProperties: ["id"],
 *     replicationMethod: "FULL_TABLE",
 *     schema: { type: "object", properties: { id: { type: ["string"] } } },
 *   },
 * ]);
 * console.log(JSON.stringify(catalog, null, 2)); // what --discover prints
 * ```
 */
export function buildCatalog(streams: readonly StreamDeclaration[]): Catalog {
  return { streams: streams.map(buildEntry) };
}

function buildEntry(stream: StreamDeclaration): CatalogEntry {
  const { name, schema, keyProperties, replicationMethod, replicationKey } = stream;
  return {
    tap_stream_id: name,
    stream: name,
    replication_key: replicationMethod === "INCREMENTAL" ? replicationKey : undefined,
    // A method here would count as the catalog's choice, and the stream would no longer follow the other.
    replication_method: stream.replicationFollows === undefined ? replicationMethod : undefined,
    key_properties: [...keyProperties],
    schema:
      stream.description === undefined || schema.description !== undefined
        ? schema
        : { ...schema, description: stream.description },
    metadata: [streamMetadata(stream), ...propertyMetadata(stream, schema, [])],
  };
}

function streamMetadata(stream: StreamDeclaration): CatalogMetadata {
  const selected = stream.selectedByDefault ?? true;
  return {
    breadcrumb: [],
    metadata: {
      inclusion: "available",
      selected,
      "selected-by-default": selected,
      "table-key-properties": [...stream.keyProperties],
      "valid-replication-keys": stream.replicationKey === undefined ? undefined : [stream.replicationKey],
      "forced-replication-method": stream.forced === true ? stream.replicationMethod : undefined,
    },
  };
}

function propertyMetadata(
  stream: StreamDeclaration,
  schema: JsonSchema,
  path: readonly string[],
): CatalogMetadata[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const here = [...path, name];
    const metadata = isAutomatic(stream, here)
      ? { inclusion: "automatic" }
      : { inclusion: "available", "selected-by-default": isSelectedByDefault(stream, here) };
    return [
      { breadcrumb: here.flatMap((step) => ["properties", step]), metadata },
      ...propertyMetadata(stream, property, here),
    ];
  });
}
