import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lines, record, sandbox, schema, start, state, until } from "../../test/run-cli.ts";
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

describe("ACTIVATE_VERSION with upsert", () => {
  test("removes rows of other versions, of earlier runs too, and keeps those that name none", async () => {
    using box = sandbox();
    const config = box.config({ load_method: "upsert" });
    const activate = { type: "ACTIVATE_VERSION", stream: "users", version: 2 };
    const rows = [
      record("users", { id: 1 }, { version: 1 }),
      record("users", { id: 2 }, { version: 1 }),
      record("users", { id: 3 }),
    ];
    await run(config, lines(schema("users"), ...rows));
    await run(config, lines(schema("users"), record("users", { id: 2 }, { version: 2 }), activate));
    expect(box.files()).toEqual({ "users.jsonl": '{"id":3}\n{"id":2,"_sdc_table_version":2}\n' });
  });
});
