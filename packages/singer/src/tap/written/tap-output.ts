import type { Bookmarks } from "../../state/bookmarks.ts";
import type { Flattening } from "../../catalog/flatten.ts";
import type { JsonObject } from "../../json/json.ts";
import type { Logger } from "../../logs/logger.ts";
import { formatMessage, type SingerMessage } from "../../messages/messages.ts";
import { recordLines, type RecordLine } from "../../messages/record-line.ts";
import type { SelectedStream } from "../../catalog/selection.ts";
import type { OutgoingStream } from "../../stream-maps/outgoing-stream.ts";
import type { StreamMapper } from "../../stream-maps/stream-mapper.ts";
import { TimeText } from "./time-text.ts";
import { writtenStream } from "./written-stream.ts";

/** Options of {@link TapOutput}. */
export interface TapOutputOptions {
  /** Takes one line without its newline. Resolves when there is room for more. */
  write(line: string): Promise<void>;
  bookmarks: Bookmarks;
  /** Turns nested objects into columns. Default: they stay nested. */
  flattening?: Flattening | undefined;
  /** Gives streams the form that the target sees. Default: they have it. */
  mapper?: StreamMapper | undefined;
  /** The table version of the full loads of this run, e.g. its start in seconds since 1970. Default: no versions. */
  version?: number | undefined;
  /** The most records per stream, for `--test`. Further ones are dropped. Default: no limit. */
  recordLimit?: number | undefined;
  /** Called after each record, with the number of the stream's records so far. */
  onRecord?: ((stream: string, count: number) => void) | undefined;
  /** Receives the `record_count` metrics. */
  logger?: Logger | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?(): number;
  /** Milliseconds of a clock that never steps. Default `performance.now`. */
  elapsedMs?(): number;
}

interface StreamOutput {
  /** The stream's name for the target. */
  readonly name: string;
  readonly lineOf: RecordLine;
  count: number;
  countAtMetric: number;
  metricAtMs: number;
}

const metricIntervalMs = 60_000;

/**
 * Turns streams, records and bookmarks into Singer messages. Every method waits for a slow reader.
 */
export class TapOutput {
  #options: TapOutputOptions;
  #streams = new Map<string, StreamOutput>();
  #lastState: string | undefined;
  #endsInState = false;
  #recordCount = 0;
  #time: TimeText;

  constructor(options: TapOutputOptions) {
    this.#options = options;
    this.#time = new TimeText(() => options.now?.() ?? Date.now());
  }

  /** How many records were written. */
  get recordCount(): number {
    return this.#recordCount;
  }

