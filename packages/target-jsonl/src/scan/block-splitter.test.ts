import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BlockSplitter } from "./block-splitter.ts";

function split(chunks: readonly Uint8Array[]): string[] {
  const splitter = new BlockSplitter();
  const blocks = [...chunks.map((chunk) => splitter.push(chunk)), splitter.end()];
  return blocks.flatMap((block) => (block === undefined ? [] : [Buffer.from(block).toString()]));
}

describe("BlockSplitter", () => {
  test("gives whole lines only, all of them and in order, wherever the chunks end", () => {
    const lines = fc.array(fc.string({ unit: "grapheme" }).map((line) => line.replaceAll("\n", "")));
    fc.assert(
      fc.property(lines, fc.array(fc.nat(40), { minLength: 1 }), (texts, sizes) => {
        const bytes = Buffer.from(texts.map((line) => `${line}\n`).join(""));
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = (sizes[turn % sizes.length] ?? 0) + 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        const blocks = split(chunks);
        expect(blocks.every((block) => block.endsWith("\n"))).toBe(true);
        expect(blocks.join("")).toBe(bytes.toString());
      }),
    );
  });

  test("ends a last line that lacks its newline", () => {
    expect(split([Buffer.from("a\nb")])).toEqual(["a\n", "b\n"]);
    expect(split([Buffer.from("a\n")])).toEqual(["a\n"]);
  });

  test("keeps its own copy of an unfinished line", () => {
    const chunk = Buffer.from("ab");
    const splitter = new BlockSplitter();
    splitter.push(chunk);
    chunk.fill("x");
    expect(Buffer.from(splitter.push(Buffer.from("c\n")) ?? []).toString()).toBe("abc\n");
  });
});
