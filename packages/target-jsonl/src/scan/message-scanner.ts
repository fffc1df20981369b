import { decodeString, MemberList } from "./member-list.ts";
import {
  JsonSyntaxError,
  skipSpace,
  skipString,
  skipToFirstKey,
  skipToNextKey,
  skipToValue,
  skipValue,
  unexpected,
} from "./skip-value.ts";
import { newlineByte, openBrace, quote } from "./bytes.ts";

/** A part of the bytes: its first byte, and the place after its last. Absent when `start` is -1. */
export interface Span {
  start: number;
  end: number;
}

/**
 * Finds the parts of Singer messages in bytes and builds no objects: a record is written as the bytes that came in.
 * All bytes are checked against the JSON grammar. One scanner reads all lines; its fields describe the last one.
 */
export class MessageScanner {
  /** The message's type in upper case; empty for a blank line. */
  type = "";
  /** The stream's name between its quotes. */
  readonly stream: Span = { start: -1, end: -1 };
  /** The object of a RECORD. */
  readonly record: Span = { start: -1, end: -1 };
  /** The value of a STATE. */
  readonly value: Span = { start: -1, end: -1 };
  readonly version: Span = { start: -1, end: -1 };
  /** `time_extracted` with its quotes. */
  readonly timeExtracted: Span = { start: -1, end: -1 };
  /** The members of the record. */
  readonly members: MemberList = new MemberList();

  /**
   * Reads the line that starts at a place. The line must end with a newline.
   *
   * @returns the place after the newline.
   * @throws JsonSyntaxError when the line is not a JSON object, or a part has the wrong kind.
   */
  scan(bytes: Uint8Array, start: number): number {
    this.#clear();
    const first = skipSpace(bytes, start);
    if (bytes[first] === newlineByte) return first + 1;
    let key = skipToFirstKey(bytes, first);
    while (key >= 0) {
      const keyEnd = skipString(bytes, key);
      const value = skipToValue(bytes, keyEnd);
      key = skipToNextKey(bytes, this.#member(bytes, key + 1, keyEnd - 1, value));
    }
    const end = skipSpace(bytes, -1 - key);
    if (bytes[end] !== newlineByte) unexpected(bytes, end, "the end of the line");
    return end + 1;
  }

  #clear(): void {
    this.type = "";
    this.stream.start = -1;
    this.record.start = -1;
    this.value.start = -1;
    this.version.start = -1;
    this.timeExtracted.start = -1;
    this.members.count = 0;
  }

  /** Walks over a member's value, and keeps its place if the message needs it. */
  #member(bytes: Uint8Array, keyStart: number, keyEnd: number, value: number): number {
    const name = memberName(bytes, keyStart, keyEnd);
    if (name === "record" && bytes[value] === openBrace) {
      return place(this.record, value, this.members.scan(bytes, value));
    }
    const end = skipValue(bytes, value, 1);
    if (name === "type") this.#setType(bytes, value, end);
    else if (name === "stream") place(this.stream, insideQuotes(bytes, value, "stream"), end - 1);
    else if (name === "record") unexpected(bytes, value, 'an object as "record"');
    else if (name === "value") place(this.value, value, end);
    else if (name === "version") place(this.version, value, end);
    else if (name === "time_extracted") place(this.timeExtracted, value, end);
    return end;
  }

  #setType(bytes: Uint8Array, start: number, end: number): void {
    this.type = isRecordType(bytes, start, end)
      ? "RECORD"
      : decodeString(bytes, insideQuotes(bytes, start, "type"), end - 1).toUpperCase();
  }
}

function place(span: Span, start: number, end: number): number {
  span.start = start;
  span.end = end;
  return end;
}

function insideQuotes(bytes: Uint8Array, start: number, name: string): number {
  if (bytes[start] !== quote) throw new JsonSyntaxError(`wanted a string as "${name}"`, start);
  return start + 1;
}

/** The spelling `"RECORD"` of nearly all lines, without decoding. */
function isRecordType(bytes: Uint8Array, start: number, end: number): boolean {
  return (
    end - start === 8 &&
    bytes[start + 1] === 0x52 &&
    bytes[start + 2] === 0x45 &&
    bytes[start + 3] === 0x43 &&
    bytes[start + 4] === 0x4f &&
    bytes[start + 5] === 0x52 &&
    bytes[start + 6] === 0x44
  );
}

/** The name of a message's member; empty for members that no message needs. */
function memberName(bytes: Uint8Array, start: number, end: number): string {
  const length = end - start;
  for (const known of knownMembers) {
    if (known.bytes.length === length && same(bytes, start, known.bytes)) return known.name;
  }
  return bytes.subarray(start, end).includes(0x5c) ? decodeString(bytes, start, end) : "";
}

const knownMembers: readonly { name: string; bytes: Uint8Array }[] = [
  "type",
  "stream",
  "record",
  "value",
  "version",
  "time_extracted",
].map((name) => ({ name, bytes: new TextEncoder().encode(name) }));

function same(bytes: Uint8Array, start: number, wanted: Uint8Array): boolean {
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[start + index] !== wanted[index]) return false;
  }
  return true;
}
