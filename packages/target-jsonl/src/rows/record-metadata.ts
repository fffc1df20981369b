import { KeyName } from "../scan/member-list.ts";
import type { AddedMember } from "./added-members.ts";
import type { Row } from "./row.ts";

const deletedAtKey: KeyName = new KeyName("_sdc_deleted_at");

/** The table version of a row. Later runs find outdated rows by it. */
export const tableVersion: AddedMember = {
  name: "_sdc_table_version",
  value: (row) => row.version?.json ?? "null",
};

export interface MetadataTimes {
  /** Milliseconds since 1970. */
  now(): number;
  /** The start of the run, in milliseconds since 1970. */
  readonly startedAt: number;
  /** The start of the commit that acknowledges the row, in milliseconds since 1970. */
  batchStartedAt(): number;
}

/** The members that Singer targets add to records, with names and types of the Meltano SDK. */
export function recordMetadata(times: MetadataTimes): readonly AddedMember[] {
  const received = isoText();
  const batched = isoText();
  return [
    { name: "_sdc_extracted_at", value: (row) => row.timeExtracted ?? "null" },
    { name: "_sdc_received_at", value: () => received(times.now()) },
    { name: "_sdc_batched_at", value: () => batched(times.batchStartedAt()) },
    { name: "_sdc_deleted_at", value: deletedAt },
    { name: "_sdc_sequence", value: () => String(times.now()) },
    tableVersion,
    { name: "_sdc_sync_started_at", value: () => String(times.startedAt) },
  ];
}

function deletedAt({ input, members }: Row): string {
  const index = members.find(input, deletedAtKey);
  return index === -1 ? "null" : input.toString("utf8", members.valueStart(index), members.valueEnd(index));
}

/** Times as RFC 3339 in quotes. Keeps the last one, since many rows come in one millisecond. */
function isoText(): (ms: number) => string {
  let lastMs = Number.NaN;
  let text = "";
  return (ms) => {
    if (ms !== lastMs) text = `"${new Date(ms).toISOString()}"`;
    lastMs = ms;
    return text;
  };
}
