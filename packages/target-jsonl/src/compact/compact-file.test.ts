import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Codec } from "../codecs/codec.ts";
import { plainCodec } from "../codecs/plain.ts";
import { OpenFiles } from "../disk/open-files.ts";
import { KeyName } from "../scan/member-list.ts";
import { compactFile } from "./compact-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "compact-file-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test.each([[1], [2]])(
  "leaves a file alone to which another process writes meanwhile: reading %i",
  async (reading) => {
    const path = join(folder, "users.jsonl");
    const rows = '{"id":1,"at":1}\n{"id":1,"at":2}\n';
    const late = '{"id":2,"at":3}\n';
    writeFileSync(path, rows);
    let readings = 0;
    const codec: Codec = {
      ...plainCodec,
      async *decode(source) {
        yield* source;
        readings += 1;
        if (readings === reading) appendFileSync(path, late);
      },
    };
    const found = await compactFile(path, {
      context: { codec, openFiles: new OpenFiles(), onRepair: () => undefined },
      keys: [new KeyName("id")],
      activated: undefined,
      mustKeepRows: false,
      signal: new AbortController().signal,
    });
    expect(found).toMatchObject({ removed: 0, end: "disturbed" });
    expect(readFileSync(path, "utf8")).toBe(rows + late);
    expect(readdirSync(folder)).toEqual(["users.jsonl"]);
  },
);
