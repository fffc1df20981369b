import { hashtagMediaFields } from "@tap-instagram/core/edges";
import { missingOf } from "../../book/reason-of.ts";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import { columnReader, fieldsOf, key, text, type Columns } from "../../columns/column.ts";
import { fieldColumns } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import type { HashtagChunk } from "../../walks/hashtags/hashtags.ts";
import { publicContent } from "../shared/permissions.ts";

const columns: Columns = {
  ...ownerColumns,
  hashtag_id: key("Id of the hashtag"),
  list: key("The list that has it: recent for posts of the last 24 hours, top for the best of any age"),
  id: key("Id of the post"),
  hashtag: text("The word, as the setting hashtags has it, without #", { field: null }),
  ...fieldColumns(hashtagMediaFields),
};

/** One record per post and list of a hashtag. */
export const hashtagMedia: StreamDefinition<HashtagChunk> = {
  name: "hashtag_media",
  description:
    "Posts of any account with the hashtags of the setting, recent ones and the best ones (Facebook Login): one call of the app's quota per 50 posts of a list, and one to find its end. Each sync adds what it finds; the API keeps recent posts for 24 hours",
  columns,
  keyProperties: ["hashtag_id", "list", "id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  features: publicContent,
  quotaHint: "an account can query 30 different hashtags in 7 days",
  addsSnapshots: true,
  // With a field, the walk reads posts, and not the words alone.
  request: (selected) => ({ fields: [...new Set([...fieldsOf(columns, selected), "media_type"])] }),
  open: (_, selected) => {
    const read = columnReader(columns, selected);
    return async ({ word, id, page, failure }, account) => {
      const misshapen = new MisshapenFields();
      const rows = (page?.posts ?? []).map((post) => ({
        ...read({ ...post, hashtag_id: id, list: page?.list, hashtag: word }, misshapen.of(post)),
        ...ownerOf(account),
      }));
      const lacks = failure ? [missingOf({ kind: "hashtag", id: word }, failure)] : [];
      return { rows, lacks: [...lacks, ...misshapen.lacks] };
    };
  },
};
