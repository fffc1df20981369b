import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runTarget } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { describe, expect, test } from "vitest";
import { lines, record, sandbox, schema, start, state, until } from "../test/run-cli.ts";
import { run } from "../test/run-in-process.ts";
import { targetJsonl } from "./target.ts";

function activate(version: number): object {
  return { type: "ACTIVATE_VERSION", stream: "users", version };
}

/** A RECORD whose id is spelled in a way of its own. */
function spelled(id: string, at: number): string {
  return `{"type":"RECORD","stream":"users","record":{"at":${at},"id":${id}}}\n`;
}

describe("load_method overwrite", () => {
  const settings = { load_method: "overwrite" };

  test("replaces the file by the rows of the run, and prints the state then", async () => {
    using box = sandbox();
    for (const id of [1, 2]) {
      const input = lines(schema("users"), state(0), record("users", { id }), state({ at: id }));
      expect(await run(box.config(settings), input)).toMatchObject({ code: 0, stdout: `{"at":${id}}\n` });
      expect(box.files()).toEqual({ "users.jsonl": `{"id":${id}}\n` });
    }
  });

  test("keeps the rows of the run before, and prints no state, when a run fails", async () => {
    using box = sandbox();
    await run(box.config(settings), lines(schema("users"), record("users", { id: 1 })));
    const input = lines(schema("users"), record("users", { id: 2 }), state({ at: 2 }), { type: "NONSENSE" });
    expect(await run(box.config(settings), input)).toMatchObject({ code: 1, stdout: "" });
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });

  test("keeps them on SIGTERM too, and leaves nothing beside them", async () => {
    using box = sandbox();
    await run(box.config(settings), lines(schema("users"), record("users", { id: 1 })));
    const { child, ended } = start(box.config(settings));
    const rows = Array.from({ length: 20_000 }, (_, id) => record("users", { id, text: "x".repeat(100) }));
    child.stdin.write(lines(schema("users"), ...rows, state({ at: 2 })));
    await until(() => Object.keys(box.files()).includes("users.jsonl.partial"));
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, stdout: "" });
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });

  test("keeps them on SIGTERM in the middle of a BATCH that ends the input", async () => {
    using box = sandbox();
    await run(box.config(settings), lines(schema("users"), record("users", { id: 1 })));
    const file = join(box.folder, "batch.jsonl");
    writeFileSync(file, `{"id":2,"text":"${"x".repeat(1000)}"}\n`.repeat(4000));
    const manifest = [pathToFileURL(file).href];
    const batch = { type: "BATCH", stream: "users", encoding: { format: "jsonl" }, manifest };
    let times = 0;
    const host = createMemoryHost({
      argv: box.config({ ...settings, add_record_metadata: true }),
      stdin: [Buffer.from(lines(schema("users"), state(1), batch).trimEnd())],
      // Asked for with every row.
      now: () => {
        times += 1;
        if (times === 100) host.send("SIGTERM");
        return 0;
      },
    });
    expect(await runTarget(targetJsonl, host)).toBe(0);
    expect(host.out()).toBe("");
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });

  // Windows renames no folder while a file in it is open.
  test.skipIf(process.platform === "win32")(
    "says what a run failed with although its leftovers cannot be removed either",
    async () => {
      using box = sandbox();
      const { child, ended } = start(box.config(settings));
      const rows = Array.from({ length: 20_000 }, (_, id) => record("users", { id, text: "x".repeat(100) }));
      child.stdin.write(lines(schema("users"), ...rows));
      await until(() => existsSync(join(box.output, "users.jsonl.partial")));
      renameSync(box.output, join(box.folder, "elsewhere"));
      writeFileSync(box.output, "a file where the folder was");
      child.stdin.end(lines({ type: "NONSENSE" }));
      const { code, stderr } = await ended;
      expect(stderr).toContain('unknown type "NONSENSE"');
      expect(code).toBe(1);
    },
  );

  test("clears away what a killed run left", async () => {
    using box = sandbox();
    mkdirSync(box.output);
    writeFileSync(join(box.output, "users.jsonl.partial"), '{"id":1}\n{"id"');
    await run(box.config(settings), lines(schema("users"), record("users", { id: 2 })));
    expect(box.files()).toEqual({ "users.jsonl": '{"id":2}\n' });
  });

  test("keeps the file of a stream that brought no rows, unless a version says that it is empty", async () => {
    using box = sandbox();
    await run(box.config(settings), lines(schema("users"), record("users", { id: 1 })));
    expect((await run(box.config(settings), lines(schema("users")))).stderr).toContain(
      "WARNING [users] no rows came",
    );
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
    await run(box.config(settings), lines(schema("users"), activate(2)));
    expect(box.files()).toEqual({ "users.jsonl": "" });
  });

  test("keeps only the rows of the version activated last", async () => {
    using box = sandbox();
    const versions = [1, 2, 2, undefined, 1, 2];
    const rows = versions.map((version, id) =>
      record("users", { id }, version === undefined ? {} : { version }),
    );
    await run(box.config(settings), lines(schema("users"), activate(1), ...rows, activate(2)));
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n{"id":2}\n{"id":5}\n' });
    await run(box.config(settings), lines(schema("users"), ...rows));
    expect(box.files()["users.jsonl"]?.split("\n")).toHaveLength(7);
  });

  test("knows a version however it is spelled", async () => {
    using box = sandbox();
    const rows = ["2", "2.0", "2e0", "1.0"].map(
      (version, id) => `{"type":"RECORD","stream":"users","record":{"id":${id}},"version":${version}}\n`,
    );
    await run(box.config(settings), lines(schema("users")) + rows.join("") + lines(activate(2)));
    expect(box.files()).toEqual({ "users.jsonl": '{"id":0}\n{"id":1}\n{"id":2}\n' });
  });

  test("leaves a version that is no number as it is", async () => {
    using box = sandbox();
    await run(
      box.config({ load_method: "upsert" }),
      lines(schema("users"), record("users", { id: 1 }, { version: "a" })),
    );
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1,"_sdc_table_version":"a"}\n' });
  });
});

