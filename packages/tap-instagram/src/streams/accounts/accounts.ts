import type { InstagramAccount } from "@tap-instagram/core";
import { key, readColumns, text, texts, type Columns } from "../../columns/column.ts";
import { ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";

const columns: Columns = {
  business_account_id: key("Id of the Instagram account"),
  username: text("Username"),
  page_id: text("Id of the Facebook Page it is linked to; null with Instagram Login"),
  page_name: text("Name of that Page"),
  tasks: texts("What the token's owner may do with the Page: ANALYZE, MANAGE, …"),
};

/** One record per account: how the token comes to it. */
export const accounts: StreamDefinition<InstagramAccount> = {
  name: "accounts",
  description:
    "The accounts the token can read, the Pages they are linked to, and what the token's owner may do there; no call of quota",
  columns,
  keyProperties: ["business_account_id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  open: () => async (account) => {
    const { username, pageName, tasks } = account;
    return {
      rows: [{ ...readColumns(columns, { username, page_name: pageName, tasks }), ...ownerOf(account) }],
    };
  },
};
