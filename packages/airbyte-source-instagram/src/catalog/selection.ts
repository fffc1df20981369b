import type { JsonObject, JsonSchema, JsonValue } from "@tap-instagram/singer";
import { cleanObject, projection } from "@tap-instagram/singer/protocol";
import { columnsIn, type StreamSelection } from "tap-instagram/engine";
import { isJsonObject } from "../json-object.ts";
import type { ConfiguredStream } from "./configured.ts";
import { defaultSchema } from "./discovered.ts";
import type { OfferedStream } from "./streams.ts";

/** A stream to read. */
export interface SelectedStream extends StreamSelection {
  readonly offered: OfferedStream;
  /** Whether its state counts. A full refresh of an incremental stream begins anew. */
  readonly usesState: boolean;
  /** A copy of a record with the selected columns, such that every destination can store it. */
  project(record: JsonObject): JsonObject;
}

/** What a configured catalog comes to. */
export interface Selection {
  /** In the order of the registry. */
  readonly streams: readonly SelectedStream[];
  /** Names of streams that this source does not have. */
  readonly unknown: readonly string[];
}

/** The streams of a configured catalog, each with those of its columns that are selected. */
export function selectionOf(
  configured: readonly ConfiguredStream[],
  offered: readonly OfferedStream[],
): Selection {
  const wanted = new Map(configured.map((stream) => [stream.name, stream]));
  const streams = offered.flatMap((one) => {
    const stream = wanted.get(one.declaration.name);
    return stream === undefined ? [] : [selected(one, stream)];
  });
  const known = new Set(offered.map(({ declaration }) => declaration.name));
  return { streams, unknown: configured.flatMap(({ name }) => (known.has(name) ? [] : [name])) };
}

function selected(offered: OfferedStream, { isIncremental, schema }: ConfiguredStream): SelectedStream {
  const { declaration, cursor } = offered;
  const always = new Set(
    cursor === undefined ? declaration.keyProperties : [...declaration.keyProperties, cursor],
  );
  const chosen = chosenSchema(declaration.schema, schema, always) ?? defaultSchema(declaration);
  const project = projection(chosen);
  return {
    name: declaration.name,
    // With no state, a full refresh of an incremental stream is its first sync.
    isIncremental: cursor !== undefined,
    columns: columnsIn(chosen),
    offered,
    usesState: cursor === undefined || isIncremental,
    project: (record) => cleanObject(project(record)),
  };
}

/** The part of our schema that the catalog names; `undefined` where it names nothing. */
function chosenSchema(
  ours: JsonSchema,
  theirs: JsonValue | undefined,
  always: ReadonlySet<string> = new Set(),
): JsonSchema | undefined {
  const named = objectIn(theirs, "properties");
  // A schema without columns is one that was not filled in.
  if (ours.properties === undefined || named === undefined || Object.keys(named).length === 0)
    return undefined;
  const properties = Object.entries(ours.properties).flatMap(([name, property]) => {
    if (!Object.hasOwn(named, name)) return always.has(name) ? [[name, property] as const] : [];
    return [[name, chosenInside(property, named[name])] as const];
  });
  return { ...ours, properties: Object.fromEntries(properties) };
}

function chosenInside(ours: JsonSchema, theirs: JsonValue | undefined): JsonSchema {
  if (ours.items !== undefined)
    return { ...ours, items: chosenInside(ours.items, objectIn(theirs, "items")) };
  const chosen = chosenSchema(ours, theirs);
  return chosen === undefined || Object.keys(chosen.properties ?? {}).length === 0 ? ours : chosen;
}

function objectIn(value: JsonValue | undefined, key: string): JsonObject | undefined {
  const inner = isJsonObject(value) ? value[key] : undefined;
  return isJsonObject(inner) ? inner : undefined;
}
