import { describe, expect, test } from "vitest";
import { lines, parseRows, record, sandbox, schema } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

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
