import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { built } from "../../test/commands.ts";
import { simulatorProcess, succeed, type SimulatorProcess } from "../../test/processes.ts";

const dayMs = 86_400_000;

/** A catalog, as far as the tests look into it. */
export interface Catalog {
  streams: {
    stream: string;
    schema: { properties: { [column: string]: { type: string | string[]; format?: string | undefined } } };
    metadata: { breadcrumb: string[]; metadata: { [key: string]: unknown } }[];
  }[];
}

/** What two syncs with a day between leave, the way a target leaves it that appends rows. */
export interface TwoDays {
  readonly catalog: Catalog;
  readonly simulator: SimulatorProcess;
  /** Files of the first day. */
  readonly firstDay: string;
  /** Files of both days. */
  readonly bothDays: string;
}

/**
 * Syncs the demo's world, lets a day pass there, and syncs again. The rows of the first sync get the times of a day ago.
 *
 * @param look - is called after each sync, while the simulator has the time of the sync.
 */
export async function twoDays(
  folder: string,
  optional: readonly string[],
  look: (simulator: SimulatorProcess) => Promise<void> = async () => {},
): Promise<TwoDays> {
  mkdirSync(folder, { recursive: true });
  const yesterday = new Date(Date.now() - dayMs).toISOString();
  const simulator = await simulatorProcess(["--world", "demo", "--now", yesterday]);
  const tap = (...flags: string[]) =>
    succeed(process.execPath, [built.tap, "--config", "ENV", ...flags], { env: simulator.tapEnv });
  const catalog: Catalog = JSON.parse(await tap("--discover"));
  for (const { stream, metadata } of catalog.streams)
    for (const one of metadata)
      if (one.breadcrumb.length === 0 && optional.includes(stream)) one.metadata["selected"] = true;
  const catalogPath = join(folder, "catalog.json");
  writeFileSync(catalogPath, JSON.stringify(catalog));

  const bothDays = join(folder, "both-days");
  const statePath = join(folder, "state.json");
  const sync = async (...flags: string[]) => {
    const messages = await tap("--catalog", catalogPath, ...flags);
    const states = await succeed(process.execPath, [built.target, "--config", "ENV"], {
      input: messages,
      env: {
        TARGET_JSONL_DESTINATION_PATH: bothDays,
        TARGET_JSONL_LOAD_METHOD: "append-only",
        TARGET_JSONL_ADD_RECORD_METADATA: "true",
      },
    });
    writeFileSync(statePath, states.trimEnd().split("\n").at(-1) ?? "{}");
  };
  await sync();
  await look(simulator);
  for (const name of readdirSync(bothDays)) if (name.endsWith(".jsonl")) setADayBack(bothDays, name);
  const firstDay = join(folder, "first-day");
  cpSync(bothDays, firstDay, { recursive: true });
  await simulator.admin("world", { method: "POST", body: JSON.stringify({ advanceMs: dayMs }) });
  await sync("--state", statePath);
  await look(simulator);
  return { catalog, simulator, firstDay, bothDays };
}

function setADayBack(folder: string, name: string): void {
  const path = join(folder, name);
  const rows = rowsOf(path).map((row) => ({
    ...row,
    // The tap has the clock of this machine.
    ...(name === "media_insights_daily.jsonl" && {
      snapshot_date: dayBefore(row["snapshot_date"]).slice(0, 10),
    }),
    _sdc_extracted_at: dayBefore(row["_sdc_extracted_at"]),
    _sdc_received_at: dayBefore(row["_sdc_received_at"]),
    _sdc_sequence: Number(row["_sdc_sequence"]) - dayMs,
  }));
  writeFileSync(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
}

function dayBefore(time: unknown): string {
  return new Date(Date.parse(String(time)) - dayMs).toISOString();
}

/** A row of a stream. */
export type Row = { [column: string]: unknown };

/** The rows of a file. */
export function rowsOf(path: string): Row[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
