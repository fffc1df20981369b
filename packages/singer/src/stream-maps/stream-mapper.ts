import type { StreamDeclaration } from "../catalog/catalog.ts";
import { projection } from "../catalog/project-record.ts";
import { hasPath } from "../catalog/schema-shape.ts";
import type { SelectedStream } from "../catalog/selection.ts";
import { InvalidInputError } from "../errors.ts";
import type { JsonObject } from "../json/json.ts";
import { checkKeysSelected } from "./check-keys-selected.ts";
import { looseKeys } from "./check-keys.ts";
import { checkMaps } from "./check-map.ts";
import { expandWildcards } from "./expand-wildcards.ts";
import { keyedHash } from "./keyed-hash.ts";
import {
  outgoingStream,
  sourcesOf,
  unmapped,
  type IncomingStream,
  type OutgoingStream,
} from "./outgoing-stream.ts";
import { parseStreamMaps } from "./parse-stream-maps.ts";
import type { StreamMaps } from "./stream-map.ts";

/** Applies the maps of the settings to the streams of a tap. */
export class StreamMapper {
  readonly #maps: StreamMaps;
  readonly #hashKey: string;

  /** What is allowed but may surprise, one line each. */
  readonly warnings: readonly string[];

  /**
   * @param hashKey the key of hashes; empty if no column is hashed.
   * @throws InvalidInputError with every problem, also of names that no stream has.
   */
  constructor(value: JsonObject, hashKey: string, streams: readonly StreamDeclaration[]) {
    const parsed = parseStreamMaps(value);
    const { maps, problems } = expandWildcards(parsed.maps, streams);
    const all = [...parsed.problems, ...problems, ...checkMaps(maps, streams)];
    if (all.length > 0) throw new InvalidInputError("Cannot use the settings", all);
    this.#maps = maps;
    this.#hashKey = hashKey;
    this.warnings = looseKeys(maps, streams);
  }

  /** The streams as discovery shows them: under their own names, without those and without columns that are left out. */
  declared(streams: readonly StreamDeclaration[]): StreamDeclaration[] {
    return streams.map((stream) => {
      if (this.drops(stream.name)) return { ...stream, selectedByDefault: false };
      const read = this.#columnsRead(stream);
      if (read === undefined) return stream;
      const unread = Object.keys(stream.schema.properties).filter((name) => !read.has(name));
      return {
        ...stream,
        notSelectedByDefault: [...(stream.notSelectedByDefault ?? []), ...unread.map((name) => [name])],
      };
    });
  }

  /**
   * The streams to read, each with the columns that are needed: what is left out is not even asked for.
   *
   * @throws InvalidInputError for key columns that the catalog does not select.
   */
  read(streams: readonly SelectedStream[]): SelectedStream[] {
    const problems = streams.flatMap((stream) => {
      const map = this.#maps.byStream.get(stream.name);
      return map === undefined || map === "drop" ? [] : checkKeysSelected(stream, map);
    });
    if (problems.length > 0) throw new InvalidInputError("Cannot use the settings", problems);
    return streams.flatMap((stream) => {
      if (this.drops(stream.name)) return [];
      const read = this.#columnsRead(stream);
      return read === undefined ? [stream] : [withColumns(stream, read)];
    });
  }

  /** A stream as the target sees it. */
  outgoing(stream: IncomingStream): OutgoingStream {
    const map = this.#maps.byStream.get(stream.name);
    if (map === undefined || map === "drop") return unmapped(stream);
    return outgoingStream(stream, map, keyedHash(this.#hashKey));
  }

  /** Whether a stream is left out. */
  drops(name: string): boolean {
    const map = this.#maps.byStream.get(name);
    return map === "drop" || (map === undefined && this.#maps.dropsOthers);
  }

  /** `undefined`: all of them. */
  #columnsRead({
    name,
    schema,
    keyProperties,
    replicationKey,
  }: IncomingStream): ReadonlySet<string> | undefined {
    const map = this.#maps.byStream.get(name);
    if (map === undefined || map === "drop") return undefined;
    const always = replicationKey === undefined ? keyProperties : [...keyProperties, replicationKey];
    return new Set([...always, ...sourcesOf(schema, map, keyProperties)]);
  }
}

function withColumns(stream: SelectedStream, names: ReadonlySet<string>): SelectedStream {
  const { properties, ...rest } = stream.schema;
  const kept = Object.entries(properties).filter(([name]) => names.has(name));
  const schema = { ...rest, properties: Object.fromEntries(kept) };
  return { ...stream, schema, has: (...path) => hasPath(schema, path), project: projection(schema) };
}
