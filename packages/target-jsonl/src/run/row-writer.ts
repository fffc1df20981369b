import { InputError } from "../errors/input-error.ts";
import type { KeyName, MemberList } from "../scan/member-list.ts";
import type { Stream } from "./streams.ts";
import { MemberAdder } from "../rows/added-members.ts";
import { recordMetadata, tableVersion, type MetadataTimes } from "../rows/record-metadata.ts";
import { Row } from "../rows/row.ts";

/** What a RECORD says about its row. */
export interface RowFacts {
  /** The table version, as it stood in the message. */
  readonly version: string | undefined;
  /** `time_extracted`, with its quotes. */
  readonly timeExtracted: string | undefined;
}

export interface RowTakerOptions {
  /** Adds the members that Singer targets add. */
  readonly addsMetadata: boolean;
  /** Adds the table version to rows that have one, even without the other metadata. */
  readonly addsVersion: boolean;
  readonly times: MetadataTimes;
}

/** Checks rows, adds what is to be added, and passes them on to their stream's files. */
export class RowWriter {
  /** Is {@link RowFacts.timeExtracted} of any use? */
  readonly usesTimeExtracted: boolean;
  readonly #metadata: MemberAdder | undefined;
  readonly #version: MemberAdder | undefined;
  readonly #row: Row = new Row();

  constructor({ addsMetadata, addsVersion, times }: RowTakerOptions) {
    this.usesTimeExtracted = addsMetadata;
    this.#metadata = addsMetadata ? new MemberAdder(recordMetadata(times)) : undefined;
    this.#version = addsVersion ? new MemberAdder([tableVersion]) : undefined;
  }

  /** @throws InputError when the row lacks a key property, or does not fit where that matters. @throws DiskError */
  take(
    stream: Stream,
    bytes: Buffer,
    start: number,
    end: number,
    members: MemberList,
    facts: RowFacts,
  ): void {
    checkKeys(stream.keys, bytes, members);
    stream.validator?.check(bytes.subarray(start, end));
    const row = this.#row;
    row.set(bytes, start, end, members);
    row.version = facts.version;
    row.timeExtracted = facts.timeExtracted;
    if (this.#metadata !== undefined) this.#metadata.apply(row);
    else if (row.version !== undefined) this.#version?.apply(row);
    stream.load.add(row);
  }
}

function checkKeys(keys: readonly KeyName[], bytes: Uint8Array, members: MemberList): void {
  for (const key of keys) {
    if (members.find(bytes, key) !== -1) continue;
    const wanted = keys.map(({ text }) => JSON.stringify(text)).join(", ");
    throw new InputError(`the RECORD lacks the key property ${JSON.stringify(key.text)}, wanted ${wanted}`, {
      hint: "Select the key properties in the catalog, or let the tap send them",
    });
  }
}
