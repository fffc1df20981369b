import { describe, expect, test } from "vitest";
import { readFlags } from "../src/flags.ts";

const measures = [
  { name: "cpu", about: "processor time" },
  { name: "wall", about: "elapsed time" },
];

describe("the flags of the bench", () => {
  test("ask for all measures, five pairs of each and no file", () => {
    expect(readFlags([], measures)).toEqual({ names: [], runs: 5, json: undefined, isWritten: false });
  });

  test("name measures, pairs and files", () => {
    expect(readFlags(["wall", "--runs", "2", "--json", "figures.json", "--write"], measures)).toEqual({
      names: ["wall"],
      runs: 2,
      json: "figures.json",
      isWritten: true,
    });
  });

  test("are explained, with each measure", () => {
    expect(readFlags(["--help"], measures)).toEqual({
      text: expect.stringMatching(/^Usage: npm run bench[^]*--runs N[^]*cpu {7}processor time\n/),
      exitCode: 0,
    });
  });

  test.each([
    [["memry"], "There is no measure memry."],
    [["--runs", "0"], "Cannot use --runs 0: wanted a whole number from 1 on."],
    [["--write=no"], "Cannot read the flags: "],
    [["--fast"], "Cannot read the flags: Unknown option '--fast'"],
  ])("that cannot be used are named, with what can be: %j", (args, problem) => {
    expect(readFlags(args, measures)).toEqual({ text: expect.stringContaining(problem), exitCode: 2 });
    expect(readFlags(args, measures)).toEqual({ text: expect.stringContaining("\nUsage: "), exitCode: 2 });
  });
});
