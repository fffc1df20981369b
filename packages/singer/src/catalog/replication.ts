import type { CatalogEntry, ReplicationMethod, StreamDeclaration } from "./catalog.ts";
import { preview } from "../json/json.ts";
import { asStrings } from "../json/lenient.ts";
import type { MetadataIndex } from "./selection-rules.ts";

/** How a stream is replicated, and by which property. */
interface Replication {
  readonly method: ReplicationMethod;
  readonly key: string | undefined;
}

type Warn = (text: string) => void;

/**
 * The key of a stream: `view-key-properties`, the legacy `key_properties`, `table-key-properties`, else what the tap
 * declares. A key with unknown properties is refused with a warning.
 */
export function chooseKeys(
  stream: StreamDeclaration,
  entry: CatalogEntry,
  index: MetadataIndex,
  warn: Warn,
): readonly string[] {
  const metadata = index.at([]) ?? {};
  const candidates = [
    metadata["view-key-properties"],
    entry.key_properties,
    metadata["table-key-properties"],
  ];
  for (const candidate of candidates) {
    const names = asStrings(candidate);
    if (names === undefined || names.length === 0) continue;
    const unknown = names.filter((name) => !Object.hasOwn(stream.schema.properties, name));
    if (unknown.length === 0) return names;
    warn(`unknown key properties ${preview(unknown)}; the key is ${preview(stream.keyProperties)}`);
  }
  return stream.keyProperties;
}

/**
 * How a stream is replicated: the `replication-method` metadata, else the legacy `replication_method`, else
 * `forced-replication-method`, else what the tap declares. A method that the stream does not support gives a warning.
 */
export function chooseReplication(
  stream: StreamDeclaration,
  entry: CatalogEntry,
  index: MetadataIndex,
  warn: Warn,
): Replication {
  const metadata = index.at([]) ?? {};
  const own = stream.replicationMethod;
  const wanted =
    metadata["replication-method"] ??
    entry.replication_method ??
    metadata["forced-replication-method"] ??
    own;
  const method = typeof wanted === "string" ? wanted.trim().toUpperCase().replace("-", "_") : wanted;
  const key = stream.replicationKey;
  const wantedKey = metadata["replication-key"] ?? entry.replication_key;
  if (typeof wantedKey === "string" && wantedKey !== key) {
    const instead = key === undefined ? "the stream has none" : `the replication key is "${key}"`;
    warn(`unknown replication key ${preview(wantedKey)}; ${instead}`);
  }
  const settled = (chosen: ReplicationMethod): Replication => ({ method: chosen, key });
  if (method === own) return settled(own);
  if (stream.forced === true) {
    warn(`replication method ${preview(wanted)} is not supported; the stream is always ${own}`);
    return settled(own);
  }
  if (method === "FULL_TABLE" || (method === "INCREMENTAL" && key !== undefined)) return settled(method);
  const reason =
    method === "INCREMENTAL"
      ? "the stream has no replication key"
      : "the stream supports FULL_TABLE and INCREMENTAL";
  warn(`replication method ${preview(wanted)} is not supported: ${reason}; it is synced ${own}`);
  return settled(own);
}
