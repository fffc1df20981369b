import { InvalidInputError, type JsonObject, type JsonValue, type Problem } from "@tap-instagram/singer";
import { isJsonObject } from "../json-object.ts";

/** The states of streams, by name, and where each is in the file. */
export type StreamStates = ReadonlyMap<string, { readonly state: JsonValue; readonly place: string }>;

const wanted =
  'wanted a list of stream states: [{"type": "STREAM", "stream": {"stream_descriptor": {"name": "user_insights"}, "stream_state": {…}}}]';

/**
 * The states of streams in a state file: a list of stream states, a single one, a STATE message around it, a global state,
 * or the older object by stream. `[]`, `{}` and an empty file are not a state.
 *
 * @throws InvalidInputError with the place of every part that is not understood.
 */
export function readStreamStates(json: JsonValue | undefined, place: string): StreamStates {
  const states = new Map<string, { state: JsonValue; place: string }>();
  const problems: Problem[] = [];
  const take = (name: string, state: JsonValue, at: string): void =>
    void states.set(name, { state, place: at });
  const refuse = (at: string, found: JsonValue | undefined): void => {
    problems.push({ place: at, message: `found ${shapeOf(found)}, ${wanted}` });
  };
  const described = (stream: JsonValue | undefined, at: string): void => {
    const descriptor = isJsonObject(stream) ? stream["stream_descriptor"] : undefined;
    const name = isJsonObject(descriptor) ? descriptor["name"] : undefined;
    if (isJsonObject(stream) && typeof name === "string") take(name, stream["stream_state"] ?? null, at);
    else refuse(at, stream);
  };
  const byStream = (all: JsonObject, at: string): void => {
    for (const [name, state] of Object.entries(all)) {
      if (state === null || isJsonObject(state)) take(name, state, `${at}: ${name}`);
      else refuse(`${at}: ${name}`, state);
    }
  };
  const read = (one: JsonValue, at: string): void => {
    if (!isJsonObject(one)) refuse(at, one);
    else if (one["type"] === "STATE" && isJsonObject(one["state"])) read(one["state"], at);
    else if (isJsonObject(one["stream"]) && "stream_descriptor" in one["stream"])
      described(one["stream"], at);
    else if (isJsonObject(one["global"])) {
      const inner = one["global"]["stream_states"];
      for (const [index, stream] of (Array.isArray(inner) ? inner : []).entries())
        described(stream, `${at}: global.stream_states[${index}]`);
    } else if (one["type"] === "LEGACY" || isJsonObject(one["data"])) {
      byStream(isJsonObject(one["data"]) ? one["data"] : {}, at);
    } else if (typeof one["type"] === "string") refuse(at, one);
    else byStream(one, at);
  };
  if (Array.isArray(json)) for (const [index, one] of json.entries()) read(one, `${place}: [${index}]`);
  else if (json !== undefined && json !== null) read(json, place);
  if (problems.length > 0) throw new InvalidInputError("Cannot use the state", problems);
  return states;
}

/** What was found, without any value: a state may hold what is none of a log's business. */
export function shapeOf(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value !== "object") return `a ${typeof value}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? "an empty object" : `an object with ${keys.slice(0, 5).join(", ")}`;
}
