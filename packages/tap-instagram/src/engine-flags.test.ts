import { expect, test } from "vitest";
import { tuneEngine } from "./engine-flags.ts";

const node = { versions: { node: "20.20.2", v8: "11.3.244.8" }, execArgv: [], env: {} };

function flagsOf(owner: Parameters<typeof tuneEngine>[0]): string[] {
  const flags: string[] = [];
  tuneEngine(owner, { setFlagsFromString: (flag) => void flags.push(flag) });
  return flags;
}

const heap = ["--semi-space-growth-factor=1", "--heap-growing-percent=100"];
const late = ["--interrupt-budget=540672"];
const webAssembly = ["--liftoff-only", "--no-wasm-tier-up", "--no-wasm-dynamic-tiering"];

test("the heap stays small, functions are optimized late, and WebAssembly is not", () => {
  expect(flagsOf(node)).toEqual([...heap, ...late, ...webAssembly]);
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
