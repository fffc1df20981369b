import { isAutomatic, isSelectedByDefault } from "./declared-selection.ts";
import type { CatalogEntry, StreamDeclaration } from "./catalog.ts";
import type { JsonSchema } from "../json/json-schema.ts";
import { asBoolean } from "../json/lenient.ts";

type Metadata = { readonly [key: string]: unknown };

/** Metadata of a catalog entry by breadcrumb; steps of array items (`items`) count for nothing. */
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

  /** Every path that has metadata; the stream's own is the empty one. */
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
 * Whether a stream of the catalog is synced. An entry without any metadata or legacy word is (it would not stand
 * there otherwise); else an explicit `selected` decides, before `inclusion`, since Meltano marks streams
 * `automatic` that it knows nothing of and still deselects them.
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
 * Whether a property is selected when its parent is, in the SDK's order: automatic, unsupported, `selected`,
 * `selected-by-default`. Where the catalog is silent the tap's own default holds, which is the parent's choice
 * unless the tap declares the property off by default.
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
