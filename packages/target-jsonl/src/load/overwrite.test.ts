import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runTarget } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { describe, expect, test } from "vitest";
import { lines, record, sandbox, schema, start, state, until } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";
import { targetJsonl } from "../target.ts";

function activate(version: unknown): object {
  return { type: "ACTIVATE_VERSION", stream: "users", version };
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
    await until(() => Object.keys(box.files()).includes("users.jsonl.target-jsonl.partial"));
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({
      code: 0,
      stdout: "",
      stderr: expect.stringContaining("all files stay as they were"),
    });
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
      await until(() => existsSync(join(box.output, "users.jsonl.target-jsonl.partial")));
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
    const { child, ended } = start(box.config(settings));
    const rows = Array.from({ length: 20_000 }, (_, id) => record("users", { id, text: "x".repeat(100) }));
    child.stdin.write(lines(schema("users"), ...rows));
    await until(() => existsSync(join(box.output, "users.jsonl.target-jsonl.partial")));
    child.kill("SIGKILL");
    await ended;
    await run(box.config(settings), lines(schema("users"), record("users", { id: 2 })));
    expect(box.files()).toEqual({ "users.jsonl": '{"id":2}\n' });
  });

  test("keeps the file of a stream that brought no rows, unless a version says that it is empty", async () => {
    using box = sandbox();
    await run(box.config(settings), lines(schema("users"), record("users", { id: 1 })));
    expect((await run(box.config(settings), lines(schema("users")))).stderr).toContain(
      "WARNING users: no rows came",
    );
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
    await run(box.config(settings), lines(schema("users"), activate(2)));
    expect(box.files()).toEqual({ "users.jsonl": "" });
  });

  test("removes the rows of versions older than the newest activated one, and no others", async () => {
    using box = sandbox();
    const versions = [1, 2, 2, undefined, 1, 3, null, 2];
    const rows = versions.map((version, id) => record("users", { id }, { version }));
    await run(box.config(settings), lines(schema("users"), activate(1), ...rows, activate(2), activate(1)));
    const kept = [1, 2, 3, 5, 6, 7].map((id) => ({ id }));
    expect(box.files()).toEqual({ "users.jsonl": lines(...kept) });
    await run(box.config(settings), lines(schema("users"), ...rows));
    expect(box.files()["users.jsonl"]?.split("\n")).toHaveLength(9);
  });

  test("knows a version however it is spelled", async () => {
    using box = sandbox();
    const rows = ["2", "2.0", "2e0", '"2"', '" 2.0 "', "1.0", '"1"', "19e-1", '"new"'].map(
      (version, id) => `{"type":"RECORD","stream":"users","record":{"id":${id}},"version":${version}}\n`,
    );
    for (const activated of [2, "2", "2.0"]) {
      await run(box.config(settings), lines(schema("users")) + rows.join("") + lines(activate(activated)));
      const kept = [0, 1, 2, 3, 4, 8].map((id) => ({ id }));
      expect(box.files()).toEqual({ "users.jsonl": lines(...kept) });
    }
  });

  test("compares versions that a double cannot hold", async () => {
    using box = sandbox();
    const rows = ["1767225600000000001", "1767225600000000002"].map(
      (version, id) => `{"type":"RECORD","stream":"users","record":{"id":${id}},"version":${version}}\n`,
    );
    const activation = '{"type":"ACTIVATE_VERSION","stream":"users","version":1767225600000000002}\n';
    await run(box.config(settings), lines(schema("users")) + rows.join("") + activation);
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });

  test("refuses to activate a version that has no order", async () => {
    using box = sandbox();
    const { code, stderr } = await run(box.config(settings), lines(schema("users"), activate("new")));
    expect(stderr).toContain(
      'line 2 of the input (stream "users"): the ACTIVATE_VERSION has the "version" "new", wanted a number',
    );
    expect(code).toBe(1);
  });

  test("keeps the old file, and fails, when rows came and none would stay", async () => {
    using box = sandbox();
    await run(box.config(settings), lines(schema("users"), record("users", { id: 1 })));
    const row = record("users", { id: 2 }, { version: 1 });
    const ended = await run(box.config(settings), lines(schema("users"), row, activate(2), state(1)));
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(/CRITICAL The only row for .*users\.jsonl is older than the version 2/);
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });

  test("leaves a version that is not a number as it is", async () => {
    using box = sandbox();
    await run(
      box.config({ load_method: "upsert" }),
      lines(schema("users"), record("users", { id: 1 }, { version: "a" })),
    );
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1,"_sdc_table_version":"a"}\n' });
  });
});
