import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import * as fc from "fast-check";
import { quickDisk } from "test-tools/quick-disk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runTap } from "./index.ts";
import { sampleSettings, sampleTap } from "./testing-fixtures/sample-tap.ts";
import { createMemoryHost } from "./testing/memory-host.ts";

/** Of each kind. CI has time for more than ten times as many. */
const numRuns = Number(process.env["HOSTILE_FILES"] ?? 100);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(quickDisk, "singer-hostile-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const good = JSON.stringify({ access_token: "hunter22-hunter22" });

/** Runs the sample with one hostile file; the tap itself must never get to its work. */
async function run(
  flag: "config" | "catalog" | "state",
  content: string,
): Promise<{ code: number; out: string; err: string; isStarted: boolean }> {
  let isStarted = false;
  const argv = ["--config", "good.json", `--${flag}`, "hostile.json"];
  writeFileSync(join(folder, "good.json"), good);
  writeFileSync(join(folder, "hostile.json"), content);
  const host = createMemoryHost({ argv: flag === "config" ? argv.slice(2) : argv, cwd: folder });
  const tap: typeof sampleTap = {
    ...sampleTap,
    sync: async (sync) => {
      isStarted = true;
      for (const stream of sync.streams) {
        await sync.output.record(stream, { id: "1" });
        const at = { stream: stream.name, context: { account: "1" }, replicationKey: "date" };
        sync.bookmarks.advance(at, sync.bookmarks.get(at) ?? "2026-01-01T00:00:00Z");
      }
      return 0;
    },
  };
  const code = await runTap(tap, host);
  return { code, out: host.out(), err: host.err(), isStarted };
}

/** What is wrong with how a run ended: when the input could be used, the usual promises hold. */
function badManners({ code, out, err, isStarted }: Awaited<ReturnType<typeof run>>): string[] {
  const wanted: { [what: string]: boolean } = {
    "no stack trace": !err.includes("    at "),
    "a message of bearable length": err.length < 200_000,
    ...(isStarted
      ? {
          "exit code 0": code === 0,
          "STATE last": out.trimEnd().split("\n").at(-1)?.startsWith('{"type":"STATE"') === true,
        }
      : {
          "exit code 1": code === 1,
          "an empty stdout": out === "",
          "the place": /CRITICAL Cannot start the sync:(?:\n {2}| )(hostile\.json|flattening)/.test(err),
        }),
  };
  return Object.entries(wanted).flatMap(([what, isSo]) => (isSo ? [] : [`wanted ${what}: ${code} ${err}`]));
}

const anyJson = fc.jsonValue({ maxDepth: 4 });
const odd = fc.oneof(
  anyJson,
  fc.constantFrom<unknown>(
    null,
    "",
    "x".repeat(3000),
    1e300,
    -1,
    2 ** 60,
    [],
    {},
    [[]],
    "\u0000\ud800",
    "__proto__",
    "9".repeat(400),
    "2026-02-31",
  ),
);
const object = (keys: readonly string[]): fc.Arbitrary<unknown> =>
  fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), odd, { maxKeys: 8 });

