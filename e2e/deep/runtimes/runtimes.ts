import { join } from "node:path";
import process from "node:process";
import { repositoryPath } from "../../test/commands.ts";
import { install } from "../release/npm.ts";

/** A program that runs JavaScript. */
export interface Runtime {
  readonly name: string;
  readonly executable: string;
  /** What comes before a script's path. */
  readonly args: readonly string[];
  /** What starts the command of an installed package by its name, where that is no npx. */
  readonly byName?: ((command: string) => readonly string[]) | undefined;
  /** Node 20 cannot. */
  readonly hasZstd: boolean;
  /** With these flags threads of the engine allocate memory all the time, and often wait for a garbage collection. */
  readonly stressFlags?: readonly string[] | undefined;
  /** Whether all that can be tried is tried on it: on what is not Node, and on the latest Node. */
  readonly isTriedAtLength: boolean;
}

/** On Linux the files of Node themselves: the script of the package `node` starts an npm of its own to fetch them. */
const node = process.platform === "linux" ? `npm:node-linux-${process.arch}` : "npm:node";

/** The oldest Node there is a promise for, the newest of each line, and Bun, by what they are called here. */
const fromNpm: { readonly [alias: string]: string } = {
  node20: `${node}@20.19.0`,
  node22: `${node}@22.23.3`,
  node24: `${node}@24.21.0`,
  node26: `${node}@26.10.0`,
  bun: "1.4.5",
};

/** Installs those that are no tool of this repository: some 800 MB, for the time of a test. */
export async function installRuntimes(folder: string): Promise<void> {
  await install(folder, [], { dependencies: fromNpm, allowScripts: { node: true, bun: true } });
}

/** Every runtime, as {@link installRuntimes} leaves it in a folder. */
export function runtimesIn(folder: string): Runtime[] {
  const ofNode = { args: [], hasZstd: true, isTriedAtLength: false };
  const stressFlags = ["--stress-concurrent-allocation", "--max-old-space-size=40"];
  const other = { hasZstd: true, isTriedAtLength: true };
  const deno = ["run", "--allow-all"];
  return [
    { ...ofNode, name: "Node 20.19", executable: nodeIn(folder, "node20"), hasZstd: false },
    { ...ofNode, name: "Node 22", executable: nodeIn(folder, "node22") },
    { ...ofNode, name: "Node 24", executable: nodeIn(folder, "node24") },
    {
      ...ofNode,
      name: "Node 26",
      executable: nodeIn(folder, "node26"),
      isTriedAtLength: true,
      stressFlags,
    },
    {
      ...other,
      name: "Deno",
      // A tool of this repository. Its command in .bin is a script around this file, and hands no signal on.
      executable: repositoryPath("node_modules/deno/deno"),
      args: deno,
      byName: (command) => [...deno, `npm:${command}`],
    },
    {
      ...other,
      name: "Bun",
      // Under this name on every system.
      executable: join(folder, "node_modules/bun/bin/bun.exe"),
      args: [],
      byName: (command) => ["x", "--bun", command],
    },
  ];
}

/** One of the installed Nodes. */
export function nodeIn(folder: string, alias: "node20" | "node22" | "node24" | "node26"): string {
  return join(folder, "node_modules", alias, "bin/node");
}
