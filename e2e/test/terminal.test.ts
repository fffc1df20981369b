import type { StdioOptions } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { built } from "./commands.ts";
import { run, temporaryFolder } from "./processes.ts";
import { simulatorHere } from "./simulator-here.ts";
import { messagesOf } from "./singer-lines.ts";
import { hasScript } from "../machines/terminal.ts";

/** Where its stdin ends at once, `script` may end before it has passed on what the command wrote. */
const withOpenStdin: StdioOptions = ["pipe", "pipe", "pipe"];

describe.skipIf(!hasScript)("on a real terminal (needs Linux with script)", () => {
  test("of 80 columns, the tap shows how far it is, and leaves its log and its table", async () => {
    const folder = temporaryFolder();
    const world = { accounts: [{ posts: 30, insightDays: 30 }] };
    const simulator = await simulatorHere({ world, latencyMs: 60 });
    const out = join(folder, "out.jsonl");
    const tap = `"${process.execPath}" "${built.tap}" --config ENV`;
    const { code, stdout } = await run(
      "script",
      ["--quiet", "--return", "--command", `stty cols 80; ${tap} > "${out}"`, join(folder, "typescript")],
      {
        env: { ...process.env, ...simulator.tapEnv, TERM: "xterm-256color", NO_COLOR: "", FORCE_COLOR: "" },
        stdio: withOpenStdin,
      },
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/Accounts 0 of 1 · calls \d+/);
    expect(stdout).toContain("\u001B[0J");
    expect(stdout).toContain("\u001B[32m");
    expect(stdout).toMatch(/\r?\ntotal +\d+ +\d+ /);
    expect(stdout).not.toContain("METRIC");
    expect(messagesOf(readFileSync(out, "utf8")).at(-1)?.type).toBe("STATE");
  });

  test("where records are read by eye as well, there are no live lines among them", async () => {
    const folder = temporaryFolder();
    const simulator = await simulatorHere({ world: { accounts: [{ posts: 3, insightDays: 9 }] } });
    const tap = `"${process.execPath}" "${built.tap}" --config ENV`;
    const { stdout } = await run(
      "script",
      ["--quiet", "--return", "--command", tap, join(folder, "typescript")],
      { env: { ...process.env, ...simulator.tapEnv, TERM: "xterm-256color" }, stdio: withOpenStdin },
    );
    expect(stdout).toContain('{"type":"STATE"');
    expect(stdout).not.toContain("\u001B");
  });
});
