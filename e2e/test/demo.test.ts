import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commandOf } from "test-tools/commands";
import { describe, expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";
import { runNode, temporaryFolder } from "./processes.ts";
import { simulatorHere } from "./simulator-here.ts";

interface Truth {
  totalsByHost: { facebook: { [count: string]: number } };
  accounts: { id: string; reachableBy: { facebook: boolean } }[];
}

const [, script] = await commandOf(repositoryPath("scripts/demo.ts"));

function demo(output: string, ...flags: string[]) {
  return runNode([script, "--output", output, ...flags], {
    cwd: repositoryPath("."),
  });
}

function rowsOf(output: string, stream: string): { [column: string]: unknown }[] {
  return readFileSync(join(output, `${stream}.jsonl`), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

test("the demo lands all that the simulator says exists, and a second run resumes and leaves each row once", async () => {
  const output = temporaryFolder();
  const first = await demo(output);
  expect(first.stderr).toContain("Starting without a state");
  expect(first).toMatchObject({ code: 0, stdout: "" });

  const simulator = await simulatorHere();
  const truth = await simulator.admin<Truth>("world");
  const {
    users,
    media,
    mediaWithInsights,
    stories,
    storiesWithInsights,
    insightDays = 0,
  } = truth.totalsByHost.facebook;
  const accounts = truth.accounts.filter(({ reachableBy }) => reachableBy.facebook).length;
  const expected = {
    users,
    media,
    media_insights: mediaWithInsights,
    stories,
    story_insights: storiesWithInsights,
    // The running day of each account is not over, and so not there yet.
    user_insights: insightDays - accounts,
  };
  const landed = () =>
    Object.fromEntries(Object.keys(expected).map((stream) => [stream, rowsOf(output, stream).length]));
  expect(landed()).toEqual(expected);
  for (const [stream, rows] of Object.entries(expected))
    expect(first.stderr).toMatch(new RegExp(`${rows}  ${stream}\\n`));
  expect(first.stderr).toMatch(/\d+ HTTP requests, \d+ API calls of quota, [\d.]+ seconds/);

  const second = await demo(output, "--mode", "incremental-deduped");
  expect(second).toMatchObject({ code: 0, stdout: "" });
  expect(second.stderr).toContain("Continuing from");
  expect(second.stderr).toMatch(/user_insights +15 +12 /);
  expect(landed()).toEqual(expected);
  const streams = Object.keys(expected);
  expect(readdirSync(output).toSorted()).toEqual(
    [
      ...streams.map((stream) => `.${stream}.jsonl.key.json`),
      ...streams.map((stream) => `${stream}.jsonl`),
      "state.json",
    ].toSorted(),
  );
});

// The test above goes on in incremental-deduped, which is the default.
describe("run twice in another sync mode, the demo leaves", () => {
  test.each([
    ["full-refresh-overwrite", "each row once", { whole: 1, days: 1, lookBackDays: 0 }],
    ["full-refresh-append", "each row twice", { whole: 2, days: 2, lookBackDays: 0 }],
    ["incremental-append", "the days of the look-back twice", { whole: 2, days: 1, lookBackDays: 3 }],
  ])("%s: %s", async (mode, _, times) => {
    const output = temporaryFolder();
    for (let run = 0; run < 2; run += 1) {
      expect(await demo(output, "--mode", mode, "--world", "tiny")).toMatchObject({ code: 0 });
    }
    const simulator = await simulatorHere({ world: "tiny" });
    const {
      users = 0,
      media = 0,
      insightDays = 0,
    } = (await simulator.admin<Truth>("world")).totalsByHost.facebook;
    expect({
      users: rowsOf(output, "users").length,
      media: rowsOf(output, "media").length,
      user_insights: rowsOf(output, "user_insights").length,
    }).toEqual({
      users: users * times.whole,
      media: media * times.whole,
      user_insights: (insightDays - users) * times.days + users * times.lookBackDays,
    });
  });
});
