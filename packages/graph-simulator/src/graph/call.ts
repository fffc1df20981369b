import type { Host } from "../host.ts";
import type { Simulation } from "../simulation.ts";
import type { Grant } from "../tokens/grant.ts";
import type { NodeFactory, UsageSubject } from "./node.ts";

/** One call of the API: a whole request, or one item of a batch. */
export interface Call {
  readonly simulation: Simulation;
  readonly host: Host;
  readonly method: string;
  /** As it stood in the path; undefined if there was none. */
  readonly askedVersion: string | undefined;
  readonly servedVersion: string;
  /** The path without host and version. */
  readonly path: readonly string[];
  readonly parameters: ReadonlyMap<string, string>;
  readonly token: string;
  readonly grant: Grant;
  readonly nowMs: number;
  /** Base of absolute links: `http://127.0.0.1:4123/graph.facebook.com`. */
  readonly base: string;
  readonly nodes: NodeFactory;
  /** What this call was charged to. */
  readonly charged: UsageSubject[];
  /** Values rendered so far, for "reduce the amount of data". */
  readonly weight: { values: number };
}
