import { utcTimestamp, type MediaNode } from "@tap-instagram/core";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf } from "../../columns/column.ts";
import { ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { mediaColumnsOf } from "../shared/media-columns.ts";
import { ofComments } from "../shared/permissions.ts";
import { incrementalStartMs } from "../shared/start.ts";

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
  replicationKey: "timestamp",
  selectedByDefault: false,
  permissions: ofComments,
  // A post can be tagged long after its publication: only a catalog that asks for it reads what is new alone.
  startMs: (context) =>
    context.isIncremental ? incrementalStartMs(context, context.settings.media_lookback_days) : undefined,
  request: (selected) => ({ fields: [...new Set([...fieldsOf(columns, selected), "timestamp"])] }),
  open: (_, selected) => {
    const read = columnReader(columns, selected, ["timestamp"]);
    return async (page, account, _signal, range) => {
      const misshapen = new MisshapenFields();
      const rows = page
        .filter((node) => range.includes(utcTimestamp(node["timestamp"])))
        .map((node) => Object.assign(read(node, misshapen.of(node)), ownerOf(account)));
      return { rows, lacks: misshapen.lacks };
    };
  },
};
