import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { membersOf } from "./members.ts";
import { withMembers } from "./with-members.ts";

/** White space as people and programs lay out JSON. */
const space = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
const key = fc.oneof(fc.constantFrom("access_token", "login", "app_id"), fc.string({ maxLength: 6 }));

/** The text of a JSON object, laid out at random, and its members as texts. */
const objectText = fc
  .array(
    fc.record({
      key,
      value: fc.json({ maxDepth: 3 }),
      space: fc.array(space, { minLength: 4, maxLength: 4 }),
    }),
    {
      maxLength: 5,
    },
  )
  .chain((members) =>
    fc.record({ members: fc.constant(members), inside: space, around: space, isMarked: fc.boolean() }),
  )
  .map(({ members, inside, around, isMarked }) => {
    const texts = members.map(
      ({ key: name, value, space: [a = "", b = "", c = "", d = ""] }) =>
        `${a}${JSON.stringify(name)}${b}:${c}${value}${d}`,
    );
    return {
      text: `${isMarked ? "\uFEFF" : ""}${around}{${texts.length === 0 ? inside : texts.join(",")}}${around}`,
      members,
    };
  });

const values: [string, string][] = [
  ["access_token", 'EAAG"\\\n'],
  ["login", "facebook"],
];

describe("the text of an object with other values for some members", () => {
  test("has these values and all the others, in the order they had, whatever its layout", () => {
    fc.assert(
      fc.property(objectText, ({ text, members }) => {
        const edited = withMembers(text, values);
        const plain = edited.replace(/^\uFEFF/, "");
        const before = membersOf(text.replace(/^\uFEFF/, ""));
        const after = membersOf(plain);
        expect(edited.startsWith("\uFEFF")).toBe(text.startsWith("\uFEFF"));
        expect(before.map((member) => member.key)).toEqual(members.map((member) => member.key));
        const wanted = new Map(values);
        const known = before.map((member) => member.key);
        expect(after.map((member) => member.key)).toEqual([
          ...known,
          ...values.map(([name]) => name).filter((name) => !known.includes(name)),
        ]);
        for (const [index, member] of after.entries()) {
          const value = plain.slice(member.valueStart, member.valueEnd);
          const old = members[index]?.value;
          expect(value).toBe(wanted.has(member.key) ? JSON.stringify(wanted.get(member.key)) : old);
        }
        expect(JSON.parse(plain)).toMatchObject(Object.fromEntries(values));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["{}", '{\n  "a": "1"\n}'],
    ["{}\n", '{\n  "a": "1"\n}\n'],
    ['{"b":2}', '{"b":2,"a":"1"}'],
    ['{ "b": 2 }', '{ "b": 2, "a": "1" }'],
    ['{\n\t"b": 2\n}\n', '{\n\t"b": 2,\n\t"a": "1"\n}\n'],
    ['{\r\n  "b": 2\r\n}\r\n', '{\r\n  "b": 2,\r\n  "a": "1"\r\n}\r\n'],
    ['{"id": 17841400000000001, "n": 1.0}', '{"id": 17841400000000001, "n": 1.0, "a": "1"}'],
    ['{"a": {"a": [1, {"a": "}"}]}, "b": "a"}', '{"a": "1", "b": "a"}'],
    ['{"\\u0061": 0, "a": null}', '{"\\u0061": "1", "a": "1"}'],
  ])("keeps the layout: %j", (text, wanted) => {
    expect(withMembers(text, [["a", "1"]])).toBe(wanted);
  });
});
