import { rivalMediaFields } from "@tap-instagram/core/edges";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf, key, text, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { rivalNames, type RivalPosts } from "../../walks/rivals.ts";
import { incrementalStartMs } from "../shared/start.ts";

const columns: Columns = {
  ...ownerColumns,
  id: key("Id of the post"),
  username: text("Username, as the setting rivals has it", { field: null }),
  ...fieldColumns(rivalMediaFields),
};

/** One record per post of a rival. */
export const rivalMedia: StreamDefinition<RivalPosts> = {
  name: "rival_media",
  description:
    "Posts of the accounts in the setting rivals, as everyone sees them, with their views (Facebook Login): one call of the app's quota per 50 posts",
  columns,
  keyProperties: ["id"],
  replicationMethod: "INCREMENTAL",
  replicationKey: "timestamp",
  selectedByDefault: false,
  request: (selected) => ({ fields: [...new Set([...fieldsOf(columns, selected), "timestamp"])] }),
  startMs: (context) => {
    if (!context.isIncremental) return undefined;
    const { media_lookback_days: days } = context.settings;
    const { rivals: read } = context.remembered;
    // A bookmark holds for all rivals: with a new one, all are read again from the start.
    const isNew = rivalNames(context.settings).some((name) => !Array.isArray(read) || !read.includes(name));
    return incrementalStartMs(isNew ? { ...context, bookmarkMs: undefined } : context, days);
  },
  open: (_, selected) => {
    const read = columnReader(columns, selected, ["timestamp"]);
    return async ({ username, posts }, account) => {
      const misshapen = new MisshapenFields();
      const rows = posts.map((post) => ({
        ...read({ ...post, username }, misshapen.of(post)),
        ...ownerOf(account),
      }));
      return { rows, lacks: misshapen.lacks };
    };
  },
};
