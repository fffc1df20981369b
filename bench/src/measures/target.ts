import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandOf } from "test-tools/commands";
import type { Figure, Measure } from "../figure.ts";
import { figureOf, inTurn } from "../pairs.ts";
import { built } from "../processes/commands.ts";
import { measured, type Usage } from "../processes/run.ts";
import { writeMessages } from "../target-input.ts";
import { spreadOf } from "../statistics.ts";

const rows = 200_000;
const loadMethods = ["append-only", "upsert", "overwrite"];

/** How many rows of 1 KB the target takes in a second, beside a plain copy of the same bytes. */
export const target: Measure = {
  name: "target",
  about: "rows per second of target-jsonl by load method, beside a plain copy of its input",
  run: async ({ runs, say }) => {
    const folder = mkdtempSync(join(tmpdir(), "tap-instagram-bench-"));
    const input = join(folder, "input.singer");
    writeMessages(input, rows);
    const [, copy] = await commandOf(fileURLToPath(new URL("../floors/copy.ts", import.meta.url)));
    const reading = async (args: readonly string[]): Promise<Usage> => {
      const stdin = openSync(input, "r");
      try {
        return await measured(args, { stdin });
      } finally {
        closeSync(stdin);
      }
    };
    const figures: Figure[] = [];
    try {
      for (const load_method of loadMethods) {
        say(load_method);
        const config = join(folder, "config.json");
        const output = join(folder, "output");
        writeFileSync(config, JSON.stringify({ destination_path: output, load_method }));
        const pairs = await inTurn(
          Math.min(runs, 3),
          async () => {
            rmSync(output, { recursive: true, force: true });
            return reading([built.target, "--config", config]);
          },
          () => reading([copy, join(folder, "copy")]),
        );
        const what = `target, ${load_method}`;
        const perSecond = spreadOf(pairs.ours.map(({ cpu }) => rows / cpu));
        figures.push(
          figureOf(pairs, "cpu", { what: `CPU of ${what}`, floor: "a plain copy" }),
          { what: `${what}, by CPU`, unit: "rows/s", ours: perSecond },
          figureOf(pairs, "memory", { what: `peak memory of ${what}`, floor: "a plain copy" }),
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
    return figures;
  },
};