// Windows has no such permissions.
describe.skipIf(process.platform === "win32")("a file nobody else may read", () => {
  test.each([["upsert"], ["overwrite"], ["overwrite, one version of two"]])("stays one: %s", async (what) => {
    using box = sandbox();
    const config = box.config({ load_method: what.split(",")[0] });
    const input = lines(schema("users"), record("users", { id: 1 }, { version: 1 }));
    await run(config, input);
    const path = join(box.output, "users.jsonl");
    chmodSync(path, 0o600);
    const other = lines(record("users", { id: 1 }, { version: 2 }));
    await run(config, input + (what.includes(",") ? other + lines(activate(1)) : ""));
    expect(box.files()["users.jsonl"]).toMatch(/^\{.*\}\n$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe("load_method upsert", () => {
  const settings = { load_method: "upsert" };

  test("keeps the last row of every key, of this run and those before, in the order in which they came", async () => {
    using box = sandbox();
    const first = [1, 2, 1, 3].map((id, at) => record("users", { id, at }));
    await run(box.config(settings), lines(schema("users"), ...first));
    expect(box.files()).toEqual({ "users.jsonl": '{"id":2,"at":1}\n{"id":1,"at":2}\n{"id":3,"at":3}\n' });
    const { stdout, stderr } = await run(
      box.config(settings),
      lines(schema("users"), record("users", { id: 2 }), state(9)),
    );
    expect(stdout).toBe("9\n");
    expect(stderr).toContain("removed 1 replaced row");
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1,"at":2}\n{"id":3,"at":3}\n{"id":2}\n' });
  });

  test("compares keys by value, not by spelling, and large integers exactly", async () => {
    using box = sandbox();
    const spellings = [
      '"é/"',
      '"\\u00e9\\/"',
      "1",
      "1.0",
      "10e-1",
      '"1"',
      "null",
      "9007199254740993",
      "9007199254740992",
    ];
    await run(box.config(settings), lines(schema("users")) + spellings.map(spelled).join(""));
    const kept = Array.from((box.files()["users.jsonl"] ?? "").matchAll(/"at":(\d+)/g), ([, at]) =>
      Number(at),
    );
    expect(kept).toEqual([1, 4, 5, 6, 7, 8]);
  });

  test("takes all properties of a key together", async () => {
    using box = sandbox();
    const rows = ["b", "c", "b"].map((other, at) => record("users", { one: "a", other, at }));
    await run(box.config(settings), lines(schema("users", ["other", "one"]), ...rows));
    expect(box.files()["users.jsonl"]).toMatch(/^.*"at":1}\n.*"at":2}\n$/);
  });

  test("prints states while it runs, since rows are safe before they are deduplicated", async () => {
    using box = sandbox();
    const { child, ended, stdout } = start(box.config(settings));
    child.stdin.write(
      lines(schema("users"), record("users", { id: 1 }), record("users", { id: 1 }), state(1)),
    );
    await until(() => stdout() === "1\n");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0 });
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n{"id":1}\n' });
    await run(box.config(settings), lines(schema("users")));
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });

  // Windows replaces no file that another process holds open.
  test.skipIf(process.platform === "win32")(
    "prints no state of rows in a file that an overlapping run replaced, and ends with 1",
    async () => {
      using box = sandbox();
      const { child, ended, stdout } = start(box.config(settings));
      const row = record("users", { id: 1 });
      child.stdin.write(lines(schema("users"), row, row, state("early")));
      await until(() => stdout() === '"early"\n');
      await run(box.config(settings), lines(schema("users"), row, state("other")));
      child.stdin.end(lines(record("users", { id: 2 }), state("late")));
      const { code, stderr } = await ended;
      expect(stderr).toContain("another process removed or replaced the file");
      expect({ code, stdout: stdout() }).toEqual({ code: 1, stdout: '"early"\n' });
    },
  );

  test("leaves rows without the key as they are, and says so", async () => {
    using box = sandbox();
    mkdirSync(box.output);
    writeFileSync(join(box.output, "users.jsonl"), 'not json\n{"no":1}\n{"no":1}\n{"id":1}\n');
    const { stderr } = await run(box.config(settings), lines(schema("users"), record("users", { id: 1 })));
    expect(stderr).toContain("3 rows of");
    expect(box.files()).toEqual({ "users.jsonl": 'not json\n{"no":1}\n{"no":1}\n{"id":1}\n' });
  });

  test("appends, with a warning, when the stream has no key", async () => {
    using box = sandbox();
    const input = lines(schema("users", []), record("users", { id: 1 }), record("users", { id: 1 }));
    expect((await run(box.config(settings), input)).stderr).toContain(
      "WARNING [users] the stream has no key_properties",
    );
    expect(readFileSync(join(box.output, "users.jsonl"), "utf8")).toBe('{"id":1}\n{"id":1}\n');
  });
});
