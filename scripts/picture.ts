/**
 * Makes the picture of README.md: syncs the demo's world into files, makes a page of them, and photographs its beginning.
 * Needs Chromium, and what `npm run build` makes.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { x } from "tinyexec";

const picture = fileURLToPath(new URL("../docs/explore.png", import.meta.url));
const size = { width: 1280, height: 1250 };
const folder = mkdtempSync(join(tmpdir(), "tap-instagram-picture-"));
try {
  const page = join(folder, "explore.html");
  await x("npm", ["run", "demo", "--", "--output", folder], { throwOnError: true });
  await x("npm", ["run", "explore", "--", "--input", folder, "--output", page], { throwOnError: true });
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    // Its sandbox refuses to run as root.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    const tab = await browser.newPage({ viewport: size, colorScheme: "light" });
    await tab.goto(pathToFileURL(page).href);
    await tab.screenshot({ path: picture });
  } finally {
    await browser.close();
  }
  process.stderr.write(`Wrote ${picture}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
