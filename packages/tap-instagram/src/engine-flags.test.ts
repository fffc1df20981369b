import { expect, test } from "vitest";
import { tuneEngine } from "./engine-flags.ts";

const node = { versions: { node: "20.20.2", v8: "11.3.244.8" }, argv: [], execArgv: [], env: {} };

/** The flags that are set while the heap has these sizes in MB, one after the other. */
function flagsOf(owner: Parameters<typeof tuneEngine>[0], sizes: readonly number[] = []): string[] {
  const flags: string[] = [];
  const left = [...sizes];
  const looks: (() => void)[] = [];
  const engine = {
    setFlagsFromString: (flag: string) => void flags.push(flag),
    getHeapStatistics: () => ({ total_heap_size: (left.shift() ?? 0) * 2 ** 20 }),
  };
  const every = (_: number, look: () => void) => {
    looks.push(look);
    return { stop: () => void looks.splice(0) };
  };
  tuneEngine(owner, engine, { every });
  for (const _ of sizes) for (const look of looks) look();
  return flags;
}

const heap = ["--semi-space-growth-factor=1", "--heap-growing-percent=100"];
const late = ["--interrupt-budget=540672"];
const webAssembly = ["--liftoff-only", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering"];

test("the heap stays small, functions are optimized late, and WebAssembly is not", () => {
  expect(flagsOf(node)).toEqual([...heap, ...late, ...webAssembly]);
});

test("a heap that has become large grows in smaller steps, and nothing looks at it any more", () => {
  const all = [...heap, ...late, ...webAssembly];
  expect(flagsOf(node, [20, 40])).toEqual(all);
  expect(flagsOf(node, [20, 50, 60, 40])).toEqual([...all, "--heap-growing-percent=50"]);
  expect(flagsOf({ ...node, execArgv: ["--max-semi-space-size=16"] }, [50])).toEqual([
    ...late,
    ...webAssembly,
  ]);
});

test.each([
  ["heap", { NODE_OPTIONS: "--max-old-space-size=300" }, [], [...late, ...webAssembly]],
  ["heap, with underscores", {}, ["--max_semi_space_size=4"], [...late, ...webAssembly]],
  ["optimizer", { NODE_OPTIONS: "--interrupt-budget=1000" }, [], [...heap, ...webAssembly]],
  ["WebAssembly", {}, ["--no-wasm-tier-up"], [...heap, ...late]],
])("options of the operator about the %s go before", (_, env, execArgv, wanted) => {
  expect(flagsOf({ ...node, env, execArgv })).toEqual(wanted);
});

test("an engine is told only what it knows: it would complain on stderr", () => {
  const flagsOfV8 = (v8: string) => flagsOf({ ...node, versions: { node: "24.21.0", v8 } });
  expect(flagsOfV8("13.6.233.17-node.50")).toEqual([...heap, ...webAssembly]);
  expect(flagsOfV8("99.0.1")).toEqual([]);
});

test.each([
  ["Deno", { deno: "2.5.0" }],
  ["Bun", { bun: "1.3.0" }],
])("%s stays as it is", (_, versions) => {
  expect(flagsOf({ ...node, versions: { ...node.versions, ...versions } })).toEqual([]);
});
