import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { start } from "test-tools/processes";

/** What a whole process took, as it says itself at its end. */
export interface Usage {
  /** Seconds of user and system time: what other work on the machine hardly changes. */
  readonly cpu: number;
  /** Seconds from its start to its end. */
  readonly wall: number;
  /** The most memory that it held at any time, in MB of 10^6 bytes. */
  readonly memory: number;
  /** Bytes that it wrote to stdout. */
  readonly bytes: number;
  /** The last lines of stderr. */
  readonly log: string;
  readonly code: number | null;
}

/** How to run a process. */
export interface RunOptions {
  readonly env?: { readonly [name: string]: string | undefined } | undefined;
  /** A file descriptor to read from. Default: an empty input. */
  readonly stdin?: number | undefined;
  /** Reads so many chunks of stdout in a second. Default: as fast as they come. */
  readonly chunksPerSecond?: number | undefined;
  /** For so many seconds at the beginning takes one line of stdout in each. Default: 0. */
  readonly lineASecondFor?: number | undefined;
  /** Is told the id of the process. */
  readonly onStart?: ((pid: number | undefined) => void) | undefined;
  /** The exit codes that are fine. Default: 0. */
  readonly codes?: readonly number[] | undefined;
}

/**
 * Node reads the certificates of this variable at each start, needed or not. A whole bundle takes 30 ms, as long as the start
 * itself. It would come on top of ours and of the floor, and the ratio of both would look better than it is.
 */
const withoutCertificates = { NODE_EXTRA_CA_CERTS: undefined };

const newline = 10;

let runs = 0;

/**
 * Runs a script in Node to its end, and reads what it writes.
 *
 * @throws Error when it ends with another exit code than the allowed ones.
 */
export async function measured(args: readonly string[], options: RunOptions = {}): Promise<Usage> {
  runs += 1;
  const report = join(tmpdir(), `tap-instagram-bench-${process.pid}-${runs}.json`);
  const { env, stdin, chunksPerSecond, lineASecondFor = 0, codes = [0] } = options;
  const startedMs = performance.now();
  const { child } = start(process.execPath, args, {
    env: { ...withoutCertificates, ...env, NODE_OPTIONS: `--import ${reporterOf(report)}` },
    stdio: [stdin ?? "ignore", "pipe", "pipe"],
  });
  options.onStart?.(child.pid);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let log = "";
  child.stderr?.on("data", (chunk: Buffer) => (log = (log + chunk.toString()).slice(-20_000)));
  let bytes = 0;
  if (child.stdout) {
    const output: AsyncIterable<Buffer> = child.stdout;
    for await (const chunk of output) {
      bytes += chunk.length;
      const lines = chunk.reduce((count, byte) => (byte === newline ? count + 1 : count), 0);
      const slowMs = Math.min(lines * 1000, startedMs + lineASecondFor * 1000 - performance.now());
      if (slowMs > 0) await setTimeout(slowMs);
      else if (chunksPerSecond !== undefined) await setTimeout(1000 / chunksPerSecond);
    }
  }
  const code = await ended;
  const wall = (performance.now() - startedMs) / 1000;
  if (code === null || !codes.includes(code))
    throw new Error(`${args.slice(0, 3).join(" ")} ended with ${code}: ${log.slice(-2000)}`);
  const said: { cpuMicros: number; peakKib: number } = JSON.parse(readFileSync(report, "utf8"));
  rmSync(report);
  return { cpu: said.cpuMicros / 1e6, wall, memory: (said.peakKib * 1024) / 1e6, bytes, log, code };
}

/** A module that makes a process leave its own figures in a file at its end. It costs under a millisecond. */
function reporterOf(file: string): string {
  const module = `
    import { readFileSync, writeFileSync } from "node:fs";
    process.once("exit", () => {
      const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
      let peakKib = maxRSS;
      try {
        peakKib = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]);
      } catch {}
      writeFileSync(${JSON.stringify(file)}, JSON.stringify({ cpuMicros: userCPUTime + systemCPUTime, peakKib }));
    });`;
  return `data:text/javascript;base64,${Buffer.from(module).toString("base64")}`;
}
