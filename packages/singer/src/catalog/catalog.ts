import type { JsonSchema, ObjectSchema } from "../json/json-schema.ts";

/** How a stream is read: all of it each time, or from its bookmark on. */
export type ReplicationMethod = "FULL_TABLE" | "INCREMENTAL";

/** What a tap declares about a stream. */
export interface StreamDeclaration {
  name: string;
  description?: string | undefined;
  /** `checkSafeSchema` tells whether every popular target can store it. */
  schema: ObjectSchema;
  /** Names of properties; together they identify a record. They are always selected. */
  keyProperties: readonly string[];
  replicationMethod: ReplicationMethod;
  /** The name of another stream: this one takes its method, unless the catalog gives this one a method. */
  replicationFollows?: string | undefined;
  /** True when a catalog cannot choose another method. Written as `forced-replication-method`. */
  forced?: boolean | undefined;
  /** The property INCREMENTAL replication compares. It is always selected. */
  replicationKey?: string | undefined;
  /** Whether the stream is synced when no catalog says otherwise. Default true. */
  selectedByDefault?: boolean | undefined;
  /** Paths of properties that only a catalog selects, e.g. `[["profile_activity"], ["owner", "name"]]`. */
  notSelectedByDefault?: readonly (readonly string[])[] | undefined;
}

/** Metadata of a stream (breadcrumb `[]`) or of a property, with its hyphenated names. */
export interface CatalogMetadata {
  breadcrumb: readonly string[];
  metadata: { readonly [key: string]: unknown };
}

/** One stream of a catalog. */
export interface CatalogEntry {
  tap_stream_id: string;
  stream: string;
  schema: JsonSchema;
  metadata: readonly CatalogMetadata[];
  /** Legacy, as are all the stream-level keys below; taps and targets still read them. */
  key_properties?: readonly string[] | undefined;
  replication_key?: string | undefined;
  replication_method?: string | undefined;
  selected?: boolean | undefined;
}

/** What `--discover` prints and `--catalog` reads. */
export interface Catalog {
  streams: readonly CatalogEntry[];
}
