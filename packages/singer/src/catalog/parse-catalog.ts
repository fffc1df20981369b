import type { Catalog, CatalogEntry, CatalogMetadata } from "./catalog.ts";
import { InvalidInputError, type Problem } from "../errors.ts";
import { isJsonObject, preview } from "../json/json.ts";
import { asBoolean, asStrings } from "../json/lenient.ts";
import type { JsonSchema } from "../json/json-schema.ts";

/**
 * Reads a catalog from any Singer tool. Booleans may be strings, anything but `tap_stream_id` may be missing, and
 * unknown keys are ignored.
 *
 * @param options.place the file's name, for error messages. Default `catalog`.
 * @throws InvalidInputError with every problem and its place, e.g. `catalog.json: streams[2].metadata[0]`.
 */
export function parseCatalog(json: unknown, options: { place?: string | undefined } = {}): Catalog {
  const problems: Problem[] = [];
  const place = options.place ?? "catalog";
  const report = (path: string, found: unknown, wanted: string): void => {
    const what = found === undefined ? "nothing" : preview(found);
    problems.push({
      place: path === "" ? place : `${place}: ${path}`,
      message: `found ${what}, wanted ${wanted}`,
    });
  };
  const streams: CatalogEntry[] = [];
  if (!isJsonObject(json)) {
    report("", json, 'a catalog, {"streams": [...]}, as --discover prints it');
  } else if (!Array.isArray(json.streams)) {
    report("streams", json.streams, "a list of streams");
  } else {
    for (const [index, value] of json.streams.entries()) {
      const entry = parseEntry(value, `streams[${index}]`, report);
      if (entry === undefined) continue;
      const double = streams.findIndex(({ tap_stream_id: id }) => id === entry.tap_stream_id);
      if (double === -1) streams.push(entry);
      else {
        report(
          `streams[${index}].tap_stream_id`,
          entry.tap_stream_id,
          "each stream once: an entry before it has this name, so remove one of the two",
        );
      }
    }
  }
  if (problems.length > 0) throw new InvalidInputError("Cannot use the catalog", problems);
  return { streams };
}

type Report = (path: string, found: unknown, wanted: string) => void;

function parseEntry(value: unknown, path: string, report: Report): CatalogEntry | undefined {
  if (!isJsonObject(value)) {
    report(path, value, "an object that describes a stream");
    return undefined;
  }
  const id = value.tap_stream_id ?? value.stream;
  if (typeof id !== "string" || id === "") {
    report(`${path}.tap_stream_id`, id, "the name of a stream");
    return undefined;
  }
  const optional = <T>(
    key: string,
    read: (found: unknown) => T | undefined,
    wanted: string,
  ): T | undefined => {
    const found = value[key];
    if (found === undefined || found === null) return undefined;
    const result = read(found);
    if (result === undefined) report(`${path}.${key}`, found, wanted);
    return result;
  };
  return {
    tap_stream_id: id,
    stream: typeof value.stream === "string" ? value.stream : id,
    schema: parseSchema(value.schema, `${path}.schema`, report),
    metadata: parseMetadata(value.metadata, `${path}.metadata`, report),
    key_properties: optional("key_properties", asStrings, "a list of property names"),
    replication_key: optional("replication_key", asText, "the name of a property"),
    replication_method: optional("replication_method", asText, "FULL_TABLE or INCREMENTAL"),
    selected: optional("selected", asBoolean, "true or false"),
  };
}

function parseSchema(value: unknown, path: string, report: Report): JsonSchema {
  if (value === undefined || value === null) return {};
  if (!isJsonObject(value)) {
    report(path, value, "a JSON schema");
    return {};
  }
  checkSchema(value, path, report);
  return value;
}

function checkSchema(value: { [key: string]: unknown }, path: string, report: Report): void {
  const { type, required, properties, items } = value;
  if (type !== undefined && typeof type !== "string" && asStrings(type) === undefined) {
    report(`${path}.type`, type, "the name of a type, or a list of them");
  }
  if (required !== undefined && asStrings(required) === undefined) {
    report(`${path}.required`, required, "a list of property names");
  }
  if (isJsonObject(items)) checkSchema(items, `${path}.items`, report);
  else if (items !== undefined) report(`${path}.items`, items, "a JSON schema");
  if (isJsonObject(properties)) {
    for (const [name, property] of Object.entries(properties)) {
      const place = `${path}.properties.${name}`;
      if (isJsonObject(property)) checkSchema(property, place, report);
      else report(place, property, "a JSON schema");
    }
  } else if (properties !== undefined) {
    report(`${path}.properties`, properties, "an object of JSON schemas");
  }
}

function parseMetadata(value: unknown, path: string, report: Report): CatalogMetadata[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    report(path, value, 'a list of {"breadcrumb": [...], "metadata": {...}}');
    return [];
  }
  return value.flatMap((entry: unknown, index) => {
    const place = `${path}[${index}]`;
    if (!isJsonObject(entry)) {
      report(place, entry, 'an object {"breadcrumb": [...], "metadata": {...}}');
      return [];
    }
    const breadcrumb = asStrings(entry.breadcrumb);
    if (breadcrumb === undefined) report(`${place}.breadcrumb`, entry.breadcrumb, "a list of strings");
    const metadata = entry.metadata ?? {};
    if (!isJsonObject(metadata)) report(`${place}.metadata`, metadata, "an object");
    return breadcrumb !== undefined && isJsonObject(metadata) ? [{ breadcrumb, metadata }] : [];
  });
}

function asText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
