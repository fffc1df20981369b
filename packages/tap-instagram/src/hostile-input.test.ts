import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import fc from "fast-check";
import { runTap } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { afterAll, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { quickDisk } from "test-tools/quick-disk";
import { createTapInstagram } from "./tap.ts";

const folder = mkdtempSync(join(quickDisk, "tap-instagram-hostile-"));
afterAll(() => rmSync(folder, { recursive: true }));

const token = "EAAnotATokenButLongEnough";
// Whatever gets as far as the network finds none.
const goodSettings = { access_token: token, max_retries: 0, max_wait_minutes: 0 };
const offline = () => Promise.reject(new TypeError("fetch failed"));

const tap = createTapInstagram({ fetch: offline, clock: new ManualClock(Date.UTC(2026, 6, 1)) });
const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom<unknown>(
    null,
    "",
    -1,
    1e300,
    2 ** 60,
    [],
    {},
    "\u0000",
    "__proto__",
    "2/5",
    "2026-02-31",
    "x".repeat(3000),
  ),
);
const named = (names: readonly string[]) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), odd, { maxKeys: 6 });
const streams = tap.streams().map(({ name }) => name);

const hostile = {
  config: fc.oneof(
    odd,
    named(Object.keys(tap.settings)).map((settings) => ({ ...goodSettings, ...settings })),
  ),
  catalog: fc.oneof(
    odd,
    fc.record({
      streams: fc.array(
        fc.record(
          { tap_stream_id: fc.constantFrom(...streams, "nobody"), metadata: odd, schema: odd },
          { requiredKeys: [] },
        ),
        { maxLength: 3 },
      ),
    }),
  ),
  state: fc.oneof(odd, fc.record({ bookmarks: named(streams) }), named(streams)),
};

/** Of each kind. CI has time for ten times as many. */
const numRuns = Number(process.env["HOSTILE_FILES"] ?? 170);

test.each(["config", "catalog", "state"] as const)(
  `a hostile %s ends in a message that names its place, or goes on; ${numRuns} times`,
  async (flag) => {
    writeFileSync(join(folder, "good.json"), JSON.stringify(goodSettings));
    await fc.assert(
      fc.asyncProperty(hostile[flag], async (json) => {
        writeFileSync(join(folder, "hostile.json"), JSON.stringify(json) ?? "");
        const argv = [...(flag === "config" ? [] : ["--config", "good.json"]), `--${flag}`, "hostile.json"];
        const host = createMemoryHost({ argv, cwd: folder });
        const exitCode = await runTap(tap, host);
        const [out, err] = [host.out(), host.err()];
        expect(err).not.toContain("    at ");
        expect(out + err).not.toContain(token);
        if (exitCode === 1) {
          expect(out).toBe("");
          expect(err).toMatch(/hostile\.json|flattening|emit_activate_version|custom_reports/);
        } else expect([0, 4]).toContain(exitCode);
      }),
      { numRuns },
    );
  },
);
