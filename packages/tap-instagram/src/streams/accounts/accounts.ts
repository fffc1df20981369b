import type { InstagramAccount } from "@tap-instagram/core";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, key, text, texts, type Columns } from "../../columns/column.ts";
import { ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";

const columns: Columns = {
  business_account_id: key("Id of the Instagram account"),
  username: text("Username"),
  page_id: text("Id of the linked Facebook Page; null with Instagram Login"),
  page_name: text("Name of that Page"),
  tasks: texts("What the token's owner may do with the Page: ANALYZE, MANAGE, …"),
};

/** One record per account: through which Page the token reaches it. */
export const accounts: StreamDefinition<InstagramAccount> = {
  name: "accounts",
  description:
    "The accounts that the token can read, their Facebook Pages, and what the token's owner may do with them. Costs no API call",
  columns,
  keyProperties: ["business_account_id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  open: (_, selected) => {
    const read = columnReader(columns, selected);
    return async (account) => {
      const misshapen = new MisshapenFields();
      const { username, pageName, tasks } = account;
      const row = read({ username, page_name: pageName, tasks }, misshapen.of(account));
      return { rows: [{ ...row, ...ownerOf(account) }], lacks: misshapen.lacks };
    };
  },
};
