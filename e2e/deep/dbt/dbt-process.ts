import type { ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { start } from "test-tools/processes";
import { onTestFinished } from "vitest";
import { commandIn } from "../../machines/python.ts";

/**
 * A process in which dbt is loaded, which takes longer than most of what tests do with it. Each warehouse gets a copy of
 * the process, and so nothing of what another one did. Nothing leaves this machine.
 */
export class DbtProcess {
  /** What dbt knows of the project after it has read all of it, by how it was read. */
  readonly parsed: string;
  readonly #socket: string;
  readonly #child: ChildProcess;

  private constructor(folder: string, socket: string, child: ChildProcess) {
    this.parsed = join(folder, "parsed");
    this.#socket = socket;
    this.#child = child;
  }

  static async start(environment: string, folder: string): Promise<DbtProcess> {
    mkdirSync(folder, { recursive: true });
    const socket = join(folder, "socket");
    const script = fileURLToPath(new URL("warehouse.py", import.meta.url));
    const closed = "http://127.0.0.1:9";
    const { child } = start(commandIn(environment, "python"), [script, socket], {
      cwd: folder,
      stdio: ["ignore", "pipe", "ignore"],
      env: {
        DO_NOT_TRACK: "1",
        HTTP_PROXY: closed,
        HTTPS_PROXY: closed,
        PGTZ: "Asia/Tokyo",
        TZ: "Asia/Tokyo",
      },
    });
    await new Promise<void>((listens, fail) => {
      child.stdout?.once("data", () => listens());
      child.once("exit", () => fail(new Error("dbt did not start")));
    });
    return new DbtProcess(folder, socket, child);
  }

  /** Makes a copy of the process for a warehouse. It ends with the test, and answers the steps that are asked of it. */
  open(warehouse: object): (step: object) => Promise<unknown> {
    const socket = connect(this.#socket);
    onTestFinished(() => void socket.destroy());
    const answers = createInterface(socket)[Symbol.asyncIterator]();
    socket.write(`${JSON.stringify(warehouse)}\n`);
    return async (step) => {
      socket.write(`${JSON.stringify(step)}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error("The warehouse ended");
      const { answer, problem } = JSON.parse(value);
      if (problem !== undefined) throw new Error(`${JSON.stringify(step).slice(0, 300)}: ${problem}`);
      return answer;
    };
  }

  stop(): void {
    this.#child.kill("SIGKILL");
  }
}
