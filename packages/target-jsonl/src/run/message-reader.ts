import { isUtf8 } from "node:buffer";
import { parseMessage, type BatchMessage } from "@tap-instagram/singer";
import { readBatch } from "./batch-files.ts";
import { InputError, onLine } from "../errors/input-error.ts";
import { DiskError } from "../errors/disk-error.ts";
import type { RowWriter } from "./row-writer.ts";
import { decodeString } from "../scan/member-list.ts";
import { MessageScanner, type Span } from "../scan/message-scanner.ts";
import type { Streams } from "./streams.ts";

const newlineByte = 0x0a;
/** Some shells put it before what they pipe. */
const byteOrderMark: Uint8Array = Uint8Array.of(0xef, 0xbb, 0xbf);
const messageTypes = "SCHEMA, RECORD, STATE, ACTIVATE_VERSION or BATCH";

export interface MessageReaderOptions {
  readonly streams: Streams;
  readonly rows: RowWriter;
  /** Calls off the files of a BATCH. */
  readonly signal: AbortSignal;
  /** A STATE came; its value as it stood in the line. */
  onState(value: string): void;
}

/**
 * Acts on messages, line by line. RECORDs, nearly all of the input, go from the input's bytes to the file's without
 * becoming objects; the few other messages are parsed.
 */
export class MessageReader {
  readonly #options: MessageReaderOptions;
  readonly #scanner: MessageScanner = new MessageScanner();
  #line = 0;

  constructor(options: MessageReaderOptions) {
    this.#options = options;
  }

  /**
   * Reads whole lines; the last byte must be a newline.
   *
   * @throws InputError naming the line that cannot be used; the ones before it were acted on.
   * @throws DiskError
   */
  async read(block: Uint8Array): Promise<void> {
    const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
    // One check per block; only when it fails is it worth knowing which line it is.
    const isText = isUtf8(bytes);
    let at = this.#line === 0 && startsWithMark(bytes) ? byteOrderMark.length : 0;
    while (at < bytes.length && !this.#options.signal.aborted) {
      this.#line += 1;
      try {
        if (!isText) checkText(bytes, at);
        const next = this.#scanner.scan(bytes, at);
        const batch = this.#act(bytes, at, next);
        if (batch !== undefined) await this.#batch(batch);
        at = next;
      } catch (error) {
        throw error instanceof DiskError ? error : onLine(this.#line, this.#streamName(bytes), error);
      }
    }
  }

  /** @returns a BATCH, the one message that takes time. */
  #act(bytes: Buffer, start: number, end: number): BatchMessage | undefined {
    const { type } = this.#scanner;
    if (type === "RECORD") this.#record(bytes);
    else if (type === "STATE") this.#state(bytes);
    else if (type !== "") return this.#other(type, bytes.toString("utf8", start, end));
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
      version: versionText(optional(bytes, version)),
      timeExtracted: rows.usesTimeExtracted ? optional(bytes, timeExtracted) : undefined,
    });
  }

  #state(bytes: Buffer): void {
    const { value } = this.#scanner;
    this.#options.onState(bytes.toString("utf8", required(value, "STATE", "value"), value.end));
  }

  #other(type: string, line: string): BatchMessage | undefined {
    if (!["SCHEMA", "ACTIVATE_VERSION", "BATCH"].includes(type)) {
      throw new InputError(
        `found a message of the unknown type ${JSON.stringify(type)}, wanted ${messageTypes}`,
      );
    }
    const message = parseMessage(line);
    if (message.type === "BATCH") return message;
    if (message.type === "SCHEMA") this.#options.streams.declare(message);
    if (message.type === "ACTIVATE_VERSION") {
      this.#options.streams.get(message.stream).load.activateVersion(String(message.version));
    }
    return undefined;
  }

  async #batch(message: BatchMessage): Promise<void> {
    const { streams, rows, signal } = this.#options;
    const stream = streams.get(message.stream);
    const version = message.version === undefined ? undefined : String(message.version);
    await readBatch(message, signal, {
      onRow: (row) => rows.write(stream, { ...row, version, timeExtracted: undefined }),
      onBlock: () => streams.relieve(),
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

/** What stands in a span; nothing for an absent member and for null. */
function optional(bytes: Buffer, { start, end }: Span): string | undefined {
  if (start === -1) return undefined;
  const text = bytes.toString("utf8", start, end);
  return text === "null" ? undefined : text;
}

/** One spelling for a table version: `1767225600.0`, as some programs write it, is that of ACTIVATE_VERSION. */
function versionText(found: string | undefined): string | undefined {
  return found === undefined || /^\d+$/.test(found) ? found : JSON.stringify(JSON.parse(found));
}

function checkText(bytes: Buffer, start: number): void {
  const line = bytes.subarray(start, bytes.indexOf(newlineByte, start));
  if (!isUtf8(line)) throw new InputError("the line is not UTF-8 text, as JSON must be");
}

function startsWithMark(bytes: Buffer): boolean {
  return byteOrderMark.every((byte, index) => bytes[index] === byte);
}
