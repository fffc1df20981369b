import { defineSettings, setting } from "@tap-instagram/singer/settings";
import type { Problem } from "@tap-instagram/singer";
import type { Setting, SettingsOf } from "@tap-instagram/singer/settings";

/** The settings. The first three have the names of Python's target-jsonl. */
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
  destination_path: setting.text({
    title: "Destination path",
    description:
      "Folder of the files. It is created when it is missing. Empty means the current folder, and ~ the home folder.",
    default: "output",
    mayBeEmpty: true,
  }),
  custom_name: setting.text({
    title: "Custom name",
    description:
      "File name to use in place of the stream's name. With several streams, write {stream} where the stream's name belongs: nightly-{stream}.",
  }),
  do_timestamp_file: setting.boolean({
    title: "Timestamp in the file name",
    description:
      "Adds the time of the run, -YYYYMMDDTHHMMSS, to the file name. Every run then writes its own files.",
    default: false,
  }),
  load_method: setting.choice({
    title: "Load method",
    description:
      "append-only adds rows to the files. upsert keeps the last row of each key. overwrite replaces each file with the rows of the run when the input ends without a failure.",
    options: ["append-only", "upsert", "overwrite"],
    default: "append-only",
  }),
  validate_records: setting.choice({
    title: "Validate records",
    description:
      "Checks every record against the schema of its stream. warn logs the records that do not fit and writes them. fail ends the run at the first one. true and false, the values of the Meltano SDK, mean fail and off. Checking costs about two thirds of the speed.",
    options: ["off", "warn", "fail"],
    synonyms: { true: "fail", false: "off" },
    default: "off",
  }),
  add_record_metadata: setting.boolean({
    title: "Add record metadata",
    description:
      "Adds _sdc_extracted_at, _sdc_received_at, _sdc_batched_at, _sdc_deleted_at, _sdc_sequence, _sdc_table_version and _sdc_sync_started_at to every row.",
    default: false,
  }),
  compression: setting.choice({
    title: "Compression",
    description:
      "gzip writes .jsonl.gz files, zstd writes .jsonl.zst files (Node 22.15 or later, Deno, Bun). Later runs append to both, and other programs can read both while a run goes on.",
    options: ["none", "gzip", "zstd"],
    default: "none",
  }),
  max_file_rows: setting.integer({
    title: "Rows per file",
    description:
      "Starts a new numbered file, users.00002.jsonl, after this many rows. Only with append-only.",
    minimum: 1,
  }),
  max_file_bytes: setting.integer({
    title: "Bytes per file",
    description: "Starts a new numbered file before a file becomes larger than this. Only with append-only.",
    minimum: 1,
  }),
  partition_by: setting.list({
    title: "Partition by",
    description:
      "Properties whose values become folders: users/country=fr/users.jsonl. property:day, property:month and property:year use that part of a date. Only with append-only.",
  }),
});

/** The settings of a run. */
export type TargetSettings = SettingsOf<typeof settings>;

/** The properties whose values become folders. An empty list, as Meltano sends it for none, is not set. */
export function partitionFields({ partition_by: fields }: TargetSettings): readonly string[] | undefined {
  return fields?.length === 0 ? undefined : fields;
}

/** Validates combinations of settings. */
export function checkSettings(values: TargetSettings): Problem[] {
  if (values.load_method === "append-only") return [];
  const given = { ...values, partition_by: partitionFields(values) };
  return (["max_file_rows", "max_file_bytes", "partition_by"] as const)
    .filter((name) => given[name] !== undefined)
    .map((place) => ({
      place,
      message: `set together with load_method ${values.load_method}, which writes one file per stream; wanted load_method append-only, or no ${place}`,
    }));
}
