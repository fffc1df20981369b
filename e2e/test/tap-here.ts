import { runTap } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { createTapInstagram } from "tap-instagram";
import { expectNoToken } from "./processes.ts";

/** Runs the tap without a process of its own: hundreds of them would take a fifth of the time of all tests here. */
export async function tapHere(
  argv: readonly string[],
  env: { readonly [name: string]: string | undefined } = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const host = createMemoryHost({ argv, env, now: Date.now });
  const code = await runTap(createTapInstagram(), host);
  const [stdout, stderr] = [host.out(), host.err()];
  expectNoToken(stdout + stderr);
  return { code, stdout, stderr };
}
