import { membersOf, type Member } from "./members.ts";

const byteOrderMark = "\uFEFF";

/**
 * The text of a JSON object with other values for some of its members. All other bytes stay as they are: the order, numbers
 * that a double cannot hold, and the layout. Members that are new come last, laid out as the others.
 */
export function withMembers(
  text: string,
  values: readonly (readonly [key: string, value: string | null])[],
): string {
  const isMarked = text.startsWith(byteOrderMark);
  const json = isMarked ? text.slice(1) : text;
  const members = membersOf(json);
  const replaced = members
    .flatMap((member) => {
      const value = values.find(([key]) => key === member.key)?.[1];
      return value === undefined ? [] : [{ member, value }];
    })
    // From the end: the places before it stay right.
    .toReversed()
    .reduce(
      (edited, { member: { valueStart, valueEnd }, value }) =>
        `${edited.slice(0, valueStart)}${JSON.stringify(value)}${edited.slice(valueEnd)}`,
      json,
    );
  const added = values.filter(([key]) => !members.some((member) => member.key === key));
  return `${isMarked ? byteOrderMark : ""}${withAdded(replaced, added)}`;
}

function withAdded(json: string, added: readonly (readonly [key: string, value: string | null])[]): string {
  if (added.length === 0) return json;
  const members = membersOf(json);
  const last = members.at(-1);
  const { before, colon, after } = last === undefined ? usualLayout(json) : layoutOf(json, last);
  const lines = added.map(
    ([key, value]) => `${before}${JSON.stringify(key)}${colon}${JSON.stringify(value)}`,
  );
  const at = last?.valueEnd ?? json.indexOf("{") + 1;
  const rest = last === undefined ? `${after}${json.slice(json.indexOf("}"))}` : json.slice(at);
  return `${json.slice(0, at)}${last === undefined ? "" : ","}${lines.join(",")}${rest}`;
}

interface Layout {
  readonly before: string;
  readonly colon: string;
  /** Between the last member and the end of an object that was empty. */
  readonly after: string;
}

function layoutOf(json: string, { keyStart, valueStart, key }: Member): Layout {
  const between = json.slice(keyStart + JSON.stringify(key).length, valueStart);
  return {
    before: /\s*$/.exec(json.slice(0, keyStart))?.[0] ?? "",
    colon: /^\s*:\s*$/.test(between) ? between : ": ",
    after: "",
  };
}

function usualLayout(json: string): Layout {
  const newLine = json.includes("\r\n") ? "\r\n" : "\n";
  return { before: `${newLine}  `, colon: ": ", after: newLine };
}
