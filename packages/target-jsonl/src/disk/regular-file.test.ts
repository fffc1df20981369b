import { execFileSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lines, record, sandbox, schema, state, type Sandbox } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

const methods = ["append-only", "upsert", "overwrite"];
const input = lines(schema("users"), record("users", { id: 2 }), record("users", { id: 2 }), state(1));
const row = (id: number): string => `{"id":${id}}\n`;
/** What a file with the row 1 has after {@link input}. */
const loaded: { readonly [method: string]: string } = {
  "append-only": row(1) + row(2) + row(2),
  upsert: row(1) + row(2),
  overwrite: row(2) + row(2),
};

function prepared(): Sandbox & { readonly path: string } {
  const box = sandbox();
  mkdirSync(box.output);
  return { ...box, path: join(box.output, "users.jsonl") };
}

// Windows has no FIFOs, and links need a privilege there.
describe.skipIf(process.platform === "win32").each(methods)("with load_method %s", (method) => {
  const load = (box: Sandbox, text = input): ReturnType<typeof run> =>
    run(box.config({ load_method: method }), text);

  test.each([
    ["a FIFO", "found a FIFO", (path: string) => execFileSync("mkfifo", [path])],
    ["a folder", "found a folder", (path: string) => mkdirSync(path)],
    ["a link to a device", "found a device", (path: string) => symlinkSync("/dev/null", path)],
    ["a link to a folder", "found a folder", (path: string) => symlinkSync("..", path)],
    ["a link to itself", "", (path: string) => symlinkSync("users.jsonl", path)],
    [
      "a link into a folder that does not exist",
      "found a link to ",
      (path: string) => symlinkSync("none/users.jsonl", path),
    ],
  ])("%s in the place of a file is refused at once, and stays", async (_, message, make) => {
    using box = prepared();
    make(box.path);
    const before = lstatSync(box.path).ino;
    const { code, stdout, stderr } = await load(box);
    expect(stderr).toContain(`CRITICAL Cannot write to ${box.path}: ${message}`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(lstatSync(box.path).ino).toBe(before);
    expect(readdirSync(box.output)).toEqual(["users.jsonl"]);
  });

  test("a link stays, and what it leads to changes", async () => {
    using box = prepared();
    const target = join(box.folder, "elsewhere", "data");
    mkdirSync(join(box.folder, "elsewhere"));
    writeFileSync(target, row(1));
    symlinkSync("../elsewhere/link", box.path);
    symlinkSync(target, join(box.folder, "elsewhere", "link"));
    expect((await load(box)).code).toBe(0);
    expect(readlinkSync(box.path)).toBe("../elsewhere/link");
    expect(readlinkSync(join(box.folder, "elsewhere", "link"))).toBe(target);
    expect(readFileSync(target, "utf8")).toBe(loaded[method]);
  });

  test("a link to a file that does not exist yet leads to the new file", async () => {
    using box = prepared();
    symlinkSync("../data", box.path);
    expect((await load(box)).code).toBe(0);
    expect(readlinkSync(box.path)).toBe("../data");
    expect(readFileSync(join(box.folder, "data"), "utf8")).toBe((loaded[method] ?? "").replace(row(1), ""));
  });

  test("two streams that links lead to one file are refused", async () => {
    using box = prepared();
    symlinkSync("../data", box.path);
    symlinkSync("../data", join(box.output, "media.jsonl"));
    const { code, stderr } = await load(box, input + lines(schema("media"), record("media", { id: 3 })));
    expect(stderr).toContain('the streams "users" and "media" would share the file');
    expect(code).toBe(1);
  });

  test("another name of the same file keeps the old rows, or gets the new ones", async () => {
    using box = prepared();
    const other = join(box.folder, "other");
    writeFileSync(other, row(1));
    linkSync(other, box.path);
    expect((await load(box)).code).toBe(0);
    expect(readFileSync(box.path, "utf8")).toBe(loaded[method]);
    expect(readFileSync(other, "utf8")).toContain(row(1));
  });

  test.each(["partial", "target-jsonl.partial", "target-jsonl.copy", "target-jsonl.keys", "keys.partial"])(
    "a folder of someone else that ends in .%s stays",
    async (ending) => {
      using box = prepared();
      const mine = join(`${box.path}.${ending}`, "mine");
      mkdirSync(`${box.path}.${ending}`);
      writeFileSync(mine, "work");
      const { code, stderr } = await load(box);
      expect(readFileSync(mine, "utf8")).toBe("work");
      if (code !== 0) expect(stderr).toContain(`${box.path}.${ending}`);
    },
  );

  test.each([
    ["a file", (path: string) => writeFileSync(path, "work")],
    ["a link", (path: string, other: string) => symlinkSync(other, path)],
    ["a FIFO", (path: string) => execFileSync("mkfifo", [path])],
  ])("%s of someone else that ends in .partial stays, and nothing is written to it", async (_, make) => {
    using box = prepared();
    const other = join(box.folder, "other");
    writeFileSync(other, "work");
    const path = `${box.path}.partial`;
    make(path, other);
    const before = lstatSync(path).ino;
    expect((await load(box)).code).toBe(0);
    expect(lstatSync(path).ino).toBe(before);
    expect(readFileSync(other, "utf8")).toBe("work");
    expect(existsSync(box.path)).toBe(true);
  });
});

describe.skipIf(process.platform === "win32")("numbered files and partitions", () => {
  test.each([
    ["a numbered file", { max_file_rows: 1 }, "users.00001.jsonl"],
    ["a file of a partition", { partition_by: ["id"] }, "users/id=2/users.jsonl"],
  ])("refuse a FIFO in the place of %s", async (_, settings, name) => {
    using box = prepared();
    const path = join(box.output, name);
    mkdirSync(join(path, ".."), { recursive: true });
    execFileSync("mkfifo", [path]);
    const { code, stderr } = await run(box.config(settings), input);
    expect(stderr).toContain(`Cannot write to ${path}: found a FIFO`);
    expect(code).toBe(1);
  });
});
