import type { MediaNode } from "@tap-instagram/core";
import { fieldsOf, readColumns } from "../../columns/column.ts";
import { ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { mediaColumnsOf } from "../shared/media-columns.ts";

const columns = mediaColumnsOf("tagged");

/** One record per media of another account that tags the account. */
export const tags: StreamDefinition<MediaNode[]> = {
  name: "tags",
  description:
    "Public posts of others that tag the account (Facebook Login): one API call per page, and one to find the end",
  columns,
  // A post can tag two accounts of one company.
  keyProperties: ["business_account_id", "id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  request: (selected) => ({ fields: fieldsOf(columns, selected) }),
  open: () => async (page, account) => ({
    rows: page.map((node) => ({ ...readColumns(columns, node), ...ownerOf(account) })),
  }),
};
