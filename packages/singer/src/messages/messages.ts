import { MalformedMessageError } from "../errors.ts";
import { isJsonObject, preview, type JsonObject, type JsonValue } from "../json/json.ts";
import type { JsonSchema } from "../json/json-schema.ts";

/** Describes a stream's records. It comes before the first record, and again when the schema changes. */
export interface SchemaMessage {
  type: "SCHEMA";
  stream: string;
  schema: JsonSchema;
  /** Empty when the stream has no key. */
  key_properties: readonly string[];
  bookmark_properties?: readonly string[] | undefined;
}

/** One record. */
export interface RecordMessage {
  type: "RECORD";
  stream: string;
  record: JsonObject;
  /** RFC 3339 with zone: when the tap read the record. */
  time_extracted?: string | undefined;
  /** The table version of a full load, see {@link ActivateVersionMessage}. */
  version?: number | undefined;
}

/** Everything before it counts as done once it is stored. Targets do not look into the value. */
export interface StateMessage {
  type: "STATE";
  value: JsonValue;
}

/** Records of the stream with an older version may be deleted. */
export interface ActivateVersionMessage {
  type: "ACTIVATE_VERSION";
  stream: string;
  version: number;
}

/** Records in files. A preview feature of the Meltano SDK. */
export interface BatchMessage {
  type: "BATCH";
  stream: string;
  encoding: { format: string; compression?: string | null | undefined };
  /** URLs of the files. */
  manifest: readonly string[];
  version?: number | undefined;
}

/** A message, with the field names of the wire. */
export type SingerMessage =
  | SchemaMessage
  | RecordMessage
  | StateMessage
  | ActivateVersionMessage
  | BatchMessage;

/**
 * One line of Singer, without the newline. NaN and infinities, which JSON does not have, become null.
 */
export function formatMessage(message: SingerMessage): string {
  return JSON.stringify(message);
}

/**
 * Reads one line. `type` may be in any case, and `key_properties` may be missing or null. Numbers are read by
 * `JSON.parse`: integers beyond 2^53 lose digits.
 *
 * @throws MalformedMessageError with the field, what it holds and what was wanted.
 *
 * @example
 * ```ts
 * import { parseMessage } from "@tap-instagram/singer";
 *
 * const message = parseMessage('{"type": "RECORD", "stream": "posts", "record": {"id": "1"}}');
 * if (message.type === "RECORD") console.log(message.stream, message.record); // posts { id: "1" }
 * ```
 */
export function parseMessage(line: string): SingerMessage {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    throw new MalformedMessageError(`Cannot read a Singer message: the line is not JSON: ${preview(line)}`, {
      cause: error,
    });
  }
  if (!isJsonObject(json)) {
    throw new MalformedMessageError(
      `Cannot read a Singer message: found ${preview(json)}, wanted a JSON object`,
    );
  }
  const type = typeof json.type === "string" ? json.type.toUpperCase() : undefined;
  switch (type) {
    case "RECORD": {
      return {
        type,
        stream: text(json, type, "stream"),
        record: object(json, type, "record"),
        time_extracted: optional(json, type, "time_extracted", isString),
        version: optional(json, type, "version", isInteger),
      };
    }
    case "SCHEMA": {
      return {
        type,
        stream: text(json, type, "stream"),
        // Only the top level is checked here. A target checks what it relies on.
        schema: object(json, type, "schema"),
        key_properties: strings(json, type, "key_properties") ?? [],
        bookmark_properties: strings(json, type, "bookmark_properties"),
      };
    }
    case "STATE":
      if (json.value === undefined) wrong(type, "value", json.value, "a value");
      return { type, value: json.value };
    case "ACTIVATE_VERSION": {
      const version =
        optional(json, type, "version", isInteger) ?? wrong(type, "version", json.version, "an integer");
      return { type, stream: text(json, type, "stream"), version };
    }
    case "BATCH": {
      const encoding = object(json, type, "encoding");
      return {
        type,
        stream: text(json, type, "stream"),
        encoding: {
          format: text(encoding, type, "format"),
          compression: optional(encoding, type, "compression", isString),
        },
        manifest: strings(json, type, "manifest") ?? wrong(type, "manifest", json.manifest, "a list of URLs"),
        version: optional(json, type, "version", isInteger),
      };
    }
    default:
      return wrong("Singer", "type", json.type, "SCHEMA, RECORD, STATE, ACTIVATE_VERSION or BATCH");
  }
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function text(json: JsonObject, type: string, field: string): string {
  const value = json[field];
  return isString(value) ? value : wrong(type, field, value, "a string");
}

function object(json: JsonObject, type: string, field: string): JsonObject {
  const value = json[field];
  return isJsonObject(value) ? value : wrong(type, field, value, "an object");
}

function strings(json: JsonObject, type: string, field: string): string[] | undefined {
  const value = json[field];
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) && value.every(isString)
    ? value
    : wrong(type, field, value, "a list of strings");
}

/** The value of a field. Null counts as missing. */
function optional<T>(
  json: JsonObject,
  type: string,
  field: string,
  is: (value: unknown) => value is T,
): T | undefined {
  const value = json[field];
  if (value === undefined || value === null) return undefined;
  return is(value) ? value : wrong(type, field, value, is === isInteger ? "an integer" : "text");
}

function wrong(type: string, field: string, value: unknown, wanted: string): never {
  const found = value === undefined ? "nothing" : preview(value);
  throw new MalformedMessageError(
    `Cannot read a ${type} message: "${field}" holds ${found}, wanted ${wanted}`,
  );
}
