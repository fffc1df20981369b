import { describe, expect, test } from "vitest";
import { durationText, frameOf, type LiveFigures } from "./live-frame.ts";

const untilMs = Date.UTC(2026, 8, 21, 19, 42);
const busy: LiveFigures = {
  accounts: { done: 12, all: 50 },
  records: new Map([
    ["users", 50],
    ["media", 41_200],
    ["media_insights", 39_871],
    ["stories", 12],
    ["story_insights", 12],
    ["user_insights", 18_250],
    ["comments", 120_044],
  ]),
  calls: 8120,
  estimatedCalls: 32_400,
  quota: { name: "account 17841400000000001", percent: 83 },
  elapsedMs: 192_000,
  leftMs: 561_000,
  waits: [
    { reason: "quota of account 17841400000000001 used up", untilMs, leftMs: 723_000 },
    { reason: "quota of the app used up", untilMs, leftMs: 5000 },
    { reason: "quota of Page 1 used up", untilMs, leftMs: 5000 },
  ],
};
const frame = (figures: LiveFigures, columns: number, isColoured = false) =>
  `\n${frameOf(figures, { columns, isColoured }).join("\n")}\n`;

describe("a frame", () => {
  test("at 80 columns", () => {
    expect(frame(busy, 80)).toMatchInlineSnapshot(`
      "
      Accounts 12 of 50 · calls 8120 of 32400 · 3 min 12 s, about 9 min left
      Records comments 120044 · media 41200 · media_insights 39871 · 4 more
      Quota [███████████████████████████████░░░░░░] 83 % of account 17841400000000001
      Waits until 19:42 UTC, 12 min 3 s: quota of account 17841400000000001 used up
      Waits until 19:42 UTC, 5 s: quota of the app used up
      … and 1 more
      "
    `);
  });

  test("at 200 columns", () => {
    expect(frame(busy, 200)).toMatchInlineSnapshot(`
      "
      Accounts 12 of 50 · calls 8120 of 32400 · 3 min 12 s, about 9 min left
      Records comments 120044 · media 41200 · media_insights 39871 · user_insights 18250 · users 50 · stories 12 · story_insights 12
      Quota [█████████████████████████████████░░░░░░░] 83 % of account 17841400000000001
      Waits until 19:42 UTC, 12 min 3 s: quota of account 17841400000000001 used up
      Waits until 19:42 UTC, 5 s: quota of the app used up
      … and 1 more
      "
    `);
  });

  test("before anything is known", () => {
    expect(frame({ records: new Map(), calls: 1, elapsedMs: 400, waits: [] }, 80)).toMatchInlineSnapshot(`
      "
      Finding the accounts · calls 1 · 0 s
      "
    `);
  });

  test.each([20, 40, 79, 80, 81, 120, 200, 500])("has no line that wraps at %i columns", (columns) => {
    for (const line of frameOf(busy, { columns, isColoured: false }))
      expect(line.length).toBeLessThan(columns);
  });

  test("has colours only where they are welcome: the bar by how full the quota is, and waits", () => {
    const bar = (percent: number) =>
      frame({ ...busy, quota: { name: "the app", percent }, waits: [] }, 80, true);
    expect(bar(20)).toContain("\u001B[32m█");
    expect(bar(83)).toContain("\u001B[33m█");
    expect(bar(97)).toContain("\u001B[31m█");
    expect(frame(busy, 80, true)).toContain("\u001B[33mWaits");
    expect(frame(busy, 80)).not.toContain("\u001B");
  });
});

test.each([
  [400, "0 s"],
  [59_400, "59 s"],
  [60_000, "1 min"],
  [3_725_000, "1 h 2 min"],
])("%i ms are %s", (ms, text) => {
  expect(durationText(ms)).toBe(text);
});
