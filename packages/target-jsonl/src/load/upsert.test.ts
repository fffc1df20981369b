import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lines, parseRows, record, sandbox, schema, start, state, until } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

/** A RECORD whose id is spelled in a way of its own. */
function spelled(id: string, at: number): string {
  return `{"type":"RECORD","stream":"users","record":{"at":${at},"id":${id}}}\n`;
}

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

  test("compares keys by value, not by spelling, and numbers by every digit", async () => {
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
      "0.1",
      "0.10000000000000001",
      "1e400",
      "1e401",
      "90071992547409930e-1",
      "-0",
      "0.0",
    ];
    await run(box.config(settings), lines(schema("users")) + spellings.map(spelled).join(""));
    const kept = Array.from((box.files()["users.jsonl"] ?? "").matchAll(/"at":(\d+)/g), ([, at]) =>
      Number(at),
    );
    expect(kept).toEqual([1, 4, 5, 6, 8, 9, 10, 11, 12, 13, 15]);
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

  test("keeps all rows with null in their key, and says so", async () => {
    using box = sandbox();
    const rows = [null, null, 1, 1].map((id, at) => record("users", { id, part: at === 3 ? null : "a", at }));
    const { stderr } = await run(box.config(settings), lines(schema("users", ["id", "part"]), ...rows));
    expect(parseRows(box.files()["users.jsonl"]).map(({ at }) => at)).toEqual([0, 1, 2, 3]);
    expect(stderr).toContain("3 rows of");
    expect(stderr).toContain("with null in it: all of them stay");
  });

  test("appends, with a warning, when the stream has no key", async () => {
    using box = sandbox();
    const input = lines(schema("users", []), record("users", { id: 1 }), record("users", { id: 1 }));
    expect((await run(box.config(settings), input)).stderr).toContain(
      "WARNING users: the stream has no key_properties",
    );
    expect(readFileSync(join(box.output, "users.jsonl"), "utf8")).toBe('{"id":1}\n{"id":1}\n');
  });
});

describe("a key that changes", () => {
  const settings = { load_method: "upsert" };
  const keyed = (...keys: string[]): object => schema("users", keys);
  const row = (id: number, other: string): object => record("users", { id, other });

  test("stops the run, with the rows before it saved and none removed", async () => {
    using box = sandbox();
    const before = [row(1, "a"), row(1, "b"), row(2, "b"), state(1)];
    const input = lines(keyed("id"), ...before, keyed("other"), row(3, "c"), state(2));
    const { code, stdout, stderr } = await run(box.config(settings), input);
    expect(stderr).toContain(
      'line 6 of the input (stream "users"): the key changed from "id" to "other" (key_properties)',
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: "1\n" });
    expect(parseRows(box.files()["users.jsonl"])).toHaveLength(3);
  });

  test.each([
    [["id"], ["other"], 'from "id" to "other"'],
    [["id"], ["id", "other"], 'from "id" to "id", "other"'],
    [["id"], [], 'from "id" to no key'],
    [[], ["id"], 'from no key to "id"'],
  ])("stops a later run: %j, then %j", async (before, now, message) => {
    using box = sandbox();
    await run(box.config(settings), lines(keyed(...before), row(1, "a"), row(2, "a"), state(1)));
    const ended = await run(box.config(settings), lines(keyed(...now), row(3, "a"), state(2)));
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).toMatch(/^To load with the new key, move .*users\.jsonl away/m);
    expect(parseRows(box.files()["users.jsonl"])).toHaveLength(2);
  });

  test("stops a run after one that was killed before it removed rows", async () => {
    using box = sandbox();
    const { child, ended, stdout } = start(box.config(settings));
    child.stdin.write(lines(keyed("id"), row(1, "a"), row(2, "a"), state(1)));
    await until(() => stdout() === "1\n");
    child.kill("SIGKILL");
    await ended;
    const { code } = await run(box.config(settings), lines(keyed("other"), row(3, "a")));
    expect(code).toBe(1);
    expect(parseRows(box.files()["users.jsonl"])).toHaveLength(2);
  });

  test("is the same key when only the order of its properties changes", async () => {
    using box = sandbox();
    await run(
      box.config(settings),
      lines(keyed("id", "other"), row(1, "a"), keyed("other", "id"), row(1, "a")),
    );
    const { code } = await run(box.config(settings), lines(keyed("other", "id"), row(1, "a")));
    expect(code).toBe(0);
    expect(parseRows(box.files()["users.jsonl"])).toEqual([{ id: 1, other: "a" }]);
  });

  test("does not matter once the old rows are moved away, or replaced by overwrite", async () => {
    using box = sandbox();
    const path = join(box.output, "users.jsonl");
    const overwrite = { load_method: "overwrite" };
    await run(box.config(settings), lines(keyed("id"), row(1, "a")));
    renameSync(path, join(box.folder, "moved"));
    expect((await run(box.config(settings), lines(keyed("other"), row(1, "a")))).code).toBe(0);
    expect((await run(box.config(overwrite), lines(keyed("id"), row(2, "b")))).code).toBe(0);
    expect((await run(box.config(settings), lines(keyed("id"), row(3, "c")))).code).toBe(0);
    expect(parseRows(box.files()["users.jsonl"]).map(({ id }) => id)).toEqual([2, 3]);
  });

  test("stops a run that cannot read the record of the key", async () => {
    using box = sandbox();
    await run(box.config(settings), lines(keyed("id"), row(1, "a")));
    writeFileSync(join(box.output, ".users.jsonl.key.json"), '{"key_prop');
    const { code, stderr } = await run(box.config(settings), lines(keyed("id"), row(1, "a")));
    expect(stderr).toContain('found "{\\"key_prop", wanted {"key_properties": ["…"]}');
    expect(code).toBe(1);
  });

  test("does not matter to append-only", async () => {
    using box = sandbox();
    const ended = await run(box.config(), lines(keyed("id"), row(1, "a"), keyed("other"), row(1, "a")));
    expect(ended.code).toBe(0);
    expect(readdirSync(box.output)).toEqual(["users.jsonl"]);
  });
});

