import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { built } from "./commands.ts";
import { temporaryFolder } from "./processes.ts";

/** Runs the tap as a shell does for `tap … > FILE`. Nothing is asked of the API. */
function runInto(file: string, args: readonly string[]) {
  const command = [process.execPath, built.tap, "--config", "none.json", ...args];
  const quoted = command.map((word) => `'${word}'`).join(" ");
  return spawnSync("sh", ["-c", `${quoted} >> '${file}'`], { cwd: temporaryFolder(), encoding: "utf8" });
}

describe.skipIf(process.platform === "win32")("a file that the messages of a sync go to", () => {
  test.each(["--summary", "--report", "--metrics-file"])("is not replaced by %s", (flag) => {
    const file = join(temporaryFolder(), "messages.json");
    writeFileSync(file, '{"type":"STATE"}\n');
    const { status, stderr } = runInto(file, [flag, file]);
    expect(stderr).toContain(`The flag ${flag} would write into ${file}, where the messages of the sync go`);
    expect(status).toBe(2);
    expect(readFileSync(file, "utf8")).toBe('{"type":"STATE"}\n');
  });

  test.each(["/dev/stdout", "/dev/fd/1"])("is not written to as %s either", (name) => {
    const file = join(temporaryFolder(), "messages.json");
    const { status, stderr } = runInto(file, ["--summary", name]);
    expect(stderr).toContain(`The flag --summary would write into ${name}`);
    expect(status).toBe(2);
    expect(readFileSync(file, "utf8")).toBe("");
  });
});
