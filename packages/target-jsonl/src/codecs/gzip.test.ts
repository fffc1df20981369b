import { execFileSync } from "node:child_process";
import { appendFileSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { lines, record, sandbox, schema } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

/** A member as bgzip writes it: its header has a field of its own, as ours has. */
function bgzip(text: string): Buffer {
  const plain = gzipSync(text);
  const header = Buffer.from("1f8b08040000000000ff0600424302000000", "hex");
  header.writeUInt16LE(plain.length + 7, 16);
  return Buffer.concat([header, plain.subarray(10)]);
}

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
