import { InvalidInputError, type JsonObject, type JsonValue } from "@tap-instagram/singer";
import * as v from "valibot";

/** A stream that a connection asks for. */
export interface ConfiguredStream {
  readonly name: string;
  readonly isIncremental: boolean;
  /** What the catalog knows of its columns: perhaps from an older version, perhaps of another connector. */
  readonly schema: JsonObject;
}

const jsonObject: v.GenericSchema<unknown, JsonObject> = v.custom<JsonObject>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "wanted an object",
);

const configuredStream = v.object(
  {
    stream: v.object(
      {
        name: v.pipe(v.string("wanted the name of a stream"), v.nonEmpty("wanted the name of a stream")),
        json_schema: v.nullish(jsonObject),
      },
      'wanted an object with the stream: {"name": "media", "json_schema": {…}}',
    ),
    sync_mode: v.nullish(v.string("wanted full_refresh or incremental")),
  },
  'wanted a configured stream: {"stream": {…}, "sync_mode": "full_refresh"}',
);

const configuredCatalog = v.object(
  { streams: v.array(configuredStream, "wanted a list of configured streams") },
  'wanted a configured catalog: {"streams": [{"stream": {…}, "sync_mode": "full_refresh"}]}',
);

/**
 * Reads a configured catalog. What it says of cursors, keys, destinations and generations is theirs to heed; keys that are
 * not known, and null for what is not there, pass.
 *
 * @throws InvalidInputError with every problem and its place.
 */
export function configuredStreams(json: JsonValue | undefined, place: string): ConfiguredStream[] {
  const parsed = v.safeParse(configuredCatalog, json);
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => {
      const path = v.getDotPath(issue);
      return { place: path === null ? place : `${place}: ${path}`, message: issue.message };
    });
    throw new InvalidInputError("Cannot use the catalog", problems);
  }
  const streams = new Map<string, ConfiguredStream>();
  for (const { stream, sync_mode: mode } of parsed.output.streams) {
    if (streams.has(stream.name)) continue;
    const isIncremental = mode === "incremental";
    streams.set(stream.name, { name: stream.name, isIncremental, schema: stream.json_schema ?? {} });
  }
  return [...streams.values()];
}
