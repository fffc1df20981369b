import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isInUse } from "./is-in-use.ts";
import { repairTornTail } from "./torn-tail.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "torn-tail-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function repaired(content: string): { after: string; repair: ReturnType<typeof repairTornTail> } {
  const path = join(folder, "users.jsonl");
  writeFileSync(path, content);
  const repair = repairTornTail(path, () => false);
  return { after: readFileSync(path, "utf8"), repair };
}

describe("repairTornTail", () => {
  test("leaves a file that ends well, and an empty one, as it is", () => {
    for (const content of ["", '{"id":1}\n', '{"id":1}\r\n', "\n"]) {
      expect(repaired(content)).toEqual({ after: content, repair: undefined });
    }
  });

  test("removes a row cut off at any place", () => {
    const row = Buffer.from('{"id":2,"text":"ü\\n","list":[1,{"a":null}]}');
    for (let length = 1; length < row.length; length += 1) {
      const path = join(folder, "users.jsonl");
      writeFileSync(path, Buffer.concat([Buffer.from('{"id":1}\n'), row.subarray(0, length)]));
      expect(repairTornTail(path, () => false)).toEqual({ kind: "truncated", bytes: length });
      expect(readFileSync(path, "utf8")).toBe('{"id":1}\n');
    }
  });

  test("removes a first row that was cut off", () => {
    expect(repaired('{"id":')).toEqual({ after: "", repair: { kind: "truncated", bytes: 6 } });
  });

  test("keeps a whole row that lacks its newline", () => {
    expect(repaired('{"id":1}\n{"id":2}')).toEqual({
      after: '{"id":1}\n{"id":2}\n',
      repair: { kind: "completed" },
    });
    expect(repaired('{"id":2} \r').after).toBe('{"id":2} \r\n');
  });

  test("keeps what another program wrote at the end, and begins a new line after it", () => {
    for (const end of ["a note of ours", "[1,2", "\u0000\u0000x"]) {
      expect(repaired(`{"id":1}\n${end}`)).toEqual({
        after: `{"id":1}\n${end}\n`,
        repair: { kind: "completed" },
      });
    }
  });

  test("finds the last newline however far back it is", () => {
    for (const length of [65_535, 65_536, 65_537, 1_000_000]) {
      const cut = `{"text":"${"x".repeat(length)}`;
      expect(repaired(`{"id":1}\n${cut}`).after).toBe('{"id":1}\n');
      expect(repaired(`{"id":1}\n${cut}"}`).after).toBe(`{"id":1}\n${cut}"}\n`);
    }
  });

  test("leaves alone what another process is just writing", () => {
    const path = join(folder, "users.jsonl");
    writeFileSync(path, '{"id":1}\n{"id"');
    const repair = repairTornTail(path, (file, size) => {
      appendFileSync(path, ":2}\n");
      return isInUse(file, size);
    });
    expect(repair).toEqual({ kind: "in use" });
    expect(readFileSync(path, "utf8")).toBe('{"id":1}\n{"id":2}\n');
  });

  test("removes a cut-off row after a moment in which nothing came", () => {
    const path = join(folder, "users.jsonl");
    writeFileSync(path, '{"id":1}\n{"id"');
    expect(repairTornTail(path)).toEqual({ kind: "truncated", bytes: 5 });
  });

  test("removes the zero bytes a power cut may leave", () => {
    expect(repaired('{"id":1}\n\0\0\0\0').after).toBe('{"id":1}\n');
  });
});
