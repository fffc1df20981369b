import { MemberList } from "../scan/member-list.ts";

/** A record on its way from the input to a file. One object serves for row after row. */
export class Row {
  /** The bytes the record came in. */
  input: Buffer = Buffer.alloc(0);
  /** The record's members, as places in {@link input}. */
  members: MemberList = new MemberList();
  /** The table version its RECORD named, as it stood there. */
  version: string | undefined;
  /** `time_extracted` as it stood in the message, with its quotes. */
  timeExtracted: string | undefined;
  /** The bytes to write: those of the input, or others when something was added to the record. */
  source: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;

  /** Takes a record that will be written as it came. */
  set(input: Buffer, start: number, end: number, members: MemberList): void {
    this.input = input;
    this.members = members;
    this.version = undefined;
    this.timeExtracted = undefined;
    this.source = input;
    this.start = start;
    this.end = end;
  }
}
