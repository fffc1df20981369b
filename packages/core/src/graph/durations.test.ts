import { expect, test } from "vitest";
import { hourMs, waitText } from "./durations.ts";

test.each([
  [1, "1 minute"],
  [60_001, "2 minutes"],
  [119 * 60_000, "119 minutes"],
  [2 * hourMs, "2 hours"],
  [23 * hourMs + 1, "24 hours"],
])("a wait of %i ms is told as %s", (ms, text) => {
  expect(waitText(ms)).toBe(text);
});
