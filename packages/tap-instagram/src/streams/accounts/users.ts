import { utcTimestampOf, type InstagramAccount } from "@tap-instagram/core";
import { accountFields } from "@tap-instagram/core/matrix";
import { fieldsOf, key, readColumns, timestamp, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";

const columns: Columns = {
  ...ownerColumns,
  id: key("Id of the Instagram account"),
  ...fieldColumns(accountFields),
  snapshot_at: timestamp(
    "Start of the sync that read the record. The API has current values only, no history",
    {
      field: null,
    },
  ),
};

/** One record per account: its profile as it is now. */
export const users: StreamDefinition<InstagramAccount> = {
  name: "users",
  description: "The accounts: profile and counts at the time of the sync",
  columns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  accountFields: (selected) => fieldsOf(columns, selected),
  open:
    ({ nowMs }) =>
    async (account) => ({
      rows: [
        {
          ...readColumns(columns, account.profile),
          ...ownerOf(account),
          id: account.id,
          snapshot_at: utcTimestampOf(nowMs),
        },
      ],
    }),
};
