import { expect, test } from "vitest";
import { keepHeapSmall } from "./small-heap.ts";

const node = { versions: { node: "20.20.2", v8: "11.3.244.8" }, execArgv: [], env: {} };

/** The flags that are set while the part for young objects has these sizes in MB, one after the other. */
function flagsOf(owner: Parameters<typeof keepHeapSmall>[0], sizes: readonly number[] = []): string[] {
  const flags: string[] = [];
  const left = [...sizes];
  const looks: (() => void)[] = [];
  const heap = {
    setFlagsFromString: (flag: string) => void flags.push(flag),
    getHeapSpaceStatistics: () => [
      { space_name: "old_space", space_size: 200 * 2 ** 20 },
      { space_name: "new_space", space_size: (left.shift() ?? 0) * 2 ** 20 },
    ],
  };
  keepHeapSmall(owner, heap, (_, look) => {
    looks.push(look);
    return { stop: () => void looks.splice(0) };
  });
  for (const _ of sizes) for (const look of looks) look();
  return flags;
}

const first = ["--heap-growing-percent=100"];

test("the part of the heap for young objects stops to grow at its size, and nothing looks at it any more", () => {
  expect(flagsOf(node, [2, 4])).toEqual(first);
  expect(flagsOf(node, [2, 8, 8, 32])).toEqual([...first, "--semi-space-growth-factor=1"]);
});

test.each([
  ["options of Node", { ...node, env: { NODE_OPTIONS: "--max-old-space-size=300" } }],
  ["options with underscores", { ...node, execArgv: ["--max_semi_space_size=4"] }],
  ["Deno", { ...node, versions: { ...node.versions, deno: "2.5.0" } }],
  ["Bun", { ...node, versions: { ...node.versions, bun: "1.3.0" } }],
])("the heap stays as it is with %s", (_, owner) => {
  expect(flagsOf(owner, [32])).toEqual([]);
});
