import type { GraphHost } from "@tap-instagram/core";
import * as v from "valibot";
import { readJson, writeJson } from "./exact-json.ts";

const params = v.record(v.string(), v.string());

const batchItem = v.object({
  code: v.number(),
  headers: v.array(v.object({ name: v.string(), value: v.string() })),
  body: v.optional(v.unknown()),
  notJson: v.optional(v.string()),
});

const exchange = v.object({
  method: v.picklist(["GET", "POST"]),
  version: v.string(),
  path: v.string(),
  params,
  as: v.optional(v.picklist(["another token", "no token", "a wrong proof"])),
  batch: v.optional(v.array(v.object({ path: v.string(), params }))),
  status: v.number(),
  headers: v.record(v.string(), v.string()),
  body: v.optional(v.unknown()),
  items: v.optional(v.array(v.nullable(batchItem))),
  notJson: v.optional(v.string()),
});

const recording = v.object({
  format: v.literal(1),
  recordedAt: v.string(),
  host: v.picklist(["facebook", "instagram"]),
  apiVersion: v.string(),
  account: v.optional(v.string()),
  exchanges: v.array(exchange),
});

/** A request of a batch. */
export interface RecordedQuestion {
  /** Without version and host: `900000000000001/insights`. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
}

/** The answer to one request of a batch, its body as JSON instead of text. */
export type RecordedItem = v.InferOutput<typeof batchItem>;

/** A request and its answer, without anything that tells whose they are. */
export interface RecordedExchange extends RecordedQuestion {
  readonly method: "GET" | "POST";
  /** The version asked for: `v25.0`. */
  readonly version: string;
  /** Who asked, where it was not the token of the run. */
  readonly as?: "another token" | "no token" | "a wrong proof" | undefined;
  /** The requests of a batch. */
  readonly batch?: readonly RecordedQuestion[] | undefined;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The answer. For a batch that was answered there are `items` instead. */
  readonly body?: unknown;
  readonly items?: readonly (RecordedItem | null)[] | undefined;
  /** What came in place of JSON: `512 bytes of text/html`. */
  readonly notJson?: string | undefined;
}

/** Everything that was asked in a run. */
export interface Recording {
  readonly format: 1;
  /** ISO 8601. Windows of days are counted back from it. */
  readonly recordedAt: string;
  readonly host: GraphHost;
  readonly apiVersion: string;
  /** The alias of the account that was looked at; absent if there was none. */
  readonly account?: string | undefined;
  readonly exchanges: readonly RecordedExchange[];
}

/** The name of the file in the folder of a recording. */
export const recordingName = "recording.json";

/** The text of the file. */
export function writeRecording(value: Recording): string {
  return `${writeJson(value, 1)}\n`;
}

/** undefined if the text is not a recording. */
export function readRecording(text: string): Recording | undefined {
  const parsed = v.safeParse(recording, readJson(text));
  return parsed.success ? parsed.output : undefined;
}
