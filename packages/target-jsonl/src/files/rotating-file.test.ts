import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { lines, record, sandbox, schema, state } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

describe("max_file_rows and max_file_bytes", () => {
  const rows = [1, 2, 3, 4, 5].map((id) => record("users", { id }));

  test("start a new numbered file, and no run writes to the files of another", async () => {
    using box = sandbox();
    const { stderr } = await run(
      box.config({ max_file_rows: "2" }),
      lines(schema("users"), ...rows, state(1)),
    );
    expect(stderr).toContain("5 rows, 45 bytes in 3 files");
    await run(box.config({ max_file_rows: 2 }), lines(schema("users"), record("users", { id: 6 })));
    expect(box.files()).toEqual({
      "users.00001.jsonl": '{"id":1}\n{"id":2}\n',
      "users.00002.jsonl": '{"id":3}\n{"id":4}\n',
      "users.00003.jsonl": '{"id":5}\n',
      "users.00004.jsonl": '{"id":6}\n',
    });
  });

  test("keep files below a size, unless a single row exceeds it", async () => {
    using box = sandbox();
    const input = lines(schema("users"), ...rows, record("users", { id: 6, text: "x".repeat(50) }));
    await run(box.config({ max_file_bytes: 20 }), input);
    expect(Object.values(box.files()).map((text) => text.length)).toEqual([18, 18, 9, 69]);
  });

  test("are refused together with upsert and overwrite", async () => {
    using box = sandbox();
    const { code, stderr } = await run(box.config({ max_file_rows: 2, load_method: "upsert" }), "");
    expect(stderr).toContain("max_file_rows: set together with load_method upsert");
    expect(code).toBe(1);
    expect(readdirSync(box.folder)).toEqual(["config.json"]);
  });
});
