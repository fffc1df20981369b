import { expect, test } from "vitest";
import { HiddenLine } from "./hidden-line.ts";

test.each([
  ["abc\r", "abc", { by: "enter", rest: "" }],
  ["abc\nnext", "abc", { by: "enter", rest: "next" }],
  ["abx\u007Fc\r", "abc", { by: "enter", rest: "" }],
  ["wrong\u0015abc\r", "abc", { by: "enter", rest: "" }],
  ["\u001B[200~abc\u001B[201~\r", "abc", { by: "enter", rest: "" }],
  ["a\u001B[Dbc\r", "abc", { by: "enter", rest: "" }],
  ["abc\u0003", "abc", { by: "interrupt", rest: "" }],
  ["\u0004", "", { by: "end", rest: "" }],
  ["abc\u0004", "abc", undefined],
  ["abc", "abc", undefined],
])("a line typed as %j", (typed, text, end) => {
  const line = new HiddenLine();
  expect(line.take(typed)).toEqual(end);
  expect(line.text).toBe(text);
});
