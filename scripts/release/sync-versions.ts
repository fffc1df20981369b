/** Copies the versions of the packages to wherever else they stand. With --check it only says what is out of step. */
import process from "node:process";
import { syncVersions } from "./version-places.ts";

const isCheck = process.argv.includes("--check");
const stale = syncVersions({ isCheck });
if (isCheck && stale.length > 0) {
  process.stderr.write(`Out of step with package.json; run npm run version: ${stale.join(", ")}\n`);
  process.exitCode = 1;
}