describe("ACTIVATE_VERSION with upsert", () => {
  test("keeps the file, and fails, when rows came and none would stay", async () => {
    using box = sandbox();
    const activate = { type: "ACTIVATE_VERSION", stream: "users", version: 2 };
    const old = record("users", { id: 1 }, { version: "1" });
    const ended = await run(
      box.config({ load_method: "upsert" }),
      lines(schema("users"), old, activate, state(1)),
    );
    expect(ended).toMatchObject({ code: 1, stdout: "1\n" });
    expect(ended.stderr).toMatch(/CRITICAL All rows of .*users\.jsonl.* are older than the version 2/);
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1,"_sdc_table_version":1}\n' });
  });

  test("empties the file when no row came: the tap says that its table is empty", async () => {
    using box = sandbox();
    const config = box.config({ load_method: "upsert" });
    const activate = { type: "ACTIVATE_VERSION", stream: "users", version: "2" };
    await run(config, lines(schema("users"), record("users", { id: 1 }, { version: 1 })));
    expect((await run(config, lines(schema("users"), activate))).code).toBe(0);
    expect(box.files()).toEqual({ "users.jsonl": "" });
  });

  test("keeps rows that name no version, though their data has a column for it", async () => {
    using box = sandbox();
    const activate = { type: "ACTIVATE_VERSION", stream: "users", version: 9 };
    const row = record("users", { id: 1, _sdc_table_version: 5 });
    await run(box.config({ load_method: "upsert" }), lines(schema("users"), row, activate));
    expect(parseRows(box.files()["users.jsonl"])).toEqual([{ id: 1, _sdc_table_version: null }]);
  });

  test("removes rows of older versions, of earlier runs too, and keeps newer ones and those that name none", async () => {
    using box = sandbox();
    const config = box.config({ load_method: "upsert" });
    const activate = { type: "ACTIVATE_VERSION", stream: "users", version: 2 };
    const rows = [
      record("users", { id: 1 }, { version: 1 }),
      record("users", { id: 2 }, { version: 1 }),
      record("users", { id: 3 }),
      record("users", { id: 4 }, { version: 3 }),
    ];
    await run(config, lines(schema("users"), ...rows));
    await run(config, lines(schema("users"), record("users", { id: 2 }, { version: 2 }), activate));
    const kept = [{ id: 3 }, { id: 4, _sdc_table_version: 3 }, { id: 2, _sdc_table_version: 2 }];
    expect(box.files()).toEqual({ "users.jsonl": lines(...kept) });
  });
});
