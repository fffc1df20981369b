import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { start } from "test-tools/processes";
import { expectNoToken } from "../../test/processes.ts";
import { commandIn } from "../python.ts";

/** The Airflow that is tested with. */
export const airflowRequirement = "apache-airflow==3.3.2";

/** What became of a task of a run. */
export interface TaskOutcome {
  name: string;
  pool: string;
  state: string;
  tries: number;
  maxTries: number;
  /** Where the task's policy has a delay of its own. */
  retryAfterSeconds: number | null;
}

interface Options {
  /** Where Airflow keeps its database. */
  home: string;
  /** A folder with DAG files, and the DAG of them that is run. */
  dags: string;
  dag: string;
}

/** A process of Airflow's that runs its commands, and a DAG. */
export class AirflowProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  #log = "";

  constructor(environment: string, { home, dags, dag }: Options) {
    const script = fileURLToPath(new URL("run_dag.py", import.meta.url));
    const { child } = start(commandIn(environment, "python"), [script, dags, dag], {
      stdio: "pipe",
      env: {
        AIRFLOW_HOME: home,
        AIRFLOW__CORE__DAGS_FOLDER: dags,
        AIRFLOW__CORE__LOAD_EXAMPLES: "False",
        AIRFLOW__USAGE_DATA_COLLECTION__ENABLED: "False",
        NO_COLOR: "1",
        COLUMNS: "1000",
      },
    });
    if (child.stdout === null) throw new Error("Airflow has no stdout");
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (this.#log += text));
    this.#lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    this.#child = child;
  }

  /** Runs a command of Airflow's. */
  async command(...words: readonly string[]): Promise<void> {
    await this.#order(words);
  }

  /** Runs the DAG until each task has ended, or waits for its next try. */
  async run(env: Record<string, string>): Promise<{ tasks: TaskOutcome[]; log: string }> {
    const tasks: TaskOutcome[] = JSON.parse(await this.#order(env));
    expectNoToken(this.#log);
    return { tasks, log: this.#log };
  }

  /** Sends the process, which runs the tasks, a signal. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** What it answers with; all else it writes is log. */
  async #order(order: unknown): Promise<string> {
    this.#log = "";
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
    for (;;) {
      const { value, done } = await this.#lines.next();
      if (done === true) throw new Error(`Airflow ended instead of ${JSON.stringify(order)}:\n${this.#log}`);
      if (value.startsWith("DONE ")) return value.slice("DONE ".length);
      this.#log += `${value}\n`;
    }
  }
}
