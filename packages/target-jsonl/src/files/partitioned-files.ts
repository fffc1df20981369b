import { join } from "node:path";
import { InputError } from "../errors/input-error.ts";
import type { Row } from "../rows/row.ts";
import { decodeString, KeyName } from "../scan/member-list.ts";
import { safeFileName } from "./file-name.ts";
import type { FileReport, RowSink } from "./row-sink.ts";
import { openBrace, openBracket, quote } from "../scan/bytes.ts";

/** Hive's name for the partition of rows without a value. */
const noValue = "__HIVE_DEFAULT_PARTITION__";
const dateLengths: { readonly [unit: string]: number } = { day: 10, month: 7, year: 4 };

/** A property whose value names the folder of a row: the whole value, or its day, month or year. */
export class PartitionField {
  readonly #key: KeyName;
  readonly #dateLength: number | undefined;

  /** @param text `property`, or `property:day`, `property:month`, `property:year`. */
  constructor(text: string) {
    const [, property = text, unit = ""] = /^(.+):(day|month|year)$/.exec(text) ?? [];
    this.#key = new KeyName(property);
    this.#dateLength = dateLengths[unit];
  }

  get property(): string {
    return this.#key.text;
  }

  /** The row's value, as JSON in the input. */
  raw({ input, members }: Row): string {
    const index = members.find(input, this.#key);
    return index === -1
      ? "null"
      : input.toString("latin1", members.valueStart(index), members.valueEnd(index));
  }

  /** The name of the row's folder, `property=value`. @throws InputError when the value cannot name one. */
  folder({ input, members }: Row): string {
    const index = members.find(input, this.#key);
    const start = members.valueStart(index);
    const end = members.valueEnd(index);
    const value = index === -1 ? undefined : this.#value(input, start, end);
    return `${safeFileName(this.#key.text)}=${value === undefined ? noValue : safeFileName(value)}`;
  }

  #value(input: Buffer, start: number, end: number): string | undefined {
    const first = input[start];
    const text =
      first === quote ? decodeString(input, start + 1, end - 1) : input.toString("latin1", start, end);
    if (text === "null" && first !== quote) return undefined;
    if (first === openBrace || first === openBracket) this.#refuse(text, "a text, number or boolean");
    if (this.#dateLength === undefined) return text;
    if (!/^\d{4}-\d\d-\d\d(?!\d)/.test(text)) this.#refuse(text, "a date such as 2026-01-31");
    return text.slice(0, this.#dateLength);
  }

  #refuse(found: string, wanted: string): never {
    throw new InputError(
      `partition_by takes the property ${JSON.stringify(this.#key.text)}: found ${JSON.stringify(found.slice(0, 40))}, wanted ${wanted}`,
    );
  }
}

/** Rows in Hive-style folders, `users/country=fr/day=2026-01-31/…`. Readers open only the folders they need. */
export class PartitionedFiles implements RowSink {
  readonly #folder: string;
  readonly #fields: readonly PartitionField[];
  readonly #open: (folder: string) => RowSink;
  readonly #byValue: Map<string, RowSink> = new Map();
  readonly #byFolder: Map<string, RowSink> = new Map();

  /** @param open makes the files of a partition in its folder. */
  constructor(folder: string, fields: readonly PartitionField[], open: (folder: string) => RowSink) {
    this.#folder = folder;
    this.#fields = fields;
    this.#open = open;
  }

  get waiting(): number {
    let sum = 0;
    for (const sink of this.#byFolder.values()) sum += sink.waiting;
    return sum;
  }

  add(row: Row): void {
    this.#sinkFor(row).add(row);
  }

  flush(releaseMemory?: boolean): void {
    for (const sink of this.#byFolder.values()) sink.flush(releaseMemory);
  }

  async sync(): Promise<void> {
    for (const sink of this.#byFolder.values()) await sink.sync();
  }

  close(): void {
    for (const sink of this.#byFolder.values()) sink.close();
  }

  abandon(): void {
    for (const sink of this.#byFolder.values()) sink.abandon();
  }

  reports(): readonly FileReport[] {
    return [...this.#byFolder.values()].flatMap((sink) => sink.reports());
  }

  /** Looks up values as they are spelled. Only a new spelling is decoded to a folder name. */
  #sinkFor(row: Row): RowSink {
    const value = this.#fields.map((field) => field.raw(row)).join("\n");
    const known = this.#byValue.get(value);
    if (known !== undefined) return known;
    const folder = join(this.#folder, ...this.#fields.map((field) => field.folder(row)));
    const sink = this.#byFolder.get(folder) ?? this.#open(folder);
    this.#byFolder.set(folder, sink);
    // Timestamps spell the same day in many ways: this keeps the map small.
    if (this.#byValue.size >= 10_000) this.#byValue.clear();
    this.#byValue.set(value, sink);
    return sink;
  }
}
