import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { isScalar, parseDocument, visit } from "yaml";
import { repositoryPath } from "../../test/commands.ts";
import { run, start, succeed, type Ended, type Running } from "../../test/processes.ts";
import type { Wheels } from "./wheels.ts";

/** The Meltano that is tested with. */
export const meltanoRequirement = "meltano==4.4.1";

/** A folder with a meltano.yml. */
export class MeltanoProject {
  readonly folder: string;
  readonly #meltano: string;

  constructor(folder: string, meltano: string) {
    this.folder = folder;
    this.#meltano = meltano;
  }

  /** A new and empty one, as `meltano init` makes it. */
  static async init(folder: string, meltano: string): Promise<MeltanoProject> {
    await succeed(meltano, ["init", folder, "--no-usage-stats"], { env: environment() });
    return new MeltanoProject(folder, meltano);
  }

  /** The least that Meltano takes for one. */
  static empty(folder: string, meltano: string): MeltanoProject {
    mkdirSync(folder);
    const content = [
      "default_environment: dev",
      "send_anonymous_usage_stats: false",
      "environments: [{ name: dev }]",
    ];
    writeFileSync(join(folder, "meltano.yml"), `${content.join("\n")}\n`);
    return new MeltanoProject(folder, meltano);
  }

  /** Runs a command of Meltano's that has to succeed. */
  succeed(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
    return succeed(this.#meltano, args, { cwd: this.folder, env: environment(env) });
  }

  /** Runs a command of Meltano's to its end, whatever that is. */
  run(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
    return run(this.#meltano, args, { cwd: this.folder, env: environment(env) });
  }

  /** Starts a command of Meltano's as the leader of a group, so that nothing of it outlives the test. */
  start(args: readonly string[], env: Record<string, string>): Running {
    const running = start(this.#meltano, args, {
      cwd: this.folder,
      env: environment(env),
      isDetached: true,
    });
    onTestFinished(() => {
      const { pid } = running.child;
      try {
        if (pid !== undefined) process.kill(-pid, "SIGKILL");
      } catch {
        // The whole group has ended by itself.
      }
    });
    return running;
  }

  /** Adds a plugin by a definition. */
  add(name: string, definition: string): Promise<string> {
    const path = join(this.folder, `${name}.definition.yml`);
    writeFileSync(path, definition);
    return this.succeed(["add", "--from-ref", path, name]);
  }

  /** Selects what the tap selects by itself, the way a definition's first lines tell people to. */
  selectDefaults(name: string): Promise<string> {
    const list = repositoryPath(`meltano/${name}.select.json`);
    return this.succeed(["config", "set", name, "_select", "--from-file", list]);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }
}

/** A text of YAML in which our distributions, which it has to name, are the wheels just built. */
export function withLocalWheels(yaml: string, { tap, target }: Wheels): string {
  const wheels = new Map([
    ["tap-instagram-node", tap],
    ["target-jsonl-node", target],
  ]);
  const document = parseDocument(yaml);
  let replaced = 0;
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== "pip_url" || !isScalar(value)) return;
      const wheel = wheels.get(String(value.value));
      if (wheel === undefined) return;
      value.value = wheel;
      replaced += 1;
    },
  });
  if (replaced === 0) throw new Error("It does not name our distributions");
  return document.toString();
}

/** A definition of ours as it is shipped, in which the distribution is the wheel just built. */
export function shippedDefinition(name: string, wheels: Wheels): string {
  return withLocalWheels(readFileSync(repositoryPath(`meltano/${name}.yml`), "utf8"), wheels);
}

function environment(env: Record<string, string> = {}): Record<string, string | undefined> {
  return {
    MELTANO_SEND_ANONYMOUS_USAGE_STATS: "false",
    MELTANO_PROJECT_ROOT: undefined,
    NO_COLOR: "1",
    ...env,
  };
}
