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
 * The key of a stream: `view-key-properties`, the legacy `key_properties`, `table-key-properties`, else the tap's
 * own. A key that names no property of the stream is refused with a warning.
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
    const strange = names.filter((name) => !Object.hasOwn(stream.schema.properties, name));
    if (strange.length === 0) return names;
    warn(
      `its key names ${preview(strange)}, which the stream does not have; ` +
        `the key stays ${preview(stream.keyProperties)}`,
    );
  }
  return stream.keyProperties;
}

/**
 * How a stream is replicated: the `replication-method` metadata, else the legacy `replication_method`, else
 * `forced-replication-method`, else the tap's own. A method the stream cannot follow gives a warning.
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
    const instead = key === undefined ? "it has no replication key" : `its replication key stays "${key}"`;
    warn(
      `it asks for the replication key ${preview(wantedKey)}, which the stream does not offer; ${instead}`,
    );
  }
  const settled = (chosen: ReplicationMethod): Replication => ({ method: chosen, key });
  if (method === own) return settled(own);
  if (stream.forced === true) {
    warn(`it asks for ${preview(wanted)}, but the stream can only be ${own}`);
    return settled(own);
  }
  if (method === "FULL_TABLE" || (method === "INCREMENTAL" && key !== undefined)) return settled(method);
  const reason =
    method === "INCREMENTAL" ? "it has no replication key" : "it offers FULL_TABLE and INCREMENTAL";
  warn(`it asks for ${preview(wanted)}, which the stream cannot follow: ${reason}; it stays ${own}`);
  return settled(own);
}
