import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonObject } from "@tap-instagram/singer";
import { built } from "./commands.ts";
import { measured, type RunOptions, type Usage } from "./run.ts";
import { now, type Simulator } from "./simulator.ts";

/** How to run the tap. */
export interface TapOptions extends RunOptions {
  readonly settings?: JsonObject | undefined;
  readonly state?: JsonObject | undefined;
  /** Streams to read with the columns that are selected by default. Default: those that are selected by default. */
  readonly streams?: readonly string[] | undefined;
}

/** Runs the tap against a simulator, or against what stands before it. */
export async function tap(
  simulator: Pick<Simulator, "url" | "token">,
  options: TapOptions = {},
): Promise<Usage> {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-bench-"));
  const file = (name: string, content: JsonObject): string => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const { settings, state, streams } = options;
  const config = {
    access_token: simulator.token,
    api_url: simulator.url,
    start_date: standardStart,
    ...settings,
  };
  const args = [built.tap, "--config", file("config.json", config)];
  if (state) args.push("--state", file("state.json", state));
  if (streams) args.push("--catalog", file("catalog.json", catalogOf(streams)));
  try {
    return await measured(args, options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Thirty days before the clock of the simulated worlds. */
const standardStart = new Date(Date.parse(now) - 30 * 24 * 60 * 60_000).toISOString();

function catalogOf(streams: readonly string[]): JsonObject {
  return {
    streams: streams.map((stream) => ({
      tap_stream_id: stream,
      stream,
      schema: {},
      metadata: [{ breadcrumb: [], metadata: { selected: true } }],
    })),
  };
}
