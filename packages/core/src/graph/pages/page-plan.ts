import type { GraphNode } from "../envelope.ts";
import type { GraphError } from "../errors/errors.ts";
import type { Params } from "../http/params.ts";

/** What to ask of a page, beside what every page is asked. */
export interface PageAsk {
  params?: Params | undefined;
  /** Nodes; the default is as many as the walk takes. */
  pageSize?: number | undefined;
  /** Where the page begins. Default: where the walk is. */
  from?: Params | undefined;
}

/** Asks for the page at hand in another way, to find out what a refusal is about. Nothing of the answer is delivered. */
export type Probe = (ask: PageAsk) => Promise<ProbeOutcome>;

/** What a probe came to; `next` is where the page behind it begins. */
export type ProbeOutcome =
  | { ok: true; nodes: readonly GraphNode[]; next: Params | undefined }
  | { ok: false; error: GraphError };

/** `true`: call `ask` again. `false`: give up. `end`: nothing more follows. Parameters: go on from there. */
export type AfterRefusal = boolean | "end" | { from: Params };

/** Decides for each page what to ask, and learns from the answers. */
export interface PagePlan {
  /** Called before each request: the parameters to add, and the number of nodes, if it is to be less than `largest`. */
  ask(largest: number): PageAsk;
  /** Called for a refusal that the page size does not explain. */
  refused?(refusal: GraphError, probe: Probe): AfterRefusal | Promise<AfterRefusal>;
  /** Called for each answered page, with its nodes. Gives those to deliver. Default: all. */
  answered?(nodes: readonly GraphNode[]): readonly GraphNode[] | undefined;
}
