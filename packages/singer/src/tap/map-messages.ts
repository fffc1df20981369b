import type { StreamDeclaration } from "../catalog/catalog.ts";
import { InvalidInputError } from "../errors.ts";
import { isJsonObject } from "../json/json.ts";
import type { RecordMessage, SchemaMessage, StateMessage } from "../messages/messages.ts";
import type { OutgoingStream } from "../stream-maps/outgoing-stream.ts";
import { checkMapValues, mapperOf, type TapCapabilityValues } from "./capability-settings.ts";

/** What a tap writes. */
export type TapMessage = SchemaMessage | RecordMessage | StateMessage;

/**
 * Applies the settings `stream_maps` to messages that a tap writes outside of a sync, as a subcommand does. A sync does it by
 * itself.
 *
 * @param values the settings, as `readPartialSettings` gives them.
 * @param streams all streams of the tap, since a map may name any of them.
 * @throws InvalidInputError for maps that cannot be followed.
 *
 * @example
 * ```ts
 * import { mapMessages } from "@tap-instagram/singer/protocol";
 *
 * const schema = { type: "object", properties: { id: { type: ["string"] }, name: { type: ["string"] } } } as const;
 * const people = { name: "people", keyProperties: ["id"], replicationMethod: "FULL_TABLE", schema } as const;
 * const write = mapMessages({ stream_maps: { people: { name: null } } }, [people], async (message) => {
 *   console.log(JSON.stringify(message));
 * });
 * await write({ type: "SCHEMA", stream: "people", schema, key_properties: ["id"] });
 * await write({ type: "RECORD", stream: "people", record: { id: "1", name: "Ida" } }); // … "record":{"id":"1"}
 * ```
 */
export function mapMessages(
  values: { readonly [name: string]: unknown },
  streams: readonly StreamDeclaration[],
  write: (message: TapMessage) => Promise<void>,
): (message: TapMessage) => Promise<void> {
  const given = mapValues(values);
  const problems = checkMapValues(given);
  if (problems.length > 0) throw new InvalidInputError("Cannot use the settings", problems);
  const mapper = mapperOf(given, streams);
  if (mapper === undefined) return write;
  const outgoing = new Map<string, OutgoingStream>();
  return async (message) => {
    if (message.type === "STATE") return write(message);
    if (mapper.drops(message.stream)) return undefined;
    if (message.type === "SCHEMA") {
      const { stream: name, key_properties: keyProperties } = message;
      const { properties = {} } = message.schema;
      const schema = { ...message.schema, type: "object", properties } as const;
      const mapped = mapper.outgoing({
        name,
        schema,
        keyProperties,
        replicationKey: message.bookmark_properties?.[0],
      });
      outgoing.set(name, mapped);
      return write({
        type: "SCHEMA",
        stream: mapped.name,
        schema: mapped.schema,
        key_properties: mapped.keyProperties,
        bookmark_properties: mapped.bookmarkProperties,
      });
    }
    const mapped = outgoing.get(message.stream);
    if (mapped === undefined) throw new Error(`A RECORD of ${message.stream} was written before its SCHEMA`);
    const record = mapped.shape?.(message.record) ?? message.record;
    return write({ ...message, stream: mapped.name, record });
  };
}

function mapValues(values: { readonly [name: string]: unknown }): TapCapabilityValues {
  const { stream_maps: maps, stream_maps_hash_key: key } = values;
  return {
    stream_maps: isJsonObject(maps) ? maps : undefined,
    stream_maps_hash_key: typeof key === "string" ? key : undefined,
  };
}
