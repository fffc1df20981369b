import { flattenStream, type Flattening } from "../../catalog/flatten.ts";
import type { SelectedStream } from "../../catalog/selection.ts";
import type { JsonObject } from "../../json/json.ts";
import { unmapped, type OutgoingStream } from "../../stream-maps/outgoing-stream.ts";
import type { StreamMapper } from "../../stream-maps/stream-mapper.ts";

/** What changes streams on their way to the target. */
export interface StreamForms {
  readonly flattening?: Flattening | undefined;
  readonly mapper?: StreamMapper | undefined;
}

/** A stream as it is written: after stream maps, then flattening. */
export interface WrittenStream extends Omit<OutgoingStream, "shape"> {
  /** What gives a record its columns, one after the other. */
  readonly forms: readonly ((record: JsonObject) => JsonObject)[];
}

/** A stream after everything that changes it. */
export function writtenStream(stream: SelectedStream, { flattening, mapper }: StreamForms): WrittenStream {
  const { shape, schema, ...rest } = mapper?.outgoing(stream) ?? unmapped(stream);
  const flat = flattening === undefined ? undefined : flattenStream(schema, flattening);
  return {
    ...rest,
    schema: flat?.schema ?? schema,
    forms: [shape, flat?.flatten].filter((form) => form !== undefined),
  };
}
