import { boolean, choice, defineSettings, integer, list, text } from "@tap-instagram/singer";
import type { Problem, Setting, SettingsOf } from "@tap-instagram/singer";

/** Everything that can be set; the first three have the names they have in Python's target-jsonl. */
export const settings: {
  readonly destination_path: Setting<string>;
  readonly custom_name: Setting<string | undefined>;
  readonly do_timestamp_file: Setting<boolean>;
  readonly load_method: Setting<"append-only" | "upsert" | "overwrite">;
  readonly validate_records: Setting<"off" | "warn" | "fail">;
  readonly add_record_metadata: Setting<boolean>;
  readonly compression: Setting<"none" | "gzip" | "zstd">;
  readonly max_file_rows: Setting<number | undefined>;
  readonly max_file_bytes: Setting<number | undefined>;
  readonly partition_by: Setting<readonly string[] | undefined>;
} = defineSettings({
  destination_path: text({
    title: "Destination path",
    description:
      "Folder the files are written to; created when it is missing. Empty for the current folder; ~ is the home folder.",
    default: "output",
  }),
  custom_name: text({
    title: "Custom name",
    description:
      "Name of the file instead of the stream's name. With several streams, write {stream} where the stream's name belongs, as in nightly-{stream}.",
  }),
  do_timestamp_file: boolean({
    title: "Timestamp in the file name",
    description:
      "Adds the time of the run to the name, -YYYYMMDDTHHMMSS, so that every run writes files of its own.",
    default: false,
  }),
  load_method: choice({
    title: "Load method",
    description:
      "append-only adds rows to the files. upsert keeps one row per key, the last one. overwrite replaces a file by the rows of the run, once its input has ended well.",
    options: ["append-only", "upsert", "overwrite"],
    default: "append-only",
  }),
  validate_records: choice({
    title: "Validate records",
    description:
      "Holds every record against the stream's schema: warn names records that do not fit and writes them, fail ends the run at the first. Costs about two thirds of the speed.",
    options: ["off", "warn", "fail"],
    default: "off",
  }),
  add_record_metadata: boolean({
    title: "Add record metadata",
    description:
      "Adds _sdc_extracted_at, _sdc_received_at, _sdc_batched_at, _sdc_deleted_at, _sdc_sequence, _sdc_table_version and _sdc_sync_started_at to every row.",
    default: false,
  }),
  compression: choice({
    title: "Compression",
    description:
      "gzip writes .jsonl.gz files, zstd .jsonl.zst files (Node 22.15 or later, Deno, Bun). Both can be appended to, and read at any time up to the last commit.",
    options: ["none", "gzip", "zstd"],
    default: "none",
  }),
  max_file_rows: integer({
    title: "Rows per file",
    description: "Starts a new numbered file, users.00002.jsonl, after so many rows. Only with append-only.",
    minimum: 1,
  }),
  max_file_bytes: integer({
    title: "Bytes per file",
    description: "Starts a new numbered file before a file grows beyond this size. Only with append-only.",
    minimum: 1,
  }),
  partition_by: list({
    title: "Partition by",
    description:
      "Properties whose values become folders, as in users/country=fr/users.jsonl. property:day, property:month and property:year take that part of a date. Only with append-only.",
  }),
});

/** The settings of a run. */
export type TargetSettings = SettingsOf<typeof settings>;

/** What is wrong with settings that are right each on its own. */
export function checkSettings(values: TargetSettings): Problem[] {
  if (values.load_method === "append-only") return [];
  return (["max_file_rows", "max_file_bytes", "partition_by"] as const)
    .filter((name) => values[name] !== undefined)
    .map((place) => ({
      place,
      message: `set together with load_method ${values.load_method}, which keeps one file per stream, wanted load_method append-only or no ${place}`,
    }));
}
