import { join, parse } from "node:path";
import { parseArgs } from "node:util";

/** A sync mode that connectors promise: what is read again, and what becomes of the rows that are there. */
export interface SyncMode {
  readonly keepsState: boolean;
  readonly loadMethod: string;
}

const modes: { readonly [mode: string]: SyncMode } = {
  "incremental-deduped": { keepsState: true, loadMethod: "upsert" },
  "incremental-append": { keepsState: true, loadMethod: "append-only" },
  "full-refresh-append": { keepsState: false, loadMethod: "append-only" },
  "full-refresh-overwrite": { keepsState: false, loadMethod: "overwrite" },
};

/** The world that is shown where none is named. */
const demoWorld = "demo";

const usage = `Usage: npm run demo -- [options]

Moves the data of simulated accounts into files, without a token.

Options:
  --output <folder>    where the files go (default output; of another world, output/<world>)
  --world <name>       demo, large, tiny, or a broken setup (packages/graph-simulator/README.md lists them; default demo)
  --mode <name>        ${Object.keys(modes).join(", ")}
                       (default incremental-deduped)
  --setup              begins without a token: log in, check, sync. With a broken setup it begins with the check
  --login <name>       facebook or instagram, for --setup (default facebook)
  --help               print this
`;

/** Which of the two logins. */
export type Login = "facebook" | "instagram";

/** What the demo is to do. */
export interface DemoFlags {
  readonly output: string;
  readonly world: string;
  readonly mode: SyncMode;
  readonly isSetup: boolean;
  readonly login: Login;
}

/** Reads the flags; gives what to print, and the exit code, where there is nothing to do. */
export function readFlags(args: readonly string[]): DemoFlags | { text: string; exitCode: 0 | 2 } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        output: { type: "string" },
        world: { type: "string", default: demoWorld },
        mode: { type: "string", default: "incremental-deduped" },
        setup: { type: "boolean", default: false },
        login: { type: "string", default: "facebook" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return { text: usage, exitCode: 0 };
    const mode = modes[values.mode];
    if (mode === undefined) throw new Error(`--mode ${values.mode}: wanted ${Object.keys(modes).join(", ")}`);
    const { login, world, output = folderOf(world) } = values;
    if (login !== "facebook" && login !== "instagram")
      throw new Error(`--login ${login}: wanted facebook or instagram`);
    return { output, world, mode, isSetup: values.setup, login };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { text: `Cannot run the demo: ${problem}\n\n${usage}`, exitCode: 2 };
  }
}

/** Each world has accounts of its own: with the state of another world, a sync misses those of that one. */
function folderOf(world: string): string {
  return world === demoWorld ? "output" : join("output", parse(world).name);
}
