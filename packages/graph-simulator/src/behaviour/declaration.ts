/** What a switch accepts. */
export type Accepted =
  | { readonly kind: "word"; readonly words: readonly string[] }
  | { readonly kind: "flag" }
  | { readonly kind: "number" }
  | { readonly kind: "number or null" }
  | { readonly kind: "version" }
  /** Any words, or some of these. */
  | { readonly kind: "list"; readonly words?: readonly string[] | undefined };

/** A switch: what it accepts, and its default. */
export interface Declaration<Value> {
  readonly accepts: Accepted;
  readonly usual: Value;
}

/** A declaration for every member of a group of switches. */
export type Declarations<Group> = { readonly [Name in keyof Group]: Declaration<Group[Name]> };

/** One of several words, the usual one first. */
export function word<Word extends string>(usual: Word, ...others: readonly Word[]): Declaration<Word> {
  return { accepts: { kind: "word", words: [usual, ...others] }, usual };
}

export function flag(usual: boolean): Declaration<boolean> {
  return { accepts: { kind: "flag" }, usual };
}

export function count(usual: number): Declaration<number> {
  return { accepts: { kind: "number" }, usual };
}

/** A number, or null for none. */
export function countOrNone(usual: number | null): Declaration<number | null> {
  return { accepts: { kind: "number or null" }, usual };
}

export function version(usual: string): Declaration<string> {
  return { accepts: { kind: "version" }, usual };
}

/** Any words, as many as one likes. */
export function list(...usual: readonly string[]): Declaration<readonly string[]> {
  return { accepts: { kind: "list" }, usual };
}

/** Some of these words; usually none. */
export function someOf<Word extends string>(...words: readonly Word[]): Declaration<readonly Word[]> {
  return { accepts: { kind: "list", words }, usual: [] };
}

/** What a switch accepts, for people: "`refuse` or `serve`". */
export function describeAccepted(accepts: Accepted): string {
  switch (accepts.kind) {
    case "word":
      return accepts.words.map((one) => `\`${one}\``).join(", ");
    case "flag":
      return "true, false";
    case "number":
      return "number";
    case "number or null":
      return "number, null";
    case "version":
      return "version";
    case "list":
      return accepts.words === undefined
        ? "list"
        : `list of ${accepts.words.map((one) => `\`${one}\``).join(", ")}`;
  }
}

const isCount = (value: unknown): boolean => typeof value === "number" && value >= 0;

/** Whether a value is one that the switch accepts. */
export function isAccepted(value: unknown, accepts: Accepted): boolean {
  switch (accepts.kind) {
    case "word":
      return typeof value === "string" && accepts.words.includes(value);
    case "flag":
      return typeof value === "boolean";
    case "number":
      return isCount(value);
    case "number or null":
      return value === null || isCount(value);
    case "version":
      return typeof value === "string";
    case "list":
      return (
        Array.isArray(value) &&
        value.every((one: unknown) => typeof one === "string" && accepts.words?.includes(one) !== false)
      );
  }
}
