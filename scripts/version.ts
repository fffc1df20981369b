/**
 * Turns the pending changesets into versions, and copies these to wherever else they stand. Flags are for
 * `changeset version`: `npm run version -- --snapshot canary`.
 */
import { spawnSync } from "node:child_process";
import process from "node:process";

const steps = [
  ["npx", "changeset", "version", ...process.argv.slice(2)],
  ["npx", "tsx", "scripts/sync-versions.ts"],
  ["npm", "install", "--package-lock-only", "--no-audit", "--no-fund"],
] as const;

for (const [command, ...args] of steps) {
  // On Windows npm and npx are scripts.
  const { status } = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });
  if (status === 0) continue;
  process.exitCode = status ?? 1;
  break;
}
