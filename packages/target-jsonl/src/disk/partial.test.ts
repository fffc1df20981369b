import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lines, record, sandbox, schema } from "../../test/run-cli.ts";
import { run } from "../../test/run-in-process.ts";

function activate(version: number): object {
  return { type: "ACTIVATE_VERSION", stream: "users", version };
}

// Windows has no such permissions.
describe.skipIf(process.platform === "win32")("a file nobody else may read", () => {
  test.each([["upsert"], ["overwrite"], ["overwrite, one version of two"]])("stays one: %s", async (what) => {
    using box = sandbox();
    const config = box.config({ load_method: what.split(",")[0] });
    const input = lines(schema("users"), record("users", { id: 1 }, { version: 1 }));
    await run(config, input);
    const path = join(box.output, "users.jsonl");
    chmodSync(path, 0o600);
    const other = lines(record("users", { id: 1 }, { version: 2 }));
    await run(config, input + (what.includes(",") ? other + lines(activate(2)) : ""));
    expect(box.files()["users.jsonl"]).toMatch(/^\{.*\}\n$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
