import type { SchemaMessage } from "@tap-instagram/singer";
import { InputError } from "../errors/input-error.ts";
import type { LoadMethod } from "../load/load-method.ts";
import { decodeString, KeyName } from "../scan/member-list.ts";
import type { RecordValidator } from "../validate/record-validator.ts";

/** Rows of many streams may wait in memory, but no more than this in all. */
const maxWaitingBytes: number = 32 * 1024 * 1024;

/** A stream whose SCHEMA has come. */
export interface Stream {
  readonly name: string;
  /** Properties every record must have; the last SCHEMA says which. */
  keys: readonly KeyName[];
  readonly load: LoadMethod;
  /** Holds records against the stream's schema, where that is wanted. */
  readonly validator: RecordValidator | undefined;
}

/** What a stream is given when its first SCHEMA comes. */
export type StreamParts = Pick<Stream, "load" | "validator">;

/** The streams of a run, in the order in which they came. */
export class Streams {
  readonly #open: (message: SchemaMessage) => StreamParts;
  readonly #streams: Map<string, Stream> = new Map();
  /** Rows come in long stretches of one stream: it is recognized without decoding its name. */
  #latest: { readonly spelling: KeyName; readonly stream: Stream } | undefined;

  /** @param open how the rows of a stream are checked and written. */
  constructor(open: (message: SchemaMessage) => StreamParts) {
    this.#open = open;
  }

  /** A SCHEMA came, the first of a stream or a new one. */
  declare(message: SchemaMessage): void {
    const { properties } = message.schema;
    if (typeof properties !== "object" || properties === null) {
      throw new InputError(
        'the SCHEMA has no "properties", wanted an object with the properties of the records',
      );
    }
    const keys = message.key_properties.map((key) => new KeyName(key));
    const known = this.#streams.get(message.stream);
    const stream = known ?? { name: message.stream, keys, ...this.#open(message) };
    known?.validator?.use(message.schema);
    stream.keys = keys;
    stream.load.setKeys(keys);
    if (!known) this.#streams.set(message.stream, stream);
  }

  /** The stream with the name that stands between two places. */
  at(bytes: Uint8Array, start: number, end: number): Stream {
    if (this.#latest?.spelling.equals(bytes, start, end) === true) return this.#latest.stream;
    const stream = this.get(decodeString(bytes, start, end));
    this.#latest = { spelling: new KeyName(stream.name), stream };
    return stream;
  }

  get(name: string): Stream {
    const stream = this.#streams.get(name);
    if (stream) return stream;
    throw new InputError(`no SCHEMA of the stream ${JSON.stringify(name)} came before its first message`, {
      hint: "A tap sends the SCHEMA of a stream before its records",
    });
  }

  all(): Iterable<Stream> {
    return this.#streams.values();
  }

  /** Hands over all rows when too many bytes of them wait in memory; call it every now and then. @throws DiskError */
  relieve(): void {
    let waiting = 0;
    for (const { load } of this.#streams.values()) waiting += load.waiting;
    if (waiting > maxWaitingBytes) this.flush(true);
  }

  /** Hands all rows to the operating system. @throws DiskError */
  flush(releaseMemory?: boolean): void {
    for (const { load } of this.#streams.values()) load.flush(releaseMemory);
  }

  /** Makes all flushed rows survive a power cut. @throws DiskError */
  async sync(): Promise<void> {
    for (const { load } of this.#streams.values()) await load.sync();
  }

  /** The input ended well: brings the files of all streams to their final place. @throws DiskError */
  async complete(signal: AbortSignal): Promise<void> {
    for (const { load } of this.#streams.values()) await load.complete(signal);
  }

  /** Lets go of all files. */
  abandon(): void {
    for (const { load } of this.#streams.values()) load.abandon();
  }
}
