import { expect, test } from "vitest";
import { Warnings } from "./warnings.ts";

test("lines of the log are counted per level, also those whose texts are not kept", () => {
  const warnings = new Warnings(
    () => 0,
    (text) => text,
  );
  for (let at = 0; at < 300; at += 1)
    warnings.take({ level: "warning", stream: "media", message: `Post ${at} is not read` });
  for (let at = 0; at < 3; at += 1) warnings.take({ level: "error", stream: null, message: "Post 1 fails" });
  warnings.take({ level: "info", stream: null, message: "Post 2 is read" });
  const { list, lines, leftOut } = warnings.facts;
  expect(lines).toEqual({ warning: 300, error: 3, critical: 0 });
  expect(list).toHaveLength(200);
  expect(list.reduce((sum, { times }) => sum + times, leftOut)).toBe(303);
});
