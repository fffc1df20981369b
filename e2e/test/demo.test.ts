import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";
import { runNode, simulatorProcess, temporaryFolder } from "./processes.ts";

interface Truth {
  totalsByHost: { facebook: { [count: string]: number } };
  accounts: { id: string; reachableBy: { facebook: boolean } }[];
}

function demo(output: string) {
  return runNode(["--import", "tsx", repositoryPath("scripts/demo.ts"), "--output", output], {
    cwd: repositoryPath("."),
  });
}

function rowsOf(output: string, stream: string): { [column: string]: unknown }[] {
  return readFileSync(join(output, `${stream}.jsonl`), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

test("the demo lands all that the simulator says exists, and a second run resumes", async () => {
  const output = temporaryFolder();
  const first = await demo(output);
  expect(first.stderr).toContain("Starting from nothing");
  expect(first).toMatchObject({ code: 0, stdout: "" });

  const simulator = await simulatorProcess();
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

  const second = await demo(output);
  expect(second).toMatchObject({ code: 0, stdout: "" });
  expect(second.stderr).toContain("Resuming from");
  expect(second.stderr).toMatch(/user_insights complete, 3 records/);
  expect(landed()).toEqual(expected);
  expect(readdirSync(output).toSorted()).toEqual(
    [...Object.keys(expected).map((stream) => `${stream}.jsonl`), "state.json"].toSorted(),
  );
}, 60_000);
