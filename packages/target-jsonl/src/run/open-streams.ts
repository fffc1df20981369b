import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "@tap-instagram/singer";
import { openCodec } from "../codecs/open-codec.ts";
import { onDisk } from "../errors/disk-error.ts";
import { FileNames, fileTimestamp } from "../files/file-names.ts";
import { ensureFolder, expandPath } from "../disk/folders.ts";
import { OpenFiles } from "../disk/open-files.ts";
import { PartitionedFiles, PartitionField } from "../files/partitioned-files.ts";
import { RotatingFile } from "../files/rotating-file.ts";
import { RowFile, type FileSystemContext } from "../files/row-file.ts";
import type { RowSink } from "../files/row-sink.ts";
import { AppendLoad } from "../load/append.ts";
import type { LoadMethod } from "../load/load-method.ts";
import { OverwriteLoad } from "../load/overwrite.ts";
import { UpsertLoad } from "../load/upsert.ts";
import type { TargetSettings } from "../settings.ts";
import { Streams } from "./streams.ts";
import { createSchemaCompiler } from "../validate/compile-schema.ts";
import { RecordValidator } from "../validate/record-validator.ts";

/** Prepares the destination: every stream that comes will have its files there. @throws DiskError */
export async function openStreams(settings: TargetSettings, logger: Logger, now: number): Promise<Streams> {
  const context: FileSystemContext = {
    codec: openCodec(settings.compression),
    openFiles: new OpenFiles(),
    onRepair: (text) => logger.warning(text),
  };
  const folder = expandPath(settings.destination_path);
  ensureFolder(folder);
  const names = new FileNames({
    customName: settings.custom_name,
    timestamp: settings.do_timestamp_file ? fileTimestamp(now) : undefined,
    existing: onDisk(`list the folder ${folder}`, () => readdirSync(folder)),
  });
  const compiler = settings.validate_records === "off" ? undefined : await createSchemaCompiler();
  return new Streams(({ stream, schema }) => {
    const log = logger.forStream(stream);
    const mode = settings.validate_records;
    return {
      load: openLoad(settings, folder, names.for(stream), context, log),
      validator:
        mode === "off" || compiler === undefined
          ? undefined
          : new RecordValidator(mode, log, compiler, schema),
    };
  });
}

function openLoad(
  settings: TargetSettings,
  folder: string,
  name: string,
  context: FileSystemContext,
  logger: Logger,
): LoadMethod {
  const path = join(folder, name + context.codec.extension);
  if (settings.load_method === "upsert") return new UpsertLoad(path, context, logger);
  if (settings.load_method === "overwrite") {
    return new OverwriteLoad(path, context, () => logger.warning(`no rows came: ${path} stays as it is`));
  }
  const open = (inside: string): RowSink => openFiles(settings, join(inside, name), context);
  if (settings.partition_by === undefined) return new AppendLoad(open(folder));
  const fields = settings.partition_by.map((field) => new PartitionField(field));
  return new AppendLoad(new PartitionedFiles(join(folder, name), fields, open));
}

/** One file, or numbered ones where their size is limited. What an interrupted run left is mended. */
function openFiles(settings: TargetSettings, stem: string, context: FileSystemContext): RowSink {
  const { max_file_rows: rows = Infinity, max_file_bytes: bytes = Infinity } = settings;
  if (rows < Infinity || bytes < Infinity) return new RotatingFile(stem, context, { rows, bytes });
  const file = new RowFile(stem + context.codec.extension, context);
  file.repair();
  return file;
}
