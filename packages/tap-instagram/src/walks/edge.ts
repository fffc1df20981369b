import { NotFoundError, RefusedNameError, type GraphHost, type GraphNode } from "@tap-instagram/core";
import { readEdge, type AccountEdge } from "@tap-instagram/core/edges";
import type { ThingKind } from "../book/thing.ts";
import { warnDropped } from "../log/warn-dropped.ts";
import type { SyncContext, Walk } from "../sync/stream.ts";

/** The entries of a list that hangs on an account, a page at a time. */
export function edgeWalk(edge: AccountEdge, kind: ThingKind = "post"): Walk<GraphNode[]> {
  return {
    name: edge.name,
    async *chunks(context, { account, fields, onLost, signal }) {
      if (!edge.hosts.includes(context.graph.host)) return warnNotServed(context, edge);
      let isServed = false;
      try {
        const pages = readEdge(context.graph, account, edge, {
          fields,
          apiVersion: context.settings.api_version,
          pageSize: context.settings.page_size,
          onDroppedFields: (names) => warnDropped(context, `fields of ${edge.name}`, names, "refused"),
          onLost: (lost) => onLost(lost, kind),
          memory: context.fieldMemory,
          signal,
        });
        for await (const page of pages) {
          isServed = true;
          yield page;
        }
      } catch (error) {
        // The vendor's SDK and its documents do not agree on what each host has: the API decides.
        if (isServed || !isUnknownEdge(error, edge.name)) throw error;
        warnNotServed(context, edge);
      }
    },
  };
}

/**
 * Whether a refusal says that the host does not have the edge. With the subcode 33 it is about the account: it cannot be
 * read now, as in the outage of May 2026, and that is not an empty list.
 */
export function isUnknownEdge(error: unknown, name: string): boolean {
  if (error instanceof NotFoundError) return error.subcode !== 33;
  return error instanceof RefusedNameError && error.names.includes(name);
}

const logins: { readonly [Host in GraphHost]: string } = {
  facebook: "Facebook Login",
  instagram: "Instagram Login",
};

function warnNotServed(
  { graph, warnOnce }: Pick<SyncContext, "graph" | "warnOnce">,
  edge: AccountEdge,
): void {
  const others = edge.hosts.filter((host) => host !== graph.host).map((host) => logins[host]);
  const advice = others.length > 0 ? `. Use ${others.join(" or ")} to read it` : "";
  warnOnce(
    `The API does not serve ${edge.name} with ${logins[graph.host]}. The stream ${edge.name} stays empty${advice}`,
  );
}
