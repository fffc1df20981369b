import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { lines, parseRows, record, sandbox, schema, state } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

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

  // Windows has no FIFOs.
  test.skipIf(process.platform === "win32").each([
    ["a FIFO", (path: string) => execFileSync("mkfifo", [path])],
    ["a folder", (path: string) => mkdirSync(path)],
    ["a link to a device", (path: string) => symlinkSync("/dev/zero", path)],
  ])("refuses %s, which is not a regular file, at once", async (_, make) => {
    using box = sandbox();
    const path = join(box.folder, "a.jsonl");
    make(path);
    const { code, stderr } = await run(
      box.config(),
      lines(schema("users"), batch([pathToFileURL(path).href])),
    );
    expect(stderr).toMatch(/line 2 of the input.*a\.jsonl cannot be used: found a .*, wanted a regular file/);
    expect(code).toBe(1);
  });

  test("follows a link to a file, reads an empty one, and reads its own output once", async () => {
    using box = sandbox();
    const [link, target, empty] = ["link", "target", "empty"].map((name) => join(box.folder, name));
    const own = join(box.output, "users.jsonl");
    writeFileSync(target ?? "", '{"id":1}\n{"id":2}\n');
    writeFileSync(empty ?? "", "");
    symlinkSync(target ?? "", link ?? "");
    const manifest = [link, empty].map((path) => pathToFileURL(path ?? "").href);
    await run(box.config(), lines(schema("users"), batch(manifest)));
    expect(await run(box.config(), lines(schema("users"), batch([pathToFileURL(own).href])))).toMatchObject({
      code: 0,
    });
    expect(parseRows(box.files()["users.jsonl"]).map((row) => row["id"])).toEqual([1, 2, 1, 2]);
  });

  test.each([
    ["overwrite", undefined, 3],
    ["overwrite", 1, 1],
    ["overwrite", "2", 3],
    ["upsert", undefined, 3],
    ["upsert", "2", 3],
  ])("keeps its rows under %s when it names version %j and 2 is activated", async (method, version, kept) => {
    using box = sandbox();
    const path = join(box.folder, "a.jsonl");
    writeFileSync(path, '{"id":1}\n{"id":2}\n');
    const activate = { type: "ACTIVATE_VERSION", stream: "users", version: 2 };
    const input = lines(
      schema("users"),
      { ...batch([pathToFileURL(path).href]), version },
      record("users", { id: 3 }, { version: 2 }),
      activate,
    );
    expect((await run(box.config({ load_method: method }), input)).code).toBe(0);
    expect(parseRows(box.files()["users.jsonl"])).toHaveLength(kept);
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
