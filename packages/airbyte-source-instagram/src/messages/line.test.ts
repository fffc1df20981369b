import fc from "fast-check";
import { expect, test } from "vitest";
import { lineOf } from "./line.ts";

/** Where Python's `str.splitlines` cuts a text. */
// oxlint-disable-next-line no-control-regex -- they are what must not be there
const pythonLineBreaks = /[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/;

test("a message is one line to every tool, and reads back as it was", () => {
  const piece = fc.constantFrom(
    "\n",
    "\r\n",
    "\v",
    "\f",
    "\u001c",
    "\u001d",
    "\u001e",
    "\u0085",
    "\u2028",
    "\u2029",
    "a",
    '"',
    "\\",
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const message = { type: "LOG", log: { level: "INFO", message: pieces.join("") } } as const;
      const line = lineOf(message);
      expect(line).not.toMatch(pythonLineBreaks);
      expect(JSON.parse(line)).toEqual(message);
    }),
  );
});
