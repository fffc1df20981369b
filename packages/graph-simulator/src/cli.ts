#!/usr/bin/env node
import { readFileSync } from "node:fs";
import process from "node:process";
import v8 from "node:v8";
import { humanLine, jsonLine } from "./command/announcement.ts";
import { FlagError, readFlags } from "./command/read-flags.ts";
import { readWorldFile } from "./command/read-world-file.ts";
import { usage } from "./command/usage.ts";
import { startSimulator } from "./simulator.ts";

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? String(manifest.version) : "unknown";
}

/**
 * Most simulators answer some hundred requests. The V8 of Node 20 would spend a third of that time on optimizing functions, so
 * it begins with that after eight times as much work.
 */
function optimizeLate(): void {
  if (process.versions.v8.startsWith("11.")) v8.setFlagsFromString("--interrupt-budget=540672");
}

async function run(): Promise<void> {
  const order = readFlags(process.argv.slice(2));
  if (order.do === "help") {
    process.stdout.write(usage);
    return;
  }
  if (order.do === "version") {
    process.stdout.write(`${version()}\n`);
    return;
  }
  const { options, worldFile } = order;
  const world = worldFile === undefined ? options.world : await readWorldFile(worldFile);
  const simulator = await startSimulator({ ...options, world });
  const stop = (): void => {
    void simulator.close();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.stdout.on("error", stop);
  const { world: truth } = simulator;
  process.stderr.write(humanLine(simulator, truth));
  process.stdout.write(jsonLine(simulator, truth));
}

optimizeLate();
run().catch((problem: unknown) => {
  const isFlag = problem instanceof FlagError;
  const message = problem instanceof Error ? problem.message : String(problem);
  process.stderr.write(isFlag ? `${message}\n\n${usage}` : `Cannot start the simulator: ${message}\n`);
  process.exitCode = isFlag ? 2 : 1;
});
