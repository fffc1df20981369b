import type { GraphNode } from "../envelope.ts";
import type { GraphError } from "../errors/errors.ts";
import type { Params } from "../http/params.ts";

/** What to ask of a page, beside what every page is asked. */
export interface PageAsk {
  params?: Params | undefined;
  /** Nodes; the default is as many as the walk takes. */
  pageSize?: number | undefined;
}

/** Asks for the page at hand in another way, to find out what a refusal is about. Nothing of the answer is delivered. */
export type Probe = (ask: PageAsk) => Promise<ProbeOutcome>;

/** What a probe came to. */
export type ProbeOutcome = { ok: true; nodes: readonly GraphNode[] } | { ok: false; error: GraphError };

/** Decides for each page what to ask, and learns from the answers. */
export interface PagePlan {
  /** Called before each request: the parameters to add, and the number of nodes, if it is to be less than `largest`. */
  ask(largest: number): PageAsk;
  /** Called for a refusal that the page size does not explain. True: call `ask` again; false: give up. */
  refused?(refusal: GraphError, probe: Probe): boolean | Promise<boolean>;
  /** Called for each answered page, with its nodes. Gives those to deliver. Default: all. */
  answered?(nodes: readonly GraphNode[]): readonly GraphNode[] | undefined;
}
