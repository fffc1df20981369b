import type { Problem } from "../errors.ts";
import { mappedColumns } from "./mapped-columns.ts";
import type { IncomingStream } from "./outgoing-stream.ts";
import { mapsSetting } from "./parse-stream-maps.ts";
import type { StreamMap } from "./stream-map.ts";

/** Key columns that a stream lacks once the catalog has selected its columns: no target takes a key without its column. */
export function checkKeysSelected(stream: IncomingStream, map: StreamMap): Problem[] {
  const { name, schema, keyProperties } = stream;
  const columns = new Set(mappedColumns(schema, map, keyProperties).map((column) => column.name));
  const keys = map.keyProperties ?? keyProperties;
  const place = `${mapsSetting}.${name}.__key_properties__`;
  return keys
    .filter((key) => !columns.has(key))
    .map((key) => ({ place, message: `found "${key}", ${unselectedText(key, map)}` }));
}

function unselectedText(key: string, { columns }: StreamMap): string {
  const rule = columns.get(key);
  if (rule?.kind === "drop")
    return `a key of the catalog that the map leaves out, wanted columns that stay: name the columns of the key there`;
  const source = rule === undefined || rule.kind === "constant" ? key : rule.path.join(".");
  const found =
    source === key
      ? "which the catalog does not select"
      : `which comes from "${source}", and the catalog does not select that`;
  return `${found}, wanted columns that are selected: select "${source}" in the catalog, or name another key`;
}
