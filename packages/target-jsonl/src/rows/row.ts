import { MemberList } from "../scan/member-list.ts";
import type { TableVersion } from "./table-version.ts";

/** A record as it came: its bytes, and what its message says about it. */
export interface IncomingRow {
  /** Holds the record, and what came before and after it. */
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** The record's members, as places in the bytes. */
  readonly members: MemberList;
  readonly version: TableVersion | undefined;
  /** `time_extracted`, as JSON. */
  readonly timeExtracted: string | undefined;
}

/** A record on its way from the input to a file. One object serves for all rows. */
export class Row {
  /** The bytes the record came in. */
  input: Buffer = Buffer.alloc(0);
  /** The record's members, as places in {@link input}. */
  members: MemberList = new MemberList();
  version: TableVersion | undefined;
  timeExtracted: string | undefined;
  /** The bytes to write: those of the input, or others when members were added to the record. */
  source: Buffer = Buffer.alloc(0);
  start = 0;
  end = 0;

  /** Takes a record; it is written as it came unless {@link source} changes. */
  set({ bytes, start, end, members, version, timeExtracted }: IncomingRow): void {
    this.input = bytes;
    this.members = members;
    this.version = version;
    this.timeExtracted = timeExtracted;
    this.source = bytes;
    this.start = start;
    this.end = end;
  }
}
