import { isJsonObject, preview, type JsonObject, type JsonValue } from "../../json/json.ts";
import { parseMessage, type SchemaMessage, type SingerMessage } from "../../messages/messages.ts";
import { parseInstant } from "../../json/instant.ts";
import type { FindingList } from "./findings.ts";
import { valueValidator, type ValueValidator } from "./validate-value.ts";

/** What a tap wrote, read back. */
export interface TapMessages {
  readonly messages: readonly SingerMessage[];
  /** The last schema of each stream. */
  readonly schemas: ReadonlyMap<string, SchemaMessage>;
  readonly records: ReadonlyMap<string, readonly JsonObject[]>;
  /** The value of the last STATE. */
  readonly state: JsonValue | undefined;
}

const progress = /"(progress_markers|replication_key_signpost|starting_replication_value)"/;

/** The names of the checks of {@link checkMessages}. */
export const messageChecks = [
  "messages only",
  "schema before record",
  "schema names its keys",
  "keys present",
  "keys unique",
  "records valid",
  "state last",
  "state clean",
] as const;

/** Checks all lines of a successful run. */
export function checkMessages(stdout: string, findings: FindingList): TapMessages {
  findings.recordCheck(...messageChecks);
  const messages = parseLines(stdout, findings);
  const schemas = new Map<string, SchemaMessage>();
  const records = new Map<string, JsonObject[]>();
  const validators = new Map<string, ValueValidator>();
  const keys = new Map<string, Set<string>>();
  for (const message of messages) {
    if (message.type === "SCHEMA") {
      schemas.set(message.stream, message);
      validators.set(message.stream, valueValidator(message.schema));
      checkSchema(message, findings);
    } else if (message.type === "RECORD") {
      const { stream, record } = message;
      const ofStream = records.get(stream) ?? [];
      ofStream.push(record);
      records.set(stream, ofStream);
      const schema = schemas.get(stream);
      if (schema === undefined) {
        findings.defect(
          "schema before record",
          `A record of "${stream}" comes before its SCHEMA: ${preview(record)}`,
        );
        continue;
      }
      const seen = keys.get(stream) ?? new Set<string>();
      keys.set(stream, seen);
      checkKey(schema, record, seen, findings);
      for (const problem of validators.get(stream)?.(record) ?? []) {
        findings.defect("records valid", `In "${stream}", ${problem}`);
      }
      const { time_extracted: time } = message;
      if (time !== undefined && parseInstant(time) === undefined) {
        findings.defect(
          "records valid",
          `In "${stream}", time_extracted is ${preview(time)}, wanted RFC 3339`,
        );
      }
    }
  }
  const state = checkState(messages, findings);
  return { messages, schemas, records, state };
}

function parseLines(stdout: string, findings: FindingList): SingerMessage[] {
  if (stdout !== "" && !stdout.endsWith("\n")) {
    findings.defect("messages only", `The last line is cut off: ${preview(stdout.split("\n").at(-1))}`);
  }
  return stdout.split("\n").flatMap((line, index) => {
    if (line === "") return [];
    try {
      return [parseMessage(line)];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      findings.defect("messages only", `Line ${index + 1} of stdout: ${reason}`);
      return [];
    }
  });
}

function checkSchema({ stream, schema, key_properties: keys }: SchemaMessage, findings: FindingList): void {
  for (const key of keys) {
    if (!isJsonObject(schema.properties) || !Object.hasOwn(schema.properties, key)) {
      findings.defect("schema names its keys", `The key "${key}" of "${stream}" is not in its schema`);
    }
  }
  if (keys.length === 0)
    findings.advice("schema names its keys", `"${stream}" has no key; many targets need one`);
}

function checkKey(schema: SchemaMessage, record: JsonObject, seen: Set<string>, findings: FindingList): void {
  const { stream, key_properties: names } = schema;
  if (names.length === 0) return;
  const values = names.map((name) => record[name] ?? null);
  if (values.includes(null)) {
    findings.defect(
      "keys present",
      `A record of "${stream}" lacks its key ${preview(names)}: ${preview(record)}`,
    );
    return;
  }
  const key = JSON.stringify(values);
  if (seen.has(key))
    findings.defect("keys unique", `Two records of "${stream}" have the key ${preview(values)}`);
  seen.add(key);
}

function checkState(messages: readonly SingerMessage[], findings: FindingList): JsonValue | undefined {
  const last = messages.at(-1);
  const states = messages.filter((message) => message.type === "STATE");
  if (last?.type !== "STATE") {
    findings.defect("state last", `The last message is ${last?.type ?? "none"}, wanted STATE`);
  }
  const state = states.at(-1)?.value;
  if (state === undefined) return undefined;
  const text = JSON.stringify(state);
  if (progress.test(text))
    findings.defect("state clean", `The last STATE has marks of an unfinished run: ${preview(text, 200)}`);
  if (!isJsonObject(state) || !isJsonObject(state.bookmarks)) {
    findings.advice(
      "state clean",
      `The last STATE has no "bookmarks", which some targets merge by: ${preview(text)}`,
    );
  }
  return state;
}
