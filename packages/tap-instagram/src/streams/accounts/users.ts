import { utcTimestampOf, type InstagramAccount } from "@tap-instagram/core";
import { accountFields } from "@tap-instagram/core/matrix";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf, key, timestamp, type Columns } from "../../columns/column.ts";
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
  open: ({ nowMs }, selected) => {
    const read = columnReader(columns, selected);
    return async (account) => {
      const misshapen = new MisshapenFields();
      const row = read(account.profile, misshapen.of(account));
      const rows = [{ ...row, ...ownerOf(account), id: account.id, snapshot_at: utcTimestampOf(nowMs) }];
      return { rows, lacks: misshapen.lacks };
    };
  },
};
