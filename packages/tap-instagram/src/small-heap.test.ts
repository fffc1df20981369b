import { expect, test } from "vitest";
import { keepHeapSmall } from "./small-heap.ts";

const node = { versions: { node: "20.20.2", v8: "11.3.244.8" }, execArgv: [], env: {} };

function flagsOf(owner: Parameters<typeof keepHeapSmall>[0]): string[] {
  const flags: string[] = [];
  keepHeapSmall(owner, { setFlagsFromString: (flag) => flags.push(flag) })();
  return flags;
}

test("once the program is loaded, the part of the heap for young objects grows no more", () => {
  expect(flagsOf(node)).toEqual([
    "--heap-growing-percent=100",
    "--semi-space-growth-factor=8",
    "--semi-space-growth-factor=1",
  ]);
});

test.each([
  ["options of Node", { ...node, env: { NODE_OPTIONS: "--max-old-space-size=300" } }],
  ["options with underscores", { ...node, execArgv: ["--max_semi_space_size=4"] }],
  ["Deno", { ...node, versions: { ...node.versions, deno: "2.5.0" } }],
  ["Bun", { ...node, versions: { ...node.versions, bun: "1.3.0" } }],
])("the heap stays as it is with %s", (_, owner) => {
  expect(flagsOf(owner)).toEqual([]);
});
