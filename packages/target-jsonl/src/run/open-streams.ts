import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { JsonSchema, Logger } from "@tap-instagram/singer";
import { openCodec } from "../codecs/open-codec.ts";
import { ensureFolder, expandPath } from "../disk/folders.ts";
import { OpenFiles } from "../disk/open-files.ts";
import { regularPlace } from "../disk/regular-file.ts";
import { onDisk } from "../errors/disk-error.ts";
import { FileNames, fileTimestamp } from "../files/file-names.ts";
import { PartitionedFiles, PartitionField } from "../files/partitioned-files.ts";
import { RotatingFile } from "../files/rotating-file.ts";
import { RowFile, type FileSystemContext } from "../files/row-file.ts";
import type { RowSink } from "../files/row-sink.ts";
import { StreamPlaces } from "../files/stream-places.ts";
import { AppendLoad } from "../load/append.ts";
import type { LoadMethod } from "../load/load-method.ts";
import { OverwriteLoad } from "../load/overwrite.ts";
import { UpsertLoad } from "../load/upsert.ts";
import { partitionFields, type TargetSettings } from "../settings.ts";
import type { Clock } from "./clock.ts";
import { Streams } from "./streams.ts";
import { createSchemaCompiler } from "../validate/compile-schema.ts";
import { RecordValidator } from "../validate/record-validator.ts";
import { TimeBudget } from "../validate/time-budget.ts";

/** What all streams of a run share. */
interface Destination {
  readonly settings: TargetSettings;
  readonly folder: string;
  readonly places: StreamPlaces;
  readonly context: FileSystemContext;
}

/** Prepares the folder where each stream gets its files. @throws DiskError */
export async function openStreams(settings: TargetSettings, logger: Logger, clock: Clock): Promise<Streams> {
  const context: FileSystemContext = {
    codec: openCodec(settings.compression),
    openFiles: new OpenFiles(),
    onRepair: (text) => logger.warning(text),
  };
  const folder = expandPath(settings.destination_path);
  ensureFolder(folder);
  const names = new FileNames({
    customName: settings.custom_name,
    timestamp: settings.do_timestamp_file ? fileTimestamp(clock.now()) : undefined,
    existing: onDisk(`list the folder ${folder}`, () => readdirSync(folder)),
  });
  const destination = { settings, folder, places: new StreamPlaces(), context };
  const validatorFor = await openValidators(settings.validate_records, clock);
  return new Streams(({ stream, schema }) => {
    const log = logger.forStream(stream);
    warnOfLackingFields(settings, schema.properties, log);
    const load = openLoad(destination, stream, names.for(stream), log);
    return { load, validator: validatorFor?.(schema, log) };
  });
}

/** A name that is written wrong puts all rows into one folder. */
function warnOfLackingFields(
  settings: TargetSettings,
  properties: JsonSchema["properties"],
  logger: Logger,
): void {
  for (const text of partitionFields(settings) ?? []) {
    const { property } = new PartitionField(text);
    if (Object.hasOwn(properties ?? {}, property)) continue;
    logger.warning(
      `partition_by names ${JSON.stringify(property)}, which the SCHEMA of the stream does not have: rows without it go into one folder`,
    );
  }
}

async function openValidators(
  mode: TargetSettings["validate_records"],
  clock: Clock,
): Promise<((schema: unknown, logger: Logger) => RecordValidator) | undefined> {
  if (mode === "off") return undefined;
  const compile = await createSchemaCompiler();
  const budget = new TimeBudget(() => clock.elapsed());
  return (schema, logger) => new RecordValidator({ mode, logger, compile, budget }, schema);
}

function openLoad(destination: Destination, stream: string, name: string, logger: Logger): LoadMethod {
  const { settings, folder, places, context } = destination;
  const { load_method: method } = settings;
  const fields = partitionFields(settings);
  if (fields !== undefined) return new AppendLoad(openPartitions(destination, name, fields));
  const stem = join(folder, name);
  if (isRotating(settings)) return new AppendLoad(openFiles(settings, stem, context));
  const path = places.claim(stream, stem + context.codec.extension);
  if (method === "upsert") return new UpsertLoad(path, context, logger);
  if (method === "overwrite") return new OverwriteLoad(path, context, logger);
  return new AppendLoad(openFile(path, context));
}

function openPartitions(
  { settings, folder, context }: Destination,
  name: string,
  fields: readonly string[],
): RowSink {
  const open = (inside: string): RowSink => openFiles(settings, join(inside, name), context);
  return new PartitionedFiles(
    join(folder, name),
    fields.map((field) => new PartitionField(field)),
    open,
  );
}

/** One file, or numbered ones where their size has a limit. */
function openFiles(settings: TargetSettings, stem: string, context: FileSystemContext): RowSink {
  const { max_file_rows: rows = Infinity, max_file_bytes: bytes = Infinity } = settings;
  if (isRotating(settings)) return new RotatingFile(stem, context, { rows, bytes });
  return openFile(regularPlace(stem + context.codec.extension), context);
}

function openFile(path: string, context: FileSystemContext): RowSink {
  const file = new RowFile(path, context);
  file.repair();
  return file;
}

function isRotating({ max_file_rows: rows, max_file_bytes: bytes }: TargetSettings): boolean {
  return rows !== undefined || bytes !== undefined;
}
