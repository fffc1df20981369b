import { InputError } from "../errors/input-error.ts";
import type { KeyName, MemberList } from "../scan/member-list.ts";
import type { Stream } from "./streams.ts";
import { MemberAdder } from "../rows/added-members.ts";
import { recordMetadata, tableVersion, type MetadataTimes } from "../rows/record-metadata.ts";
import { Row, type IncomingRow } from "../rows/row.ts";

export interface RowWriterOptions {
  /** Adds the `_sdc_` members that Singer targets add. */
  readonly addsMetadata: boolean;
  /** Adds `_sdc_table_version` to rows whose message names a version. */
  readonly addsVersion: boolean;
  readonly times: MetadataTimes;
}

/** Checks rows, adds members to them, and passes them on to the files of their stream. */
export class RowWriter {
  /** Whether {@link IncomingRow.timeExtracted} is used. */
  readonly usesTimeExtracted: boolean;
  readonly #metadata: MemberAdder | undefined;
  readonly #version: MemberAdder | undefined;
  readonly #row: Row = new Row();

  constructor({ addsMetadata, addsVersion, times }: RowWriterOptions) {
    this.usesTimeExtracted = addsMetadata;
    this.#metadata = addsMetadata ? new MemberAdder(recordMetadata(times)) : undefined;
    this.#version = addsVersion ? new MemberAdder([tableVersion]) : undefined;
  }

  /** @throws InputError when the row lacks a key property, or does not fit its schema under `fail`. @throws DiskError */
  write(stream: Stream, incoming: IncomingRow): void {
    const { bytes, start, end, members } = incoming;
    checkKeys(stream.keys, bytes, members);
    stream.validator?.check(bytes.subarray(start, end));
    const row = this.#row;
    row.set(incoming);
    if (this.#metadata !== undefined) this.#metadata.apply(row);
    else if (this.#version !== undefined) {
      // A table version in the data is not one of this stream: activating another must not remove the row.
      if (row.version !== undefined || this.#version.replaces(row)) this.#version.apply(row);
    }
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
