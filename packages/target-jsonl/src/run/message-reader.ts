import { isUtf8 } from "node:buffer";
import { parseMessage, type BatchMessage } from "@tap-instagram/singer";
import { readBatch } from "./batch-files.ts";
import { InputError, onLine } from "../errors/input-error.ts";
import { DiskError } from "../errors/disk-error.ts";
import type { Pauses } from "./pauses.ts";
import type { RowWriter } from "./row-writer.ts";
import { VersionReader, type TableVersion } from "../rows/table-version.ts";
import { decodeString } from "../scan/member-list.ts";
import { MessageScanner, type Span } from "../scan/message-scanner.ts";
import type { Streams } from "./streams.ts";
import { newlineByte } from "../scan/bytes.ts";

/** Some shells write it at the start of a pipe. */
const byteOrderMark: Uint8Array = Uint8Array.of(0xef, 0xbb, 0xbf);
const messageTypes = "SCHEMA, RECORD, STATE, ACTIVATE_VERSION or BATCH";

export interface MessageReaderOptions {
  readonly streams: Streams;
  readonly rows: RowWriter;
  readonly pauses: Pauses;
  /** Stops the reading, also inside of a BATCH. */
  readonly signal: AbortSignal;
  /** A STATE came, with its value as JSON. */
  onState(value: string): void;
}

/**
 * Acts on messages, line by line. RECORDs, nearly all of the input, go from the input's bytes to the file's and never
 * become objects. The few other messages are parsed.
 */
export class MessageReader {
  readonly #options: MessageReaderOptions;
  readonly #scanner: MessageScanner = new MessageScanner();
  readonly #versions: VersionReader = new VersionReader();
  #line = 0;

  constructor(options: MessageReaderOptions) {
    this.#options = options;
  }

  /** The number of the last line that was read, from 1. */
  get line(): number {
    return this.#line;
  }

  /**
   * Reads complete lines; the last byte must be a newline.
   *
   * @throws InputError that names the line with the failure. The lines before it were used.
   * @throws DiskError
   */
  async read(block: Uint8Array): Promise<void> {
    const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
    // One check per block. Only a failure needs a check per line.
    const isText = isUtf8(bytes);
    let at = this.#line === 0 && startsWithMark(bytes) ? byteOrderMark.length : 0;
    while (at < bytes.length && !this.#options.signal.aborted) {
      this.#line += 1;
      try {
        if (!isText) checkText(bytes, at);
        const next = this.#scanner.scan(bytes, at);
        const batch = this.#act(bytes, at, next);
        if (batch !== undefined) await this.#batch(bytes, batch);
        at = next;
        const pause = this.#options.pauses.ifDue();
        if (pause !== undefined) await pause;
      } catch (error) {
        throw error instanceof DiskError ? error : onLine(this.#line, this.#streamName(bytes), error);
      }
    }
  }

  /** @returns a BATCH, the only message that takes time. */
  #act(bytes: Buffer, start: number, end: number): BatchMessage | undefined {
    const { type } = this.#scanner;
    if (type === "RECORD") this.#record(bytes);
    else if (type === "STATE") this.#state(bytes);
    else if (type === "ACTIVATE_VERSION") this.#activateVersion(bytes);
    else if (type === "BATCH") return this.#parseBatch(bytes, start, end);
    else if (type === "SCHEMA") this.#schema(bytes.toString("utf8", start, end));
    else if (type !== "") refuseType(type);
    else if (bytes.subarray(start, end).includes(0x7b)) {
      throw new InputError(`the message has no "type", wanted ${messageTypes}`);
    }
    return undefined;
  }

  #record(bytes: Buffer): void {
    const { stream, record, members, version, timeExtracted } = this.#scanner;
    const { streams, rows } = this.#options;
    const start = required(record, "RECORD", "record");
    const known = streams.at(bytes, required(stream, "RECORD", "stream"), stream.end);
    rows.write(known, {
      bytes,
      start,
      end: record.end,
      members,
      version: this.#versions.read(optional(bytes, version)),
      timeExtracted: rows.usesTimeExtracted ? optional(bytes, timeExtracted) : undefined,
    });
  }

  #state(bytes: Buffer): void {
    const { value } = this.#scanner;
    required(value, "STATE", "value");
    const state = optional(bytes, value);
    // With null, a tap says that it has no state. Printed, it would take the place of the state that was kept.
    if (state !== undefined) this.#options.onState(state);
  }

  #schema(line: string): void {
    const message = parseMessage(line);
    if (message.type === "SCHEMA") this.#options.streams.declare(message);
  }

  #activateVersion(bytes: Buffer): void {
    const { stream, version } = this.#scanner;
    const start = required(stream, "ACTIVATE_VERSION", "stream");
    const json = optional(bytes, version);
    const activated = this.#versions.read(json);
    if (activated?.number === undefined) {
      throw new InputError(`the ACTIVATE_VERSION has the "version" ${json ?? "null"}, wanted a number`);
    }
    this.#options.streams.at(bytes, start, stream.end).load.activateVersion(activated);
  }

  #parseBatch(bytes: Buffer, start: number, end: number): BatchMessage | undefined {
    // Its version is read with every digit, as that of a RECORD.
    const { start: from, end: to } = this.#scanner.version;
    const before = bytes.toString("utf8", start, from === -1 ? end : from);
    const message = parseMessage(from === -1 ? before : `${before}null${bytes.toString("utf8", to, end)}`);
    return message.type === "BATCH" ? message : undefined;
  }

  async #batch(bytes: Buffer, message: BatchMessage): Promise<void> {
    const { streams, rows, pauses, signal } = this.#options;
    const stream = streams.get(message.stream);
    const version: TableVersion | undefined = this.#versions.read(optional(bytes, this.#scanner.version));
    await readBatch(message, signal, {
      onRow: (row) => rows.write(stream, { ...row, version, timeExtracted: undefined }),
      onBlock: () => streams.relieve(),
      pause: () => pauses.ifDue(),
    });
  }

  #streamName(bytes: Buffer): string | undefined {
    const { start, end } = this.#scanner.stream;
    return start === -1 ? undefined : decodeString(bytes, start, end);
  }
}

function required(span: Span, type: string, name: string): number {
  if (span.start !== -1) return span.start;
  throw new InputError(`the ${type} has no "${name}"`);
}

/** The JSON in a span; undefined for an absent member and for null. */
function optional(bytes: Buffer, { start, end }: Span): string | undefined {
  if (start === -1) return undefined;
  const text = bytes.toString("utf8", start, end);
  return text === "null" ? undefined : text;
}

function refuseType(type: string): never {
  throw new InputError(`found a message of the unknown type ${JSON.stringify(type)}, wanted ${messageTypes}`);
}

function checkText(bytes: Buffer, start: number): void {
  const line = bytes.subarray(start, bytes.indexOf(newlineByte, start));
  if (!isUtf8(line)) throw new InputError("the line is not UTF-8 text, as JSON must be");
}

function startsWithMark(bytes: Buffer): boolean {
  return byteOrderMark.every((byte, index) => bytes[index] === byte);
}
