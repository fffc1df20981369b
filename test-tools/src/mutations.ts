import * as fc from "fast-check";

/** How one text is changed: the mutation of a fuzz run, as numbers that fast-check can shrink. */
export interface Mutation {
  readonly kind: "byte" | "removed byte" | "added byte" | "cut" | "node" | "name" | "doubled" | "none";
  /** Which byte, or which node. */
  readonly place: number;
  readonly byte: number;
  /** JSON, or nearly, in the place of a node. */
  readonly json: string;
  readonly name: string;
}

/** What every reader of JSON can meet, whatever it reads. */
const oddWords = String.raw`null true false 0 -0 1 -1 1.0 1e400 -1e-400 NaN Infinity 01 1e - 5 "5" 9007199254740993
  12345678901234567890123 0.10000000000000001 1e9999999999999999999 "" "x" 'x' "\ud800" "\u0000" "\u00zz" "../../x" "CON"
  [] {} [[[[]]]] {"__proto__":{"id":1}} {"constructor":{"prototype":1}} ["__proto__"] "\u001b[2J" {"pattern":"(a+)+$"}`;
const oddValues = [
  ...oddWords.split(/\s+/),
  '"\u2028"',
  `"${"x".repeat(70_000)}"`,
  "[".repeat(1200) + "]".repeat(1200),
];
const oddNames = ["", "__proto__", "constructor", "toString", "\u0000", "x"];

/** Mutations, with further values and names that mean something to the reader at test. */
export function mutations(values: readonly string[], names: readonly string[]): fc.Arbitrary<Mutation> {
  return fc.record({
    kind: fc.constantFrom(
      "byte",
      "removed byte",
      "added byte",
      "cut",
      "node",
      "node",
      "node",
      "name",
      "doubled",
      "none",
    ),
    place: fc.nat(),
    byte: fc.oneof(
      fc.nat(255),
      fc.constantFrom(0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x2c, 0x3a, 0x0a, 0x0d, 0x2d),
    ),
    json: fc.constantFrom(...oddValues, ...values),
    name: fc.constantFrom(...oddNames, ...names),
  });
}

/** A text with one of its bytes or nodes changed. */
export function changeText(text: string, { kind, place, byte, json, name }: Mutation): Buffer {
  const bytes = Buffer.from(text);
  const at = place % bytes.length;
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (kind) {
    case "byte":
      return Buffer.concat([before, Buffer.of(byte), after.subarray(1)]);
    case "removed byte":
      return Buffer.concat([before, after.subarray(1)]);
    case "added byte":
      return Buffer.concat([before, Buffer.of(byte), after]);
    case "cut":
      return before;
    case "doubled":
      return Buffer.concat([bytes, bytes]);
    case "node":
      return Buffer.from(withNode(text, place, json));
    case "name":
      return Buffer.from(withName(text, place, name));
    default:
      return bytes;
  }
}

/** The text with one of its values exchanged. */
function withNode(text: string, place: number, json: string): string {
  const marker = "\u0001here\u0001";
  const root: unknown = JSON.parse(text);
  const nodes = placesIn(root);
  const chosen = nodes[place % nodes.length];
  if (chosen === undefined) return json;
  define(chosen.holder, chosen.key, marker);
  return JSON.stringify(root).replace(JSON.stringify(marker), () => json);
}

/** The text with one of its members called otherwise. */
function withName(text: string, place: number, name: string): string {
  const root: unknown = JSON.parse(text);
  const nodes = placesIn(root).filter(({ holder }) => !Array.isArray(holder));
  const chosen = nodes[place % nodes.length];
  if (chosen === undefined) return text;
  const value: unknown = Reflect.get(chosen.holder, chosen.key);
  Reflect.deleteProperty(chosen.holder, chosen.key);
  define(chosen.holder, name, value);
  return JSON.stringify(root);
}

interface Place {
  readonly holder: object;
  readonly key: string;
}

function placesIn(node: unknown): Place[] {
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [{ holder: node, key }, ...placesIn(value)]);
}

function define(holder: object, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}
