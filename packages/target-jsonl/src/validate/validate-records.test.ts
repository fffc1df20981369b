import { describe, expect, test } from "vitest";
import { lines, parseRows, record, sandbox, schema, state } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

describe("validate_records", () => {
  const input = lines(
    schema("users"),
    ...[1, "2", "3", "4", "5", "6", "7"].map((id) => record("users", { id })),
    schema("users", []),
    state(1),
  );

  test("is off by default", async () => {
    using box = sandbox();
    expect((await run(box.config(), input)).stderr).not.toContain("schema");
  });

  test("warns of the first records that do not fit and counts the others; all are written", async () => {
    using box = sandbox();
    const { code, stdout, stderr } = await run(box.config({ validate_records: "warn" }), input);
    expect(
      stderr.match(
        /WARNING \[users\] a record does not fit its schema: \.id: found a string, must be integer,null/g,
      ),
    ).toHaveLength(5);
    expect(stderr).toContain("WARNING [users] 6 records did not fit their schema");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "1\n" });
    expect(parseRows(box.files()["users.jsonl"])).toHaveLength(7);
  });

  test("ends the run at the first that does not fit", async () => {
    using box = sandbox();
    const { code, stderr } = await run(box.config({ validate_records: "fail" }), input);
    expect(stderr).toContain('line 3 of the input (stream "users"): the record does not fit its schema: .id');
    expect(code).toBe(1);
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });

  test("goes by the schema that came last", async () => {
    using box = sandbox();
    const changed = { ...schema("users"), schema: { properties: { id: { type: "string" } } } };
    const { code } = await run(
      box.config({ validate_records: "fail" }),
      lines(schema("users"), record("users", { id: 1 }), changed, record("users", { id: "2" })),
    );
    expect(code).toBe(0);
  });
});
