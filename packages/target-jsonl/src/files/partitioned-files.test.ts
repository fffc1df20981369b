import { describe, expect, test } from "vitest";
import { lines, parseRows, record, sandbox, schema, state } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

describe("partition_by", () => {
  test.each(["append-only", "upsert"])("is not set by an empty list: %s", async (load_method) => {
    using box = sandbox();
    const config = box.config({ partition_by: [], load_method });
    expect((await run(config, lines(schema("users"), record("users", { id: 1 })))).code).toBe(0);
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });

  test("puts rows into folders by value, by part of a date, and by both", async () => {
    using box = sandbox();
    const config = box.config({ partition_by: ["country", "at:month"] });
    const rows = [
      { id: 1, country: "fr", at: "2026-01-31T23:00:00Z" },
      { id: 2, country: "fr", at: "2026-01-01T00:00:00Z" },
      { id: 3, country: "a/b é", at: "2026-02-01" },
      { id: 4, country: "null", at: null },
      { id: 5, country: null },
    ];
    await run(config, lines(schema("users"), ...rows.map((row) => record("users", row)), state(1)));
    const places = Object.entries(box.files()).map(([path, text]) => [
      path,
      parseRows(text).map((row) => row["id"]),
    ]);
    expect(Object.fromEntries(places)).toEqual({
      "users/country=fr/at=2026-01/users.jsonl": [1, 2],
      "users/country=a%2Fb é/at=2026-02/users.jsonl": [3],
      "users/country=null/at=__HIVE_DEFAULT_PARTITION__/users.jsonl": [4],
      "users/country=__HIVE_DEFAULT_PARTITION__/at=__HIVE_DEFAULT_PARTITION__/users.jsonl": [5],
    });
  });

  test("warns of a property that the stream does not have, such as one with another unit", async () => {
    using box = sandbox();
    const input = lines(schema("users"), record("users", { id: 1 }));
    const { code, stderr } = await run(box.config({ partition_by: ["id", "at:week"] }), input);
    expect(code).toBe(0);
    expect(stderr).toContain('partition_by names "at:week", which the SCHEMA of the stream does not have');
    expect(stderr).not.toContain('partition_by names "id"');
  });

  test("names the line whose value is no date", async () => {
    using box = sandbox();
    const input = lines(schema("users"), record("users", { id: 1, at: "yesterday" }));
    const { code, stderr } = await run(box.config({ partition_by: "at:day" }), input);
    expect(stderr).toContain(
      'line 2 of the input (stream "users"): partition_by takes the property "at": found "yesterday", wanted a date',
    );
    expect(code).toBe(1);
  });

  test("keeps few files open, however many partitions there are, and goes together with max_file_rows", async () => {
    using box = sandbox();
    const rows = Array.from({ length: 1500 }, (_, id) => record("users", { id, part: id % 300 }));
    await run(box.config({ partition_by: "part", max_file_rows: 3 }), lines(schema("users"), ...rows));
    const ids = Object.values(box.files()).flatMap((text) => parseRows(text).map((row) => Number(row["id"])));
    expect(ids.toSorted((a, b) => a - b)).toEqual(rows.map((_, id) => id));
    expect(Object.keys(box.files())).toHaveLength(600);
  });
});
