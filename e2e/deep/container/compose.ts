import { join } from "node:path";
import { inject } from "vitest";
import { run, succeed, type Ended } from "../../test/processes.ts";
import { commandIn, sharedEnvironment } from "../../machines/python.ts";
import { streams, type Rows } from "../small-world.ts";
import { standInFlags, standIns } from "../../machines/podman/stand-ins.ts";
import { buildFlags, type Engine } from "../../machines/podman/engine.ts";

/** The example of a compose file, in a copy of the repository, as podman-compose makes it run. */
export class Compose {
  readonly #engine: Engine;
  readonly #command: string;
  readonly #folder: string;

  private constructor(engine: Engine, command: string, folder: string) {
    this.#engine = engine;
    this.#command = command;
    this.#folder = folder;
  }

  /** Installs podman-compose. */
  static async install(engine: Engine, repository: string): Promise<Compose> {
    const environment = await sharedEnvironment(inject("shared"), "podman-compose", [
      "podman-compose==1.6.0",
    ]);
    return new Compose(
      engine,
      commandIn(environment, "podman-compose"),
      join(repository, "examples/container"),
    );
  }

  /** Runs a command of Compose's to its end. */
  run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    return run(this.#command, [...this.#flags, ...args], { cwd: this.#folder, env: this.#environment(env) });
  }

  /** The same, for one that has to succeed; returns what it printed. */
  succeed(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
    return succeed(this.#command, [...this.#flags, ...args], {
      cwd: this.#folder,
      env: this.#environment(env),
    });
  }

  /**
   * Builds the images of services.
   *
   * @param flags - of Podman's.
   */
  build(
    services: readonly string[],
    env: Record<string, string>,
    flags: readonly string[] = [],
  ): Promise<string> {
    return this.succeed([...flags.map(buildArgument), "build", ...services], env);
  }

  /** Asks the simulator's admin endpoints, from within its container: it listens nowhere else. */
  readonly admin = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const call = `fetch("http://127.0.0.1:4123/__simulator/${path}", ${JSON.stringify(init ?? {})})`;
    const script = `${call}.then((answer) => answer.text()).then(console.log)`;
    return JSON.parse(await this.#engine.succeed(["exec", "instagram_simulator_1", "node", "-e", script]));
  };

  /** How many rows each table of a schema has. */
  async rows(schema: string): Promise<Rows> {
    const counts = streams.map(
      (stream) => `select '${stream}' as stream, count(*) as rows from ${schema}.${stream}`,
    );
    const sql = `select json_object_agg(stream, rows) from (${counts.join(" union all ")}) as counted`;
    const psql = ["psql", "--host=/tmp", "--username=meltano", "--dbname=warehouse", "-qAtX", "-c", sql];
    return JSON.parse(await this.#engine.succeed(["exec", "instagram_postgres_1", ...psql]));
  }

  get #flags(): string[] {
    return ["--profile=trial", "--profile=files", ...[...buildFlags, ...standInFlags].map(buildArgument)];
  }

  #environment(env: Record<string, string>): Record<string, string> {
    return { ...standIns, TAP_INSTAGRAM_ACCESS_TOKEN: "", ...this.#engine.env, ...env };
  }
}

function buildArgument(flag: string): string {
  return `--podman-build-args=${flag}`;
}
