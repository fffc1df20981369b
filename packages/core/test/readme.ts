import { readFileSync } from "node:fs";

/** The lines of an example between `#region readme` and `#endregion`, without their common indentation. */
export function exampleLines(file: string): string[] {
  const source = readFileSync(new URL(`../src/${file}`, import.meta.url), "utf8");
  const region = source.split("// #region readme\n")[1]?.split(/^ *\/\/ #endregion/m)[0];
  if (region === undefined) throw new Error(`${file} has no region "readme"`);
  return region
    .split("\n")
    .map((line) => line.replace(/^ {2}/, ""))
    .filter((line) => line !== "");
}

export function readme(): string {
  return readFileSync(new URL("../README.md", import.meta.url), "utf8");
}
