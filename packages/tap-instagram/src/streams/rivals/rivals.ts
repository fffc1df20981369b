import { rivalFields } from "@tap-instagram/core/edges";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf, key, text, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import type { RivalProfile } from "../../walks/rivals.ts";
import { snapshotDateColumn, snapshotDateOf } from "../shared/snapshot-date.ts";

const columns: Columns = {
  ...ownerColumns,
  username: key("Username, as the setting rivals has it"),
  snapshot_date: snapshotDateColumn,
  id: text("Id of the account", { field: null }),
  ...fieldColumns(rivalFields),
  unavailable_reason: text(
    "Why the API shows nothing of it; null where it does. It does not tell an unknown name from a personal account or an age limit",
    { field: null },
  ),
};

/** One record per rival and day of sync. */
export const rivals: StreamDefinition<RivalProfile> = {
  name: "rivals",
  description:
    "Profiles of the accounts in the setting rivals, as everyone sees them (Facebook Login): one call of the app's quota each. Each day's sync adds a record",
  columns,
  keyProperties: ["username", "snapshot_date"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  addsSnapshots: true,
  request: (selected) => ({ fields: fieldsOf(columns, selected) }),
  open: (context, selected) => {
    const read = columnReader(columns, selected);
    return async ({ username, profile }, account) => {
      const misshapen = new MisshapenFields();
      const node = {
        ...profile,
        username,
        snapshot_date: snapshotDateOf(context),
        unavailable_reason: profile ? undefined : "unknown name, personal account or age limit",
      };
      const rows = [{ ...read(node, misshapen.of({ id: username })), ...ownerOf(account) }];
      return { rows, lacks: misshapen.lacks };
    };
  },
};
