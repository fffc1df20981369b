import { runTarget } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { targetJsonl } from "../src/target.ts";
import { isOtherCommand, run as runCommand, type Ended } from "./run-cli.ts";

/** Runs the target in this process, with its input in one chunk; a command to test instead, as a process. */
export async function run(argv: readonly string[], input: string | Uint8Array): Promise<Ended> {
  if (isOtherCommand) return runCommand(argv, input);
  const host = createMemoryHost({ argv, stdin: [Buffer.from(input)], now: () => Date.now() });
  const code = await runTarget(targetJsonl, host);
  return { code, stdout: host.out(), stderr: host.err() };
}
