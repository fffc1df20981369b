import { isDeepStrictEqual } from "node:util";
import { InvalidInputError, type JsonObject, type JsonValue, type Problem } from "@tap-instagram/singer";
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
 * not known, and null for what is not there, pass. A stream that is there twice in the same words is read once, with a
 * warning: a platform writes this file, and no person can mend it between two attempts.
 *
 * @throws InvalidInputError with every problem and its place.
 */
export function configuredStreams(
  json: JsonValue | undefined,
  place: string,
  onWarning: (text: string) => void,
): ConfiguredStream[] {
  const parsed = v.safeParse(configuredCatalog, json);
  if (!parsed.success) {
    const problems = parsed.issues.map((issue) => {
      const path = v.getDotPath(issue);
      return { place: path === null ? place : `${place}: ${path}`, message: issue.message };
    });
    throw new InvalidInputError("Cannot use the catalog", problems);
  }
  const streams = new Map<string, ConfiguredStream>();
  const problems: Problem[] = [];
  for (const [index, { stream, sync_mode: mode }] of parsed.output.streams.entries()) {
    const { name, json_schema: schema } = stream;
    const one: ConfiguredStream = { name, isIncremental: mode === "incremental", schema: schema ?? {} };
    const known = streams.get(name);
    const where = `${place}: streams.${index}`;
    if (known === undefined) streams.set(name, one);
    else if (isDeepStrictEqual(known, one))
      onWarning(`${where}: found the stream ${name} a second time: it is read once. Remove one of the two`);
    else
      problems.push({
        place: where,
        message: `found the stream ${name} a second time, with another sync_mode or json_schema; wanted it once: nothing tells which of the two is meant`,
      });
  }
  if (problems.length > 0) throw new InvalidInputError("Cannot use the catalog", problems);
  return [...streams.values()];
}
