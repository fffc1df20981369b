import { missingPermission } from "../errors/refusals.ts";
import { pageList } from "../graph/page-list.ts";
import { plainField, renderNode } from "../graph/render-node.ts";
import type { Edge, EdgeRequest, Json } from "../graph/node.ts";
import { seesPage } from "../tokens/visibility.ts";
import type { Page } from "../world/model.ts";

const defaultFields = ["access_token", "category", "category_list", "name", "id", "tasks"].map(plainField);

function list(pages: readonly Page[], path: string, request: EdgeRequest): Json {
  const { call, fields } = request;
  return pageList(pages, request, {
    path,
    idOf: (page) => page.id,
    render: (page) => renderNode(call.nodes.page(page), fields ?? defaultFields, call, true),
  });
}

/** The Pages the token's owner has a role on. Where none is visible the list is empty, without an error. */
export function myPagesEdge(): Edge {
  return (request) => {
    const { grant, simulation } = request.call;
    if (!grant.scopes.has("pages_show_list")) throw missingPermission("pages_show_list");
    const visible = simulation.world.pages.filter((page) => seesPage(grant, page, simulation.behaviour));
    return list(visible, "me/accounts", request);
  };
}

/** The Pages a business owns, or works on for a client. */
export function businessPagesEdge(role: Page["businessRole"]): Edge {
  return (request) => {
    const { world } = request.call.simulation;
    const pages = world.pages.filter((page) => page.businessOwned && page.businessRole === role);
    return list(pages, `${world.businessId}/${role === "owner" ? "owned_pages" : "client_pages"}`, request);
  };
}
