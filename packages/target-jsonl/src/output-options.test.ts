import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { lines, record, sandbox, schema, state } from "../test/run-cli.ts";
import { run } from "../test/run-in-process.ts";

function parseRows(text = ""): { [name: string]: unknown }[] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line): { [name: string]: unknown } => JSON.parse(line));
}

/** A member as bgzip writes it: its header has a field of its own, as ours has. */
function bgzip(text: string): Buffer {
  const plain = gzipSync(text);
  const header = Buffer.from("1f8b08040000000000ff0600424302000000", "hex");
  header.writeUInt16LE(plain.length + 7, 16);
  return Buffer.concat([header, plain.subarray(10)]);
}

describe("add_record_metadata", () => {
  const settings = { add_record_metadata: true };

  test("adds what Singer targets add, after the record's own members", async () => {
    using box = sandbox();
    const before = Date.now();
    const more = { time_extracted: "2026-01-02T03:04:05Z", version: 7 };
    await run(
      box.config(settings),
      lines(schema("users"), record("users", { id: 1 }, more), record("users", { id: 2 })),
    );
    const [first, second] = parseRows(box.files()["users.jsonl"]);
    expect(first).toEqual({
      id: 1,
      _sdc_extracted_at: "2026-01-02T03:04:05Z",
      _sdc_received_at: expect.stringMatching(/^\d{4}-.*Z$/),
      _sdc_batched_at: expect.stringMatching(/^\d{4}-.*Z$/),
      _sdc_deleted_at: null,
      _sdc_sequence: expect.any(Number),
      _sdc_table_version: 7,
      _sdc_sync_started_at: expect.any(Number),
    });
    expect(second).toMatchObject({ id: 2, _sdc_extracted_at: null, _sdc_table_version: null });
    expect(Date.parse(String(first?.["_sdc_received_at"]))).toBeGreaterThanOrEqual(before);
    expect(Date.parse(String(first?.["_sdc_batched_at"]))).toBeLessThanOrEqual(
      Number(first?.["_sdc_sequence"]),
    );
  });

  test("takes the place of members of the same name, however they are spelled, and keeps _sdc_deleted_at", async () => {
    using box = sandbox();
    const row = String.raw`{"_sdc_sequence":1,"id":1,"\u005fsdc_received_at":2,"_sdc_deleted_at":"2026-01-01T00:00:00Z","_sdc_other":3}`;
    const input = `${lines(schema("users"))}{"type":"RECORD","stream":"users","record":${row}}\n`;
    await run(box.config(settings), input + lines(schema("empty", []), record("empty", {})));
    const [text = ""] = (box.files()["users.jsonl"] ?? "").split("\n");
    expect(text.match(/_sdc_sequence/g)).toHaveLength(1);
    expect(text.match(/sdc_received_at/g)).toHaveLength(1);
    expect(JSON.parse(text)).toMatchObject({ id: 1, _sdc_deleted_at: "2026-01-01T00:00:00Z", _sdc_other: 3 });
    expect(parseRows(box.files()["empty.jsonl"])).toEqual([
      expect.objectContaining({ _sdc_table_version: null }),
    ]);
  });

  test("leaves _sdc members alone when it is off", async () => {
    using box = sandbox();
    await run(box.config(), lines(schema("users"), record("users", { id: 1, _sdc_sequence: 5 })));
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1,"_sdc_sequence":5}\n' });
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

describe("compression gzip", () => {
  const settings = { compression: "gzip" };
  const text = (folder: string): string =>
    gunzipSync(readFileSync(join(folder, "users.jsonl.gz"))).toString();

  test("appends whole members, which any reader of gzip takes for one file", async () => {
    using box = sandbox();
    for (const id of [1, 2, 3])
      await run(box.config(settings), lines(schema("users"), record("users", { id })));
    expect(text(box.output)).toBe('{"id":1}\n{"id":2}\n{"id":3}\n');
    const shell = execFileSync("gzip", ["-dc", join(box.output, "users.jsonl.gz")], { encoding: "utf8" });
    expect(shell).toBe(text(box.output));
  });

  test("loses only the member that a crash cut off, wherever it was cut", async () => {
    using box = sandbox();
    const path = join(box.output, "users.jsonl.gz");
    await run(box.config(settings), lines(schema("users"), record("users", { id: 1 })));
    const whole = statSync(path).size;
    await run(box.config(settings), lines(schema("users"), record("users", { id: 2 })));
    const both = readFileSync(path);
    for (let size = whole + 1; size < both.length; size += 9) {
      writeFileSync(path, both.subarray(0, size));
      const { stderr } = await run(box.config(settings), lines(schema("users"), record("users", { id: 3 })));
      expect(stderr).toContain("WARNING");
      expect(text(box.output)).toBe('{"id":1}\n{"id":3}\n');
      truncateSync(path, whole);
    }
  });

  test("removes the zero bytes a power cut may leave", async () => {
    using box = sandbox();
    const path = join(box.output, "users.jsonl.gz");
    await run(box.config(settings), lines(schema("users"), record("users", { id: 1 })));
    appendFileSync(path, Buffer.alloc(5000));
    await run(box.config(settings), lines(schema("users"), record("users", { id: 2 })));
    expect(text(box.output)).toBe('{"id":1}\n{"id":2}\n');
  });

  test.each([
    ["gzip", gzipSync('{"id":1}\n')],
    ["bgzip", bgzip('{"id":1}\n')],
  ])("refuses to append to a file of another program, whose end it cannot tell: %s", async (_, bytes) => {
    using box = sandbox();
    await run(box.config(), "");
    writeFileSync(join(box.output, "users.jsonl.gz"), bytes);
    const { code, stderr } = await run(
      box.config(settings),
      lines(schema("users"), record("users", { id: 2 })),
    );
    expect(stderr).toContain("another program wrote it");
    expect(code).toBe(1);
    expect(text(box.output)).toBe('{"id":1}\n');
  });

  test("works with upsert and overwrite", async () => {
    using box = sandbox();
    const config = box.config({ ...settings, load_method: "upsert" });
    const row = (id: number, version?: number): object =>
      record("users", { id }, version === undefined ? {} : { version });
    await run(config, lines(schema("users"), row(1), row(2), row(1)));
    expect(text(box.output)).toBe('{"id":2}\n{"id":1}\n');
    const overwrite = box.config({ ...settings, load_method: "overwrite" });
    const activate = { type: "ACTIVATE_VERSION", stream: "users", version: 2 };
    await run(overwrite, lines(schema("users"), row(7, 1), row(8, 2), row(9, 1), activate));
    expect(text(box.output)).toBe('{"id":8}\n');
  });
});

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

describe("partition_by", () => {
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

describe("BATCH", () => {
  function batch(manifest: readonly string[], compression?: string): object {
    return { type: "BATCH", stream: "users", encoding: { format: "jsonl", compression }, manifest };
  }

  test("loads the rows of plain and gzipped files, between the records around it", async () => {
    using box = sandbox();
    const plain = join(box.folder, "a.jsonl");
    const packed = join(box.folder, "b.jsonl.gz");
    writeFileSync(plain, '{"id":2}\n\n{"id":3}');
    writeFileSync(packed, gzipSync('{"id":4}\n{"id":5}\n'));
    const input = lines(
      schema("users"),
      record("users", { id: 1 }),
      batch([pathToFileURL(plain).href]),
      batch([pathToFileURL(packed).href], "gzip"),
      record("users", { id: 6 }),
      // The Meltano SDK packs its files though it says that it does not.
      batch([pathToFileURL(packed).href], "none"),
      state(1),
    );
    expect(await run(box.config(), input)).toMatchObject({ code: 0, stdout: "1\n" });
    expect(parseRows(box.files()["users.jsonl"]).map((row) => row["id"])).toEqual([1, 2, 3, 4, 5, 6, 4, 5]);
  });

  test.each([
    ["s3://bucket/a.jsonl", undefined, 'names the file "s3://bucket/a.jsonl", wanted a file:// URL'],
    ["file:///no/such/file.jsonl", undefined, "file:///no/such/file.jsonl cannot be used: ENOENT"],
    ["file:///no/such/file.gz", "gzip", "file:///no/such/file.gz cannot be used: ENOENT"],
    ["file:///x", "zstd", 'encoded as "jsonl" with compression "zstd"'],
  ])("refuses %s with compression %s, naming the line", async (url, compression, message) => {
    using box = sandbox();
    const { code, stderr } = await run(box.config(), lines(schema("users"), batch([url], compression)));
    expect(stderr).toContain("line 2 of the input");
    expect(stderr).toContain(message);
    expect(code).toBe(1);
  });

  test("names the line of the file that cannot be used, and keeps the rows before it", async () => {
    using box = sandbox();
    const path = join(box.folder, "a.jsonl");
    writeFileSync(path, '{"id":1}\n{"no":1}\n');
    const { code, stderr } = await run(
      box.config(),
      lines(schema("users"), batch([pathToFileURL(path).href])),
    );
    expect(stderr).toContain('a.jsonl cannot be used: line 2: the RECORD lacks the key property "id"');
    expect(code).toBe(1);
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });
});

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
