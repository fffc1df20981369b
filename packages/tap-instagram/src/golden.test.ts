import { runTap } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { expect, test } from "vitest";
import { createTapInstagram } from "./tap.ts";

/** What others have stored or parse: Meltano's definitions, catalogs in version control. `vitest -u` accepts a change. */
test.each([
  ["about.json", ["--about", "--format", "json"]],
  ["catalog.json", ["--discover"]],
  ["help.txt", ["--help"]],
])("%s stays as it is, until someone means to change it", async (file, argv) => {
  const host = createMemoryHost({ argv });
  expect(await runTap(createTapInstagram(), host)).toBe(0);
  // The versions change with every release.
  const text = host
    .out()
    .replace(/"version": "[^"]*"|\bv\d+\.\d+\.\d+\S*/, "VERSION")
    .replace(/(?<="sdk_version": "\S+) [^"]*/, " VERSION");
  await expect(text).toMatchFileSnapshot(`../test/golden/${file}`);
});
