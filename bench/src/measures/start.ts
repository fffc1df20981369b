import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure, Measure } from "../figure.ts";
import { figureOf, inTurn } from "../pairs.ts";
import { built } from "../processes/commands.ts";
import { measured } from "../processes/run.ts";

/** How soon the command is there, beside Node alone. */
export const start: Measure = {
  name: "start",
  about: "start of --help and --discover, beside `node -e 0`",
  run: async ({ runs, say }) => {
    const folder = mkdtempSync(join(tmpdir(), "tap-instagram-bench-"));
    const config = join(folder, "config.json");
    writeFileSync(config, JSON.stringify({ access_token: "EAAGbench" }));
    const figures: Figure[] = [];
    try {
      for (const args of [["--help"], ["--discover", "--config", config]]) {
        const [what = ""] = args;
        say(what);
        const pairs = await inTurn(
          runs * 2,
          () => measured([built.tap, ...args]),
          () => measured(["-e", "0"]),
        );
        figures.push(figureOf(pairs, "cpu", { what: `CPU of ${what}`, floor: "node -e 0" }));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
    return figures;
  },
};
