import type { Catalog, CatalogEntry, ReplicationMethod, StreamDeclaration } from "./catalog.ts";
import type { JsonObject } from "../json/json.ts";
import type { JsonSchema, ObjectSchema } from "../json/json-schema.ts";
import { projection } from "./project-record.ts";
import { isAutomatic, isSelectedByDefault } from "./declared-selection.ts";
import { chooseKeys, chooseReplication } from "./replication.ts";
import { hasPath, mergeSchema, prune } from "./schema-shape.ts";
import { isPropertySelected, isStreamSelected, MetadataIndex } from "./selection-rules.ts";

/** A stream of a sync, with what the catalog selects. */
export interface SelectedStream {
  readonly name: string;
  readonly keyProperties: readonly string[];
  readonly replicationMethod: ReplicationMethod;
  /** Set when the stream is INCREMENTAL. */
  readonly replicationKey?: string | undefined;
  /** The schema without deselected properties, at every depth. */
  readonly schema: ObjectSchema;
  /** Whether a property is selected. Array items are not a step: `has("children", "id")`. */
  has(...path: string[]): boolean;
  /** A record with the selected properties only, in their order: the same one where there is nothing to change. */
  project(record: JsonObject): JsonObject;
}

/**
 * The streams to sync, in the order of their declaration. Without a catalog these are the streams selected by default,
 * with one the streams it selects. A stream that the catalog does not name is not synced. What an entry leaves out
 * (keys, replication, schema, metadata) comes from the tap.
 *
 * @param onWarning receives one line for each part of the catalog that is ignored.
 */
export function selectStreams(
  streams: readonly StreamDeclaration[],
  catalog?: Catalog,
  onWarning: (text: string) => void = () => undefined,
): SelectedStream[] {
  if (catalog === undefined) {
    return streams
      .filter((stream) => stream.selectedByDefault ?? true)
      .map((stream) =>
        selectedStream(
          stream,
          prune(stream.schema, [], (path) => isAutomatic(stream, path) || isSelectedByDefault(stream, path)),
          stream.keyProperties,
          stream.replicationMethod,
        ),
      );
  }
  const known = new Set(streams.map(({ name }) => name));
  const unknown = catalog.streams.filter(({ tap_stream_id: id }) => !known.has(id));
  if (unknown.length > 0) {
    const names = unknown.map(({ tap_stream_id: id }) => id).join(", ");
    onWarning(`The catalog has unknown streams, which are ignored: ${names}`);
  }
  const stale: string[] = [];
  const selected = streams.flatMap((stream) => {
    const entry = catalog.streams.find(({ tap_stream_id: id }) => id === stream.name);
    return entry === undefined
      ? []
      : followEntry(following(stream, streams, catalog), entry, stale, onWarning);
  });
  if (stale.length > 0) {
    onWarning(
      `The catalog may be out of date: it lacks fields, which are synced by default: ${stale.join("; ")}. ` +
        `Run --discover again to select them (Meltano: --refresh-catalog)`,
    );
  }
  return selected;
}

/** A stream that follows another takes the method that the catalog gives the other. */
function following(
  stream: StreamDeclaration,
  streams: readonly StreamDeclaration[],
  catalog: Catalog,
): StreamDeclaration {
  const followed = streams.find(({ name }) => name === stream.replicationFollows);
  const entry = catalog.streams.find(({ tap_stream_id: id }) => id === followed?.name);
  if (followed === undefined || entry === undefined) return stream;
  const { method } = chooseReplication(followed, entry, new MetadataIndex(entry), () => undefined);
  return { ...stream, replicationMethod: method };
}

function followEntry(
  declared: StreamDeclaration,
  entry: CatalogEntry,
  stale: string[],
  onWarning: (text: string) => void,
): SelectedStream[] {
  const index = new MetadataIndex(entry);
  if (!isStreamSelected(entry, index)) return [];
  const warn = (text: string): void => onWarning(`Stream "${declared.name}" in the catalog: ${text}`);
  const keyProperties = chooseKeys(declared, entry, index, warn);
  const { method, key } = chooseReplication(declared, entry, index, warn);
  const stream: StreamDeclaration = {
    ...declared,
    keyProperties,
    replicationMethod: method,
    replicationKey: key ?? declared.replicationKey,
  };
  noteDifferences(declared, entry, index, stale, warn);
  const schema = prune(mergeSchema(declared.schema, entry.schema), [], (path, legacy) =>
    isPropertySelected(stream, path, index, legacy),
  );
  return [selectedStream(stream, schema, keyProperties, method)];
}

function selectedStream(
  stream: StreamDeclaration,
  schema: JsonSchema,
  keyProperties: readonly string[],
  replicationMethod: ReplicationMethod,
): SelectedStream {
  const { replicationKey } = stream;
  return {
    name: stream.name,
    keyProperties,
    replicationMethod,
    replicationKey: replicationMethod === "INCREMENTAL" ? replicationKey : undefined,
    schema: { ...schema, type: "object", properties: schema.properties ?? {} },
    has: (...path) => hasPath(schema, path),
    project: projection(schema),
  };
}

/** Warns of fields that only the tap or only the catalog has. */
function noteDifferences(
  declared: StreamDeclaration,
  entry: CatalogEntry,
  index: MetadataIndex,
  stale: string[],
  warn: (text: string) => void,
): void {
  const known = Object.keys(declared.schema.properties);
  const given = new Set([
    ...Object.keys(entry.schema.properties ?? {}),
    ...index.paths().flatMap(([name]) => (name === undefined ? [] : [name])),
  ]);
  // An entry without a schema was written by hand: what it does not name has its default.
  const missing = entry.schema.properties === undefined ? [] : known.filter((name) => !given.has(name));
  if (missing.length > 0) stale.push(`${declared.name} (${missing.join(", ")})`);
  const unknown = [...given].filter((name) => !Object.hasOwn(declared.schema.properties, name));
  if (unknown.length > 0) warn(`unknown fields are ignored: ${unknown.join(", ")}`);
}
