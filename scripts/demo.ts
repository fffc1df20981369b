/**
 * Instagram data landing in files, without a token: the simulator, the tap and the target, each a process of its own.
 * Run again, it goes on from the state that the first run saved. `--mode` shows the other ways to sync, `--setup` the way
 * from nothing to a token before it.
 */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import process from "node:process";
import { readFlags, type DemoFlags } from "./demo/flags.ts";
import { startSimulator } from "./demo/processes.ts";
import { setUp } from "./demo/setup/set-up.ts";
import { syncIntoFiles } from "./demo/sync.ts";

const flags = readFlags(process.argv.slice(2));
if ("text" in flags) {
  (flags.exitCode === 0 ? process.stdout : process.stderr).write(flags.text);
  process.exitCode = flags.exitCode;
} else {
  process.exitCode = await demo(flags);
}

async function demo({ world, mode, isSetup, login, output: named }: DemoFlags): Promise<number> {
  const output = resolve(named);
  mkdirSync(output, { recursive: true });
  const started = await startSimulator(world);
  // It has said why.
  if (started === undefined) return 2;
  const { simulator, stop } = started;
  try {
    if (!isSetup) {
      const { token, url } = simulator;
      const env = { TAP_INSTAGRAM_ACCESS_TOKEN: token, TAP_INSTAGRAM_API_URL: url };
      return (await syncIntoFiles({ simulator, output, mode, config: "ENV", env })) ? 0 : 1;
    }
    const done = await setUp({ simulator, world, login, output });
    if ("exitCode" in done) return done.exitCode;
    return (await syncIntoFiles({ simulator, output, mode, config: done.config, env: {} })) ? 0 : 1;
  } finally {
    stop();
  }
}
