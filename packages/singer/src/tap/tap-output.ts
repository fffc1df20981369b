import type { Bookmarks } from "../state/bookmarks.ts";
import { cleanObject } from "../json/clean-text.ts";
import { flattenStream, type FlatStream, type Flattening } from "../catalog/flatten.ts";
import type { JsonObject } from "../json/json.ts";
import type { Logger } from "../logs/logger.ts";
import { formatMessage, type SingerMessage } from "../messages/messages.ts";
import type { SelectedStream } from "../catalog/selection.ts";

/** Options of {@link TapOutput}. */
export interface TapOutputOptions {
  /** Takes one line without its newline; resolves when there is room for more. */
  write(line: string): Promise<void>;
  bookmarks: Bookmarks;
  /** Nested objects become columns. Default: they stay. */
  flattening?: Flattening | undefined;
  /** The table version of this run's full loads, e.g. its start in seconds since 1970. Default: no versions. */
  version?: number | undefined;
  /** Records per stream that are written, for `--test`; the rest is dropped. Default: all. */
  recordLimit?: number | undefined;
  /** Called with the number of the stream's records each time one was written. */
  onRecord?(stream: string, count: number): void;
  /** Receives the `record_count` metrics. */
  logger?: Logger | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?(): number;
}

interface StreamOutput extends FlatStream {
  count: number;
  countAtMetric: number;
  metricAtMs: number;
}

const metricIntervalMs = 60_000;

/**
 * Turns streams, records and bookmarks into Singer messages; every method waits for a slow reader.
 */
export class TapOutput {
  #options: TapOutputOptions;
  #streams = new Map<string, StreamOutput>();
  #lastState: string | undefined;
  #endsInState = false;
  #recordCount = 0;

  constructor(options: TapOutputOptions) {
    this.#options = options;
  }

  /** How many records were written. */
  get recordCount(): number {
    return this.#recordCount;
  }

  /** How many records were written, by stream; streams whose schema was written stand there with 0. */
  get recordCounts(): ReadonlyMap<string, number> {
    return new Map([...this.#streams].map(([name, { count }]) => [name, count]));
  }

  /** Writes a stream's SCHEMA, once. Worth calling for a stream that may have no records. */
  async schema(stream: SelectedStream): Promise<void> {
    if (!this.#streams.has(stream.name)) await this.#open(stream);
  }

  /**
   * Writes the selected part of a record, after the stream's SCHEMA. NUL characters, lone surrogates and numbers
   * that are not finite do not get out.
   *
   * @param options.timeExtracted RFC 3339; when the record was read. Default now.
   */
  async record(
    stream: SelectedStream,
    record: JsonObject,
    options: { timeExtracted?: string | undefined } = {},
  ): Promise<void> {
    const output = this.#streams.get(stream.name) ?? (await this.#open(stream));
    const { version } = this.#options;
    if (this.isFull(stream)) return;
    output.count += 1;
    this.#recordCount += 1;
    await this.#write({
      type: "RECORD",
      stream: stream.name,
      record: output.flatten(cleanObject(stream.project(record))),
      time_extracted: options.timeExtracted ?? new Date(this.#now()).toISOString(),
      version: stream.replicationMethod === "FULL_TABLE" ? version : undefined,
    });
    this.#options.onRecord?.(stream.name, output.count);
    if (this.#now() - output.metricAtMs >= metricIntervalMs) this.#countMetric(stream.name, output);
  }

  /** True when no more records of a stream are wanted, which happens with `--test` only; a tap may go on to the next. */
  isFull(stream: SelectedStream): boolean {
    return (this.#streams.get(stream.name)?.count ?? 0) >= (this.#options.recordLimit ?? Infinity);
  }

  /** Writes STATE with the bookmarks as they stand, unless that is what was written last. */
  async state(): Promise<void> {
    const value = this.#options.bookmarks.toJSON();
    const text = JSON.stringify(value);
    if (text === this.#lastState) return;
    this.#lastState = text;
    await this.#write({ type: "STATE", value });
  }

  /**
   * Tells the target to delete what earlier loads left of a stream. Call it after a load that is complete. Does
   * nothing unless versions are on, and for streams that are not FULL_TABLE.
   */
  async activateVersion(stream: SelectedStream): Promise<void> {
    const { version } = this.#options;
    if (version === undefined || stream.replicationMethod !== "FULL_TABLE") return;
    await this.schema(stream);
    await this.#write({ type: "ACTIVATE_VERSION", stream: stream.name, version });
  }

  /** Makes STATE the last line, and counts the records of every stream. The kit calls it at the end of a sync. */
  async finish(): Promise<void> {
    for (const [name, output] of this.#streams) this.#countMetric(name, output);
    if (!this.#endsInState) this.#lastState = undefined;
    await this.state();
  }

  /** Counts the records of every stream without a STATE. The kit calls it at the end of a test. */
  countRecords(): void {
    for (const [name, output] of this.#streams) this.#countMetric(name, output);
  }

  async #open(stream: SelectedStream): Promise<StreamOutput> {
    const { flattening } = this.#options;
    const flat: FlatStream =
      flattening === undefined
        ? { schema: stream.schema, flatten: (record) => record }
        : flattenStream(stream.schema, flattening);
    const output = { ...flat, count: 0, countAtMetric: -1, metricAtMs: this.#now() };
    this.#streams.set(stream.name, output);
    await this.#write({
      type: "SCHEMA",
      stream: stream.name,
      schema: flat.schema,
      key_properties: stream.keyProperties,
      bookmark_properties: stream.replicationKey === undefined ? undefined : [stream.replicationKey],
    });
    return output;
  }

  async #write(message: SingerMessage): Promise<void> {
    this.#endsInState = message.type === "STATE";
    await this.#options.write(formatMessage(message));
  }

  #countMetric(name: string, output: StreamOutput): void {
    if (output.count === output.countAtMetric) return;
    const value = output.count - Math.max(0, output.countAtMetric);
    output.countAtMetric = output.count;
    output.metricAtMs = this.#now();
    const metric = { type: "counter", metric: "record_count", value, tags: { stream: name } } as const;
    this.#options.logger?.forStream(name).metric(metric);
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }
}