const oddConfig = object(Object.keys(sampleSettings));
/** Mostly right, so that what is wrong beside it comes to be looked at. */
const mostly = (...right: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...right) }, { weight: 1, arbitrary: odd });
const oddProperties = fc.dictionary(
  fc.constantFrom("id", "owner", "date", "constructor", "__proto__"),
  fc.record(
    { type: mostly("string", ["object", "null"]), items: mostly({}), properties: mostly({ id: {} }) },
    { requiredKeys: [] },
  ),
);
const oddStream = fc.record(
  {
    tap_stream_id: mostly("media", "users"),
    stream: mostly("media"),
    schema: fc.oneof(
      { weight: 1, arbitrary: odd },
      {
        weight: 6,
        arbitrary: fc.record(
          {
            type: mostly("object"),
            properties: oddProperties,
            items: mostly({}),
            required: mostly(["id"]),
            selected: mostly(true),
            anyOf: mostly([{}]),
          },
          { requiredKeys: [] },
        ),
      },
    ),
    metadata: fc.array(
      fc.record({
        breadcrumb: mostly([], ["properties", "id"], ["properties", "owner", "items"], ["properties"]),
        metadata: object([
          "selected",
          "inclusion",
          "replication-method",
          "replication-key",
          "table-key-properties",
          "view-key-properties",
          "selected-by-default",
        ]),
      }),
      { maxLength: 4 },
    ),
    key_properties: mostly(["id"], []),
    replication_key: mostly("date", "id"),
    replication_method: mostly("INCREMENTAL", "LOG_BASED"),
    selected: mostly(true, "true"),
  },
  { requiredKeys: ["tap_stream_id"] },
);
const oddCatalog = fc.oneof(odd, fc.record({ streams: fc.array(oddStream, { maxLength: 3 }) }));
const oddBookmark = fc.oneof(
  odd,
  object(["replication_key", "replication_key_value", "progress_markers"]),
  fc.record({
    partitions: fc.oneof(
      odd,
      fc.array(
        fc.oneof(
          odd,
          fc.record({
            context: fc.oneof(odd, fc.constant({ account: "1" })),
            replication_key: fc.oneof(odd, fc.constant("date")),
            replication_key_value: odd,
          }),
        ),
      ),
    ),
  }),
);
const oddState = fc.oneof(
  odd,
  fc.record({
    bookmarks: fc.oneof(odd, fc.dictionary(fc.constantFrom("media", "users", "__proto__", "x"), oddBookmark)),
  }),
);

test.each([
  ["config", oddConfig],
  ["config", odd],
  ["catalog", oddCatalog],
  ["state", oddState],
] as const)(
  "a hostile %s is refused with its place, or used; never a stack trace",
  async (flag, arbitrary) => {
    await fc.assert(
      fc.asyncProperty(arbitrary, async (json) => {
        expect(badManners(await run(flag, JSON.stringify(json) ?? ""))).toEqual([]);
      }),
      { numRuns },
    );
  },
);

test.each(["config", "catalog", "state"] as const)(
  "a %s that is no JSON, cut off, deep or huge ends with exit code 1",
  async (flag) => {
    const texts = [
      "{",
      "\u0000",
      '{"a":',
      "[".repeat(200_000),
      '{"a":'.repeat(200_000),
      `{"bookmarks":${'{"a":'.repeat(490)}1${"}".repeat(491)}`,
      `[${"1,".repeat(300_000)}1]`,
      JSON.stringify("x".repeat(2_000_000)),
      "\uFEFF{]",
      "nul",
    ];
    for (const text of texts) {
      const result = await run(flag, text);
      expect(badManners(result)).toEqual([]);
      expect(flag === "state" || result.code === 1).toBe(true);
    }
  },
);

test("whatever stands on the command line, the exit code is 0, 1 or 2, and never a stack trace", async () => {
  const word = fc.oneof(
    fc.constantFrom(
      "--config",
      "-c",
      "--catalog",
      "--discover",
      "--test",
      "--about",
      "--format",
      "json",
      "ENV",
      "none.json",
      "--",
      "-",
      "=",
      "--test=all",
      "state",
      "merge",
    ),
    fc.string({ maxLength: 10 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (argv) => {
      const host = createMemoryHost({ argv, cwd: folder, env: { TAP_SAMPLE_ACCESS_TOKEN: "x" } });
      const code = await runTap({ ...sampleTap, subcommands: {}, sync: async () => 0 }, host);
      expect([0, 1, 2]).toContain(code);
      expect(host.err()).not.toContain("    at ");
      expect(code === 0 || (host.out() === "" && host.err().includes("CRITICAL "))).toBe(true);
    }),
    { numRuns: 300 },
  );
});
