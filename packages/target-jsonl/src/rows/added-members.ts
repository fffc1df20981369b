import { KeyName } from "../scan/member-list.ts";
import type { Row } from "./row.ts";
import { backslash, closeBrace, comma, openBrace, underscore } from "../scan/bytes.ts";

/** A member to add to records; its value is JSON. */
export interface AddedMember {
  readonly name: string;
  value(row: Row): string;
}

/** Adds members at the end of records, and removes those with the same names. All names must begin with `_`. */
export class MemberAdder {
  readonly #added: readonly {
    readonly key: KeyName;
    readonly prefix: string;
    readonly value: (row: Row) => string;
  }[];
  #scratch: Buffer = Buffer.allocUnsafeSlow(64 * 1024);

  constructor(added: readonly AddedMember[]) {
    this.#added = added.map((member) => ({
      key: new KeyName(member.name),
      prefix: `${JSON.stringify(member.name)}:`,
      value: (row) => member.value(row),
    }));
  }

  /** Whether the record has members of these names. */
  replaces({ input, members }: Row): boolean {
    return this.#hasAny(input, members);
  }

  /** Adds the members to the row's bytes, which are valid until the next call. */
  apply(row: Row): void {
    const suffix = `${this.#added.map(({ prefix, value }) => prefix + value(row)).join(",")}}`;
    const room = row.end - row.start + Buffer.byteLength(suffix) + 1;
    if (this.#scratch.length < room) this.#scratch = Buffer.allocUnsafeSlow(room * 2);
    const kept = this.#copyRecord(row);
    const end = kept + this.#scratch.write(suffix, kept);
    row.source = this.#scratch;
    row.start = 0;
    row.end = end;
  }

  /** Copies the record without its last brace, with a comma if it has members. */
  #copyRecord({ input, start, end, members }: Row): number {
    let at = 0;
    if (this.#hasAny(input, members)) {
      at = this.#scratch.writeUInt8(openBrace, 0);
      for (let index = 0; index < members.count; index += 1) {
        if (this.#isAdded(input, members.keyStart(index), members.keyEnd(index))) continue;
        if (at > 1) at = this.#scratch.writeUInt8(comma, at);
        at += input.copy(this.#scratch, at, members.keyStart(index) - 1, members.valueEnd(index));
      }
    } else {
      at = input.copy(this.#scratch, 0, start, end);
      while (this.#scratch[at - 1] !== closeBrace) at -= 1;
      at -= 1;
    }
    return members.count > 0 && at > 1 ? this.#scratch.writeUInt8(comma, at) : at;
  }

  #hasAny(input: Buffer, members: Row["members"]): boolean {
    for (let index = 0; index < members.count; index += 1) {
      if (this.#isAdded(input, members.keyStart(index), members.keyEnd(index))) return true;
    }
    return false;
  }

  #isAdded(input: Buffer, start: number, end: number): boolean {
    const first = input[start];
    // An escape can spell the underscore.
    if (first !== underscore && first !== backslash) return false;
    return this.#added.some(({ key }) => key.equals(input, start, end));
  }
}
