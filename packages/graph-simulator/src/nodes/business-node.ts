import { businessPagesEdge } from "../edges/pages-edge.ts";
import type { GraphNode } from "../graph/node.ts";
import { defineNode, type NodeTable } from "../graph/define-node.ts";

const fieldTable: NodeTable<string> = {
  template: "{business}",
  typeName: "Business",
  defaultFields: ["id", "name"],
  fields: { id: (id) => id, name: () => "Simulated Business" },
  edges: {
    owned_pages: () => businessPagesEdge("owner"),
    client_pages: () => businessPagesEdge("client"),
  },
};

export function businessNode(id: string): GraphNode {
  return defineNode(fieldTable, id, id, { kind: "app" });
}
