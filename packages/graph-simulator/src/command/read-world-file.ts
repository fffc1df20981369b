import { readFile } from "node:fs/promises";
import type { WorldSpec } from "../world/spec/spec.ts";
import { FlagError } from "./read-flags.ts";

const isSpec = (value: unknown): value is WorldSpec =>
  typeof value === "object" && value !== null && "accounts" in value && Array.isArray(value.accounts);

/** Reads a world from a JSON file; throws a FlagError if there is none in it. */
export async function readWorldFile(path: string): Promise<WorldSpec> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new FlagError(
      `Cannot use --world "${path}": wanted demo, large, tiny, the name of a broken setup, or a readable JSON file`,
    );
  }
  let spec: unknown;
  try {
    spec = JSON.parse(text);
  } catch (problem) {
    throw new FlagError(`Cannot read the world in "${path}": ${String(problem)}`);
  }
  if (!isSpec(spec))
    throw new FlagError(`Cannot read the world in "${path}": want an object with a list "accounts"`);
  return spec;
}
