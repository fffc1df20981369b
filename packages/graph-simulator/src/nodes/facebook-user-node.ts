import { myPagesEdge } from "../edges/pages-edge.ts";
import { missingBusinessPermission } from "../errors/refusals.ts";
import { pageList } from "../graph/page-list.ts";
import { renderNode } from "../graph/render-node.ts";
import type { Call } from "../graph/node.ts";
import type { Edge, GraphNode } from "../graph/node.ts";
import { defineNode, type NodeTable } from "../graph/define-node.ts";

const businessesEdge: Edge = (request) => {
  const { call, fields } = request;
  if (!call.grant.scopes.has("business_management")) throw missingBusinessPermission();
  const business = call.nodes.business();
  return pageList([business], request, {
    path: "me/businesses",
    idOf: (one) => one.id,
    render: (one) => renderNode(one, fields, call, true),
  });
};

const permissionsEdge: Edge = ({ call }) => ({
  data: [
    ...[...call.grant.scopes].map((permission) => ({ permission, status: "granted" })),
    ...[...call.grant.declined].map((permission) => ({ permission, status: "declined" })),
  ],
});

const fieldTable: NodeTable<Call> = {
  template: "me",
  typeName: "User",
  defaultFields: ["name", "id"],
  fields: {
    id: (call) => call.grant.userId,
    name: () => "Sam Simulator",
  },
  edges: {
    accounts: () => myPagesEdge(),
    businesses: () => businessesEdge,
    permissions: () => permissionsEdge,
  },
};

/** The person, or the system user, behind the token. */
export function facebookUserNode(call: Call): GraphNode {
  return defineNode(fieldTable, call, call.grant.userId, { kind: "app" });
}
