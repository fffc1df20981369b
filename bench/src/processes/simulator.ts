import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import type { WorldSpec } from "@tap-instagram/graph-simulator";
import { start } from "test-tools/processes";
import { built } from "./commands.ts";

/** A simulator as a process of its own: its time is not the time of what is measured. */
export interface Simulator {
  /** Address of the API. */
  readonly url: string;
  readonly token: string;
  /** What it was asked since it started. */
  requests(): Promise<{
    httpRequests: number;
    quotaCalls: number;
    byEndpoint: { [template: string]: number };
  }>;
  forget(): Promise<void>;
  stop(): void;
}

/** The clock of every simulated world stands where the measurement begins: the tap goes by the clock of the machine. */
export const now: string = new Date().toISOString();

/** Starts the built simulator with a world, and with so much latency of every answer. */
export async function simulatorOf(world: WorldSpec, latencyMs = 0): Promise<Simulator> {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-bench-"));
  const file = join(folder, "world.json");
  writeFileSync(file, JSON.stringify(world));
  const quota = ["--calls-per-day", "100000000"];
  const flags = ["--world", file, "--now", now, "--latency-ms", String(latencyMs), ...quota];
  const { child } = start(process.execPath, [built.simulator, ...flags], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const stop = (): void => {
    child.kill("SIGKILL");
    process.off("exit", stop);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", stop);
  if (!child.stdout) throw new Error("The simulator has no stdout");
  for await (const line of createInterface(child.stdout)) {
    const said: { url: string; adminUrl: string; tokens: { user: string } } = JSON.parse(line);
    const admin = async (method: string) => (await fetch(`${said.adminUrl}/requests`, { method })).json();
    return {
      url: said.url,
      token: said.tokens.user,
      requests: () => admin("GET"),
      forget: async () => void (await admin("DELETE")),
      stop,
    };
  }
  throw new Error("The simulator ended before it listened");
}
