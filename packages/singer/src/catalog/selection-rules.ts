import { isAutomatic, isSelectedByDefault } from "./declared-selection.ts";
import type { CatalogEntry, StreamDeclaration } from "./catalog.ts";
import type { JsonSchema } from "../json/json-schema.ts";
import { asBoolean } from "../json/lenient.ts";

type Metadata = { readonly [key: string]: unknown };

/** Metadata of a catalog entry by breadcrumb, without the steps into array items (`items`). */
export class MetadataIndex {
  #byPath = new Map<string, { path: readonly string[]; metadata: Metadata }>();

  constructor(entry: CatalogEntry) {
    for (const { breadcrumb, metadata } of entry.metadata) {
      const path = propertyPath(breadcrumb);
      const key = JSON.stringify(path);
      this.#byPath.set(key, { path, metadata: { ...this.#byPath.get(key)?.metadata, ...metadata } });
    }
  }

  get isEmpty(): boolean {
    return this.#byPath.size === 0;
  }

  at(path: readonly string[]): Metadata | undefined {
    return this.#byPath.get(JSON.stringify(path))?.metadata;
  }

  /** Every path that has metadata. The empty path is the stream itself. */
  paths(): (readonly string[])[] {
    return [...this.#byPath.values()].map(({ path }) => path);
  }
}

/** `["properties","a","items","properties","b"]` → `["a","b"]`. */
function propertyPath(breadcrumb: readonly string[]): string[] {
  const path: string[] = [];
  for (let index = 0; index < breadcrumb.length;) {
    const next = breadcrumb[index + 1];
    if (breadcrumb[index] === "properties" && next !== undefined) {
      path.push(next);
      index += 2;
    } else {
      index += 1;
    }
  }
  return path;
}

/**
 * Whether a stream of the catalog is synced. An entry without any metadata is: there is no other reason to list it.
 * Otherwise an explicit `selected` decides. It comes before `inclusion`, because Meltano marks streams that it does not
 * know as `automatic` and still deselects them.
 */
export function isStreamSelected(entry: CatalogEntry, index: MetadataIndex): boolean {
  const metadata = index.at([]) ?? {};
  const legacy = entry.selected ?? asBoolean(entry.schema.selected);
  if (metadata.inclusion === "unsupported") return false;
  return (
    asBoolean(metadata.selected) ??
    legacy ??
    (metadata.inclusion === "automatic" ? true : undefined) ??
    asBoolean(metadata["selected-by-default"]) ??
    index.isEmpty
  );
}

/**
 * Whether a property is selected when its parent is. The order is that of the SDK: automatic, unsupported, `selected`,
 * `selected-by-default`. If the catalog says nothing, the property is selected, unless the tap declares it off by
 * default.
 */
export function isPropertySelected(
  stream: StreamDeclaration,
  path: readonly string[],
  index: MetadataIndex,
  legacySchema: JsonSchema | undefined,
): boolean {
  if (isAutomatic(stream, path)) return true;
  const metadata = index.at(path) ?? {};
  const inclusion = metadata.inclusion ?? legacySchema?.inclusion;
  if (inclusion === "unsupported") return false;
  if (inclusion === "automatic") return true;
  return (
    asBoolean(metadata.selected) ??
    asBoolean(legacySchema?.selected) ??
    asBoolean(metadata["selected-by-default"]) ??
    isSelectedByDefault(stream, path)
  );
}
