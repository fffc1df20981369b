import type { Part, SdkName } from "../sdk-name.ts";

/** Names of the SDK that we do not serve, for one reason. */
export type NotServed = Judgement & (OfWords | OfEdges | OfParameters);

interface Judgement {
  classes: readonly string[];
  /** Begins with a capital, ends without a full stop. */
  reason: string;
  /** When that was judged: `2026-11-28`. */
  date: string;
}

interface OfWords {
  part: Exclude<Part, "edge" | "parameter">;
  names: readonly string[];
}

interface OfEdges {
  part: "edge";
  /** Edges, each with all of its parameters. */
  edges: { readonly [edge: string]: readonly string[] };
}

/** Parameters of an edge that is read. */
interface OfParameters {
  part: "parameter";
  edge: string;
  names: readonly string[];
}

/** Each name that a judgement is about. */
export function namesIn(entry: NotServed): SdkName[] {
  return entry.classes.flatMap((className) => namesOfOne(entry, className));
}

function namesOfOne(entry: NotServed, className: string): SdkName[] {
  if (entry.part !== "edge") {
    const edge = entry.part === "parameter" ? entry.edge : undefined;
    return entry.names.map((name) => ({ class: className, part: entry.part, edge, name }));
  }
  return Object.entries(entry.edges).flatMap(([edge, parameters]): SdkName[] => [
    { class: className, part: "edge", name: edge },
    ...parameters.map((name): SdkName => ({ class: className, part: "parameter", edge, name })),
  ]);
}
