import type { Catalog, CatalogEntry, CatalogMetadata } from "../catalog/catalog.ts";

/** The catalog with these streams selected, and no others. */
export function withStreams(catalog: Catalog, names: ReadonlySet<string>): Catalog {
  return {
    streams: catalog.streams.map((entry) => {
      const selected = names.has(entry.tap_stream_id);
      return withMetadata({ ...entry, selected }, [], { selected });
    }),
  };
}

/** The catalog without one property of each stream (the first that may be deselected), and these properties. */
export function withoutOneProperty(catalog: Catalog): {
  catalog: Catalog;
  dropped: ReadonlyMap<string, string>;
} {
  const dropped = new Map<string, string>();
  const streams = catalog.streams.map((entry) => {
    const candidate = entry.metadata.find(({ breadcrumb, metadata }) => {
      return (
        breadcrumb.length === 2 &&
        metadata.inclusion === "available" &&
        metadata["selected-by-default"] !== false
      );
    });
    const name = candidate?.breadcrumb[1];
    if (name === undefined) return entry;
    dropped.set(entry.tap_stream_id, name);
    return withMetadata(entry, ["properties", name], { selected: false });
  });
  return { catalog: { streams }, dropped };
}

function withMetadata(
  entry: CatalogEntry,
  breadcrumb: readonly string[],
  changes: CatalogMetadata["metadata"],
): CatalogEntry {
  const key = JSON.stringify(breadcrumb);
  return {
    ...entry,
    metadata: entry.metadata.map((item) =>
      JSON.stringify(item.breadcrumb) === key
        ? { ...item, metadata: { ...item.metadata, ...changes } }
        : item,
    ),
  };
}
