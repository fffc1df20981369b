import type { Catalog, CatalogEntry, ReplicationMethod, StreamDeclaration } from "./catalog.ts";
import type { JsonObject } from "../json/json.ts";
import type { JsonSchema, ObjectSchema } from "../json/json-schema.ts";
import { projection } from "./project-record.ts";
import { isAutomatic, isSelectedByDefault } from "./declared-selection.ts";
import { chooseKeys, chooseReplication } from "./replication.ts";
import { hasPath, mergeSchema, prune } from "./schema-shape.ts";
import { isPropertySelected, isStreamSelected, MetadataIndex } from "./selection-rules.ts";

/** A stream that takes part in a sync, as the catalog wants it. */
export interface SelectedStream {
  readonly name: string;
  readonly keyProperties: readonly string[];
  readonly replicationMethod: ReplicationMethod;
  /** Set when the stream is INCREMENTAL. */
  readonly replicationKey?: string | undefined;
  /** What records look like: deselected properties, nested ones too, are gone. */
  readonly schema: ObjectSchema;
  /** Whether a property is selected. Array items are transparent: `has("children", "id")`. */
  has(...path: string[]): boolean;
  /** The selected part of a record; properties the schema does not name are left out. */
  project(record: JsonObject): JsonObject;
}

/**
 * The streams to sync, in the order of their declaration. Without a catalog: those selected by default. With one:
 * those it selects; a stream it does not name is not synced. What an entry leaves out (keys, replication, schema,
 * metadata) is the tap's own.
 *
 * @param onWarning receives one line for each thing in the catalog that cannot be followed.
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
  const strangers = catalog.streams.filter(({ tap_stream_id: id }) => !known.has(id));
  if (strangers.length > 0) {
    const names = strangers.map(({ tap_stream_id: id }) => id).join(", ");
    onWarning(`The catalog names streams this tap does not have, which are ignored: ${names}`);
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
      `The catalog lacks fields this tap has, so it may be a stale copy; they are synced as by default: ` +
        `${stale.join("; ")}. Discover again to choose (Meltano: --refresh-catalog)`,
    );
  }
  return selected;
}

/** A stream that follows another has the method that the catalog gives the other. */
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

/** Fields only one of tap and catalog has. */
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
  // An entry without a schema was written by hand, and leaves to the tap what it does not name.
  const missing = entry.schema.properties === undefined ? [] : known.filter((name) => !given.has(name));
  if (missing.length > 0) stale.push(`${declared.name} (${missing.join(", ")})`);
  const strange = [...given].filter((name) => !Object.hasOwn(declared.schema.properties, name));
  if (strange.length > 0) {
    warn(`it names fields this tap does not have, which are ignored: ${strange.join(", ")}`);
  }
}
