/**
 * Turns the pending changesets into versions, and copies these to wherever else they stand. Flags are for
 * `changeset version`: `npm run version -- --snapshot canary`.
 */
import process from "node:process";
import { xSync } from "tinyexec";
import { changeset } from "./changeset.ts";
import { syncVersions } from "./version-places.ts";

process.exitCode = changeset("version", ...process.argv.slice(2));
if (process.exitCode === 0) {
  syncVersions({ isCheck: false });
  const lock = ["install", "--package-lock-only", "--no-audit", "--no-fund"];
  process.exitCode = xSync("npm", lock, { nodeOptions: { stdio: "inherit" } }).exitCode ?? 1;
}
