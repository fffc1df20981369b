import { NodeValue, type GraphNode } from "../graph/node.ts";
import type { Call } from "../graph/node.ts";
import { isAble } from "../tokens/grant.ts";
import { reachesAccount } from "../tokens/visibility.ts";
import type { Page } from "../world/model.ts";
import { defineNode, type NodeTable } from "../graph/define-node.ts";

function linkedAccount(page: Page, call: Call): NodeValue | undefined {
  const account = call.simulation.world.accountOfPage(page);
  if (account === undefined || !isAble(call.grant, "basic")) return undefined;
  if (!reachesAccount(call.grant, account, call.simulation.world)) return undefined;
  return new NodeValue(call.nodes.igUser(account));
}

const fieldTable: NodeTable<Page> = {
  template: "{page}",
  typeName: "Page",
  defaultFields: ["name", "id"],
  fields: {
    id: (page) => page.id,
    name: (page) => page.name,
    access_token: (page, _field, call) =>
      page.granted ? call.simulation.book.tokens.pages[page.id] : undefined,
    tasks: () => ["ANALYZE", "PROFILE_PLUS_ANALYZE"],
    category: () => "Local business",
    category_list: () => [{ id: "2500", name: "Local business" }],
    link: (page) => `https://www.facebook.com/${page.id}`,
    instagram_business_account: (page, _field, call) => linkedAccount(page, call),
    connected_instagram_account: (page, _field, call) => linkedAccount(page, call),
  },
  edges: {},
};

export function pageNode(page: Page): GraphNode {
  return defineNode(fieldTable, page, page.id, { kind: "pages", id: page.id });
}
