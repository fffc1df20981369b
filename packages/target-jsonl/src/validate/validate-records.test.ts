import { describe, expect, test } from "vitest";
import { lines, parseRows, record, sandbox, schema, state } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

function wide(count: number, column: object): object {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, column]));
}

function nested(depth: number): object {
  let inner: object = { type: "integer" };
  for (let level = 0; level < depth; level += 1) inner = { anyOf: [inner, { type: "integer" }] };
  return inner;
}

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
        /WARNING users: a record does not fit its schema: \.id: found a string, must be integer,null/g,
      ),
    ).toHaveLength(5);
    expect(stderr).toContain("WARNING users: 6 records did not fit their schema");
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

  test.each([
    ["warn", 0, "1\n"],
    ["fail", 1, ""],
  ])("stops a pattern that takes too long: %s", async (mode, code, stdout) => {
    using box = sandbox();
    const properties = { id: { type: "integer" }, text: { pattern: "^(a+)+$" }, name: { type: "string" } };
    const hostile = { ...schema("users"), schema: { properties } };
    const rows = [1, 2, 3].map((id) => record("users", { id, text: `${"a".repeat(40)}!` }));
    const ended = await run(
      box.config({ validate_records: mode }),
      lines(hostile, ...rows, record("media", { id: 1 }), state(1)).replace(
        '{"type":"RECORD","stream":"media"',
        `${lines(schema("media")).trimEnd()}\n{"type":"RECORD","stream":"media"`,
      ),
    );
    // Bun's engine gives up such a pattern by itself.
    expect(ended.stderr).toMatch(
      /checking a record failed: it took more than 1 s for one record|must match pattern/,
    );
    expect({ code: ended.code, stdout: ended.stdout }).toEqual({ code, stdout });
    expect(parseRows(box.files()["users.jsonl"])).toHaveLength(mode === "warn" ? 3 : 0);
  });

  test.each([
    ["2,000 date-times", { properties: wide(2000, { type: ["string", "null"], format: "date-time" }) }],
    ["a schema that refers to itself without end", { properties: {}, $ref: "#" }],
    ["a schema that refers to a missing one", { properties: { id: { $ref: "#/definitions/none" } } }],
    ["a pattern that is not one", { properties: { id: { pattern: "(" } } }],
    ["a type that is not one", { properties: { id: { type: "thing" } } }],
    [
      "a schema that asks for another program's extensions",
      { $async: true, properties: { id: { type: "integer" } } },
    ],
    ["schemas inside of each other", { properties: { id: nested(400) } }],
  ])("never ends a run under warn: %s", async (_, hostile) => {
    using box = sandbox();
    const messages = lines({ ...schema("users"), schema: hostile }, record("users", { id: 1 }), state(1));
    const ended = await run(box.config({ validate_records: "warn" }), messages);
    expect(ended).toMatchObject({ code: 0, stdout: "1\n" });
    expect(parseRows(box.files()["users.jsonl"])).toEqual([{ id: 1 }]);
  });

  test("checks own properties only, whatever they are called", async () => {
    using box = sandbox();
    const properties = { constructor: { type: "integer" }, toString: { type: "integer" } };
    const declared = { ...schema("users", []), schema: { properties, required: ["constructor"] } };
    const config = box.config({ validate_records: "fail" });
    expect((await run(config, lines(declared, record("users", { constructor: 1 })))).code).toBe(0);
    const refused: object[] = [{ constructor: "a" }, {}];
    for (const row of refused)
      expect((await run(config, lines(declared, record("users", row)))).code).toBe(1);
  });

  test("checks a property called __proto__ like others", async () => {
    using box = sandbox();
    const config = box.config({ validate_records: "fail" });
    const declared = lines({ ...schema("users", []), schema: { properties: {} } }).replace(
      '"properties":{}',
      '"properties":{"__proto__":{"type":"integer"},"other":{"type":"object"}},"additionalProperties":false,"required":["__proto__"]',
    );
    const row = (value: string): string => `{"type":"RECORD","stream":"users","record":${value}}\n`;
    expect((await run(config, declared + row('{"__proto__":1,"other":{"__proto__":"x"}}'))).code).toBe(0);
    const ended = await run(config, declared + row('{"__proto__":"a"}'));
    expect(ended.stderr).toContain(".__proto__: found a string, must be integer");
    expect((await run(config, declared + row("{}"))).code).toBe(1);
    expect(box.files()["users.jsonl"]).toBe('{"__proto__":1,"other":{"__proto__":"x"}}\n');
  });

  test.each([
    [true, 1, "does not fit its schema"],
    ["true", 1, "does not fit its schema"],
    ["True", 1, "does not fit its schema"],
    [false, 0, "7 rows"],
    ["false", 0, "7 rows"],
  ])("takes %j, as the Meltano SDK does", async (validate_records, code, text) => {
    using box = sandbox();
    const ended = await run(box.config({ validate_records }), input);
    expect(ended.stderr).toContain(text);
    expect(ended.code).toBe(code);
  });

  test("accepts numbers that a double cannot hold", async () => {
    using box = sandbox();
    const properties = { id: { type: "integer" }, size: { type: "number" } };
    const row = '{"id":12345678901234567890123,"size":1e400}';
    const messages = `${lines({ ...schema("users"), schema: { properties } })}{"type":"RECORD","stream":"users","record":${row}}\n`;
    expect((await run(box.config({ validate_records: "fail" }), messages)).code).toBe(0);
    expect(box.files()["users.jsonl"]).toBe(`${row}\n`);
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
