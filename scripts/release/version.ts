/**
 * Turns the pending changesets into versions, and copies these to wherever else they stand. Flags are for
 * `changeset version`: `npm run version -- --snapshot canary`.
 */
import process from "node:process";
import { xSync } from "tinyexec";

const steps = [
  ["npx", "changeset", "version", ...process.argv.slice(2)],
  ["npx", "tsx", "scripts/release/sync-versions.ts"],
  ["npm", "install", "--package-lock-only", "--no-audit", "--no-fund"],
] as const;

for (const [command, ...args] of steps) {
  const { exitCode = 1 } = xSync(command, args, { nodeOptions: { stdio: "inherit" } });
  if (exitCode === 0) continue;
  process.exitCode = exitCode;
  break;
}
