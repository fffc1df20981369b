/**
 * Refuses a change to a published package that no changeset describes. The pull request of a release, which has used
 * all changesets up and gives new versions for them, is none.
 */
import { readdirSync, readFileSync } from "node:fs";
import process from "node:process";
import { xSync } from "tinyexec";
import { changeset } from "./changeset.ts";

const base = ["main", "origin/main"].find(
  (name) => git("rev-parse", "--verify", "--quiet", name) !== undefined,
);
const fork = base === undefined ? undefined : git("merge-base", base, "HEAD");

const released = readdirSync("packages").filter((folder) => {
  const path = `packages/${folder}/package.json`;
  const before = fork === undefined ? undefined : git("show", `${fork}:${path}`);
  return before !== undefined && versionOf(before) !== versionOf(readFileSync(path, "utf8"));
});
if (released.length > 0) {
  process.stdout.write(
    `New versions of ${released.join(", ")}: this is a release, so no changesets are left\n`,
  );
} else {
  const since = base === undefined ? [] : ["--since", base];
  process.exitCode = changeset("status", ...since);
}

/** What git prints; undefined when it refuses. */
function git(...args: readonly string[]): string | undefined {
  const { exitCode, stdout } = xSync("git", args);
  return exitCode === 0 ? stdout.trim() : undefined;
}

function versionOf(manifest: string): string {
  const { version }: { version: string } = JSON.parse(manifest);
  return version;
}