  /** How many records were written, by stream. Includes streams with a schema and no record. */
  get recordCounts(): ReadonlyMap<string, number> {
    return new Map([...this.#streams].map(([name, { count }]) => [name, count]));
  }

  /** The name and the schema that a target sees of a stream: those after stream maps and flattening. */
  written(stream: SelectedStream): Pick<OutgoingStream, "name" | "schema"> {
    return writtenStream(stream, this.#options);
  }

  /** Writes a stream's SCHEMA, once. Call it for a stream that may have no records. */
  async schema(stream: SelectedStream): Promise<void> {
    if (!this.#streams.has(stream.name)) await this.#open(stream);
  }

  /**
   * Writes the selected part of a record, after the stream's SCHEMA. Removes NUL characters and lone surrogates. Numbers
   * that are not finite become null.
   *
   * @param options.timeExtracted when the record was read, in RFC 3339. Default now.
   */
  record(
    stream: SelectedStream,
    record: JsonObject,
    options: { timeExtracted?: string | undefined } = {},
  ): Promise<void> {
    const output = this.#streams.get(stream.name);
    // A promise per record less: nearly all of them have room at once.
    if (output !== undefined) return this.#record(stream, output, record, options.timeExtracted);
    return this.#open(stream).then((opened) => this.#record(stream, opened, record, options.timeExtracted));
  }

  /** True when further records of a stream are dropped, with `--test` only. A tap can then go to the next stream. */
  isFull(stream: SelectedStream): boolean {
    return (this.#streams.get(stream.name)?.count ?? 0) >= (this.#options.recordLimit ?? Infinity);
  }

  /** Writes STATE with the current bookmarks, if they changed since the last STATE. */
  async state(): Promise<void> {
    const text = JSON.stringify(this.#options.bookmarks.toJSON());
    if (text === this.#lastState) return;
    this.#lastState = text;
    this.#endsInState = true;
    // A state may hold 30,000 accounts: it is written as it was compared, and not made into text again.
    await this.#options.write(`{"type":"STATE","value":${text}}`);
  }

  /**
   * Tells the target to delete the records of earlier loads of a stream. Call it after a complete load. Does nothing
   * without versions, and for streams that are not FULL_TABLE.
   */
  async activateVersion(stream: SelectedStream): Promise<void> {
    const { version } = this.#options;
    if (version === undefined || stream.replicationMethod !== "FULL_TABLE") return;
    const { name } = this.#streams.get(stream.name) ?? (await this.#open(stream));
    await this.#write({ type: "ACTIVATE_VERSION", stream: name, version });
  }

  /** Writes the metrics of all streams, and STATE as the last line. The kit calls it at the end of a sync. */
  async finish(): Promise<void> {
    for (const [name, output] of this.#streams) this.#countMetric(name, output);
    if (!this.#endsInState) this.#lastState = undefined;
    await this.state();
  }

  /** Writes the metrics of all streams, without a STATE. The kit calls it at the end of a test. */
  countRecords(): void {
    for (const [name, output] of this.#streams) this.#countMetric(name, output);
  }

  #record(
    stream: SelectedStream,
    output: StreamOutput,
    record: JsonObject,
    timeExtracted: string | undefined,
  ): Promise<void> {
    if (this.isFull(stream)) return Promise.resolve();
    output.count += 1;
    this.#recordCount += 1;
    this.#endsInState = false;
    const { count } = output;
    const line = output.lineOf(stream.project(record), timeExtracted ?? this.#time.now());
    const written = this.#options.write(line);
    if (this.#elapsedMs() - output.metricAtMs >= metricIntervalMs) this.#countMetric(stream.name, output);
    const { onRecord } = this.#options;
    return onRecord === undefined ? written : written.then(() => onRecord(stream.name, count));
  }

  async #open(stream: SelectedStream): Promise<StreamOutput> {
    const { version } = this.#options;
    const { name, schema, keyProperties, bookmarkProperties, forms } = writtenStream(stream, this.#options);
    const output = {
      name,
      lineOf: recordLines(name, {
        forms,
        version: stream.replicationMethod === "FULL_TABLE" ? version : undefined,
      }),
      count: 0,
      countAtMetric: -1,
      metricAtMs: this.#elapsedMs(),
    };
    this.#streams.set(stream.name, output);
    await this.#write({
      type: "SCHEMA",
      stream: name,
      schema,
      key_properties: keyProperties,
      bookmark_properties: bookmarkProperties,
    });
    return output;
  }

  async #write(message: Exclude<SingerMessage, { type: "STATE" }>): Promise<void> {
    this.#endsInState = false;
    await this.#options.write(formatMessage(message));
  }

  #countMetric(name: string, output: StreamOutput): void {
    if (output.count === output.countAtMetric) return;
    const value = output.count - Math.max(0, output.countAtMetric);
    output.countAtMetric = output.count;
    output.metricAtMs = this.#elapsedMs();
    const metric = { type: "counter", metric: "record_count", value, tags: { stream: name } } as const;
    this.#options.logger?.forStream(name).metric(metric);
  }

  #elapsedMs(): number {
    return this.#options.elapsedMs?.() ?? performance.now();
  }
}
