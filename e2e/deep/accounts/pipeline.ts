import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { onTestFinished } from "vitest";
import { built } from "../../test/commands.ts";

/** Which processes a kill meets. */
export type Victim = "tap" | "target" | "both";

/** What a pipeline runs with. */
export interface PipelineOptions {
  readonly env: Record<string, string>;
  readonly tapArguments: readonly string[];
  readonly targetArguments: readonly string[];
  /** Receives the log of both. */
  readonly logFile: string;
}

/** A tap and a target, with a pipe of the system's between them. */
export class Pipeline {
  readonly #tap: ChildProcess;
  readonly #target: ChildProcess;
  /** The exit codes of both; null for one that was killed. */
  readonly ended: Promise<readonly (number | null)[]>;

  constructor({ env, tapArguments, targetArguments, logFile }: PipelineOptions) {
    const log = openSync(logFile, "a");
    const all = { ...process.env, ...env };
    this.#tap = spawn(process.execPath, [built.tap, ...tapArguments], {
      env: all,
      stdio: ["ignore", "pipe", log],
    });
    this.#target = spawn(process.execPath, [built.target, ...targetArguments], {
      env: all,
      stdio: [this.#tap.stdout, "ignore", log],
    });
    closeSync(log);
    // The target alone reads it: held open here, a target that is killed would leave the tap without an end.
    this.#tap.stdout?.destroy();
    onTestFinished(() => this.kill("both"));
    const codes = [this.#tap, this.#target].map(
      (child) => new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code))),
    );
    this.ended = Promise.all(codes);
  }

  /** Whether the tap still runs. */
  get isRunning(): boolean {
    return this.#tap.exitCode === null && this.#tap.signalCode === null;
  }

  kill(victim: Victim): void {
    if (victim !== "target") this.#tap.kill("SIGKILL");
    if (victim !== "tap") this.#target.kill("SIGKILL");
  }
}
