import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandOf } from "test-tools/commands";
import { expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";
import { ended, runNode, start, temporaryFolder } from "./processes.ts";
import { simulatorHere } from "./simulator-here.ts";
import { installed } from "./shell.ts";

const [, coreScript] = await commandOf(repositoryPath("examples/core-script/report.ts"));

test("the core script prints the most seen posts of each account", async () => {
  const { url, tokens } = await simulatorHere();
  const env = { ACCESS_TOKEN: tokens.user, API_URL: url };
  const { code, stdout, stderr } = await runNode([coreScript], { env, cwd: repositoryPath(".") });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const reaches = [...stdout.matchAll(/^ *(\d+) reached +\d+ saved  https:\/\/www\.instagram\.com\//gm)].map(
    ([, reach]) => Number(reach),
  );
  expect(reaches.length).toBeGreaterThan(20);
  expect(stdout).toMatch(/lumen\.cykel: 139 posts with figures/);
});

test("the core script says what is wrong with a token", async () => {
  const { url, tokens } = await simulatorHere({ world: "tiny" });
  const env = { ACCESS_TOKEN: tokens.expired, API_URL: url };
  const { code, stderr } = await runNode([coreScript], { env, cwd: repositoryPath(".") });
  expect(code).toBe(1);
  expect(stderr).toMatch(/Make a new access token/);
});

test.skipIf(process.platform === "win32")(
  "the pipe keeps the state of what is on disk, and goes on from it",
  async () => {
    const simulator = await simulatorHere({ world: "tiny" });
    const folder = temporaryFolder();
    const { tap, target } = installed();
    const env = {
      ...simulator.tapEnv,
      TARGET_JSONL_DESTINATION_PATH: join(folder, "output"),
      STATE_FILE: join(folder, "state.json"),
      TAP: tap,
      TARGET: target,
    };
    const pipe = () => ended(start(repositoryPath("examples/pipe/pipe.sh"), [], { env, cwd: folder }));
    const rows = (stream: string) =>
      readFileSync(join(folder, `output/${stream}.jsonl`), "utf8")
        .trimEnd()
        .split("\n").length;
    expect(await pipe()).toMatchObject({ code: 0 });
    const first = rows("user_insights");
    expect(JSON.parse(readFileSync(env.STATE_FILE, "utf8"))).toHaveProperty(
      "bookmarks.user_insights.partitions",
    );
    expect(await pipe()).toMatchObject({ code: 0 });
    // Only the days of the look-back came again.
    expect(rows("user_insights")).toBe(first + 3);
  },
);
