import type { SchemaMessage } from "@tap-instagram/singer";
import { InputError } from "../errors/input-error.ts";
import type { LoadMethod } from "../load/load-method.ts";
import { decodeString, KeyName } from "../scan/member-list.ts";
import type { RecordValidator } from "../validate/record-validator.ts";

/** Rows of all streams that wait in memory, in bytes. */
const maxWaitingBytes: number = 32 * 1024 * 1024;

/** A stream after its first SCHEMA. */
export interface Stream {
  readonly name: string;
  /** Properties that every record must have, from the last SCHEMA. */
  keys: readonly KeyName[];
  readonly load: LoadMethod;
  /** Checks records against the schema, if a setting asks for it. */
  readonly validator: RecordValidator | undefined;
}

/** What a stream gets with its first SCHEMA. */
export type StreamParts = Pick<Stream, "load" | "validator">;

/** The streams of a run, in the order in which they came. */
export class Streams {
  readonly #open: (message: SchemaMessage) => StreamParts;
  readonly #streams: Map<string, Stream> = new Map();
  /** Rows of one stream come in long sequences: the last one is recognized without decoding its name. */
  #latest: { readonly spelling: KeyName; readonly stream: Stream } | undefined;

  /** @param open how the rows of a stream are checked and written. */
  constructor(open: (message: SchemaMessage) => StreamParts) {
    this.#open = open;
  }

  /** A SCHEMA came, the first of its stream or another one. @throws InputError @throws DiskError */
  declare(message: SchemaMessage): void {
    if (message.stream === "") {
      throw new InputError('the SCHEMA has the empty name "" as "stream", wanted a name for the file');
    }
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

  /** The stream whose name is between two places. */
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

  /** Flushes all rows when too many bytes of them wait in memory. Call it often. @throws DiskError */
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

  /** The input ended without a failure: moves the files of all streams to their final place. @throws DiskError */
  async complete(signal: AbortSignal): Promise<void> {
    for (const { load } of this.#streams.values()) await load.complete(signal);
  }

  /** Closes all files and drops the rows in memory. */
  abandon(): void {
    for (const { load } of this.#streams.values()) load.abandon();
  }
}
