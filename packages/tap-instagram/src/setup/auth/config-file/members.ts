/** Where a member of a JSON object is in its text. */
export interface Member {
  readonly key: string;
  /** Of the key, with its quotation marks. */
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** The members of an object, in their order. The text must be the JSON of an object. */
export function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let depth = 0;
  let key: RegExpExecArray | undefined;
  let valueStart: number | undefined;
  let end = 0;
  for (const match of text.matchAll(token)) {
    const [word] = match;
    if (depth === 1 && (word === "," || word === "}")) {
      if (key !== undefined && valueStart !== undefined)
        members.push({ key: JSON.parse(key[0]), keyStart: key.index, valueStart, valueEnd: end });
      key = undefined;
      valueStart = undefined;
    } else if (depth === 1 && word !== ":") {
      if (key === undefined) key = match;
      else valueStart ??= match.index;
    }
    if (word === "{" || word === "[") depth += 1;
    if (word === "}" || word === "]") depth -= 1;
    end = match.index + word.length;
  }
  return members;
}
