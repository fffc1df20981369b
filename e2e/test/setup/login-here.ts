import { PassThrough } from "node:stream";
import { runTap } from "@tap-instagram/singer";
import { createMemoryHost, type MemoryHost } from "@tap-instagram/singer/testing";
import { createTapInstagram } from "tap-instagram";
import { onTestFinished } from "vitest";
import { followed, loginFlags, shellOf, type LoginRun } from "./person.ts";
import type { SetupWorld } from "./setup-world.ts";

/** A login that runs in this process. */
interface LoginHere extends LoginRun {
  readonly stop: MemoryHost["send"];
}

/**
 * Runs `tap-instagram auth` with an open stdin, but without a process: a hundred of them would take a twentieth of the time of
 * all tests here. What a process adds, such as signals, is tested with some.
 */
export function authHere(
  world: SetupWorld,
  flags: readonly string[],
  env: Record<string, string | undefined> = {},
): LoginHere {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const host = createMemoryHost({
    argv: ["auth", ...flags],
    cwd: world.folder,
    env: { ...shellOf(world), ...env },
    stdin,
    onStdout: (text) => void stdout.write(text),
    onStderr: (text) => void stderr.write(text),
    now: Date.now,
  });
  const stop: MemoryHost["send"] = (signal) => host.send(signal);
  // As a process, it would not outlive the test.
  onTestFinished(() => stop("SIGTERM"));
  const code = runTap(createTapInstagram(), host).finally(() => {
    stdout.end();
    stderr.end();
  });
  return { stdin, stop, ...followed(world, { stdout, stderr, code }) };
}

/** The same for the app of a world. */
export function loginHere(
  world: SetupWorld,
  flags: readonly string[],
  env: Record<string, string | undefined> = {},
): LoginHere {
  return authHere(world, [...loginFlags(world), ...flags], env);
}
