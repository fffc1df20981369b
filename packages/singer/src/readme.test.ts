import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runTap, runTarget } from "./index.ts";
import { tap } from "./examples/readme-tap.examples.ts";
import { target } from "./examples/readme-target.examples.ts";
import { createMemoryHost } from "./testing/memory-host.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "singer-readme-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** An example as the README shows it. */
function example(name: string): string {
  const source = readFileSync(new URL(`examples/readme-${name}.examples.ts`, import.meta.url), "utf8");
  return source
    .replaceAll("../index.ts", "@tap-instagram/singer")
    .replaceAll("../settings.ts", "@tap-instagram/singer/settings")
    .replaceAll("./blog-api.examples.ts", "./blog-api.ts");
}

describe("the README's examples", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

  test.each([
    ["tap", 40],
    ["target", 30],
  ])("stand in the README as they are tested: %s, at most %i lines of code", (name, length) => {
    const code = example(name)
      .split("\n")
      .filter((line) => line.trim() !== "");
    expect(code.length).toBeLessThanOrEqual(length);
    expect(readme).toContain(example(name));
  });

  test("run: what the tap writes the target stores, and its state starts the next run", async () => {
    writeFileSync(join(folder, "tap.json"), '{"api_key":"0123456789"}');
    const first = createMemoryHost({ argv: ["--config", "tap.json"], cwd: folder });
    expect(await runTap(tap, first)).toBe(0);
    writeFileSync(join(folder, "target.json"), JSON.stringify({ path: join(folder, "records.jsonl") }));
    const stdin = [new TextEncoder().encode(first.out())];
    const store = createMemoryHost({ argv: ["--config", "target.json"], cwd: folder, stdin });
    expect(await runTarget(target, store)).toBe(0);
    expect(readFileSync(join(folder, "records.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(3);
    writeFileSync(join(folder, "state.json"), store.out());
    const second = createMemoryHost({ argv: ["--config", "tap.json", "--state", "state.json"], cwd: folder });
    expect(await runTap(tap, second)).toBe(0);
    expect(second.out().match(/"RECORD"/g)).toHaveLength(1);
    expect(second.out().trimEnd().split("\n").at(-1)).toBe(
      `{"type":"STATE","value":${store.out().trimEnd()}}`,
    );
  });
});
