import { key, text, type Columns } from "../../columns/column.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import type { HashtagChunk } from "../../walks/hashtags/hashtags.ts";
import { publicContent } from "../shared/permissions.ts";

const columns: Columns = {
  ...ownerColumns,
  hashtag: key("The word, as the setting hashtags has it, without # and in lower case"),
  id: text("Id of the hashtag", { field: null }),
  unavailable_reason: text(
    "Why the API has no hashtag for the word; null where it has one. The reason is the same for a word without any post and for a word that Instagram does not show",
    { field: null },
  ),
};

/** One record per word of the setting. */
export const hashtags: StreamDefinition<HashtagChunk> = {
  name: "hashtags",
  description:
    "The words of the setting hashtags, and the ids that Instagram has for them (Facebook Login): one call of the app's quota each, the first time. An account can query 30 different hashtags in 7 days",
  columns,
  keyProperties: ["hashtag"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  features: publicContent,
  quotaHint: "an account can query 30 different hashtags in 7 days",
  // A word without a place in the budget has no record this time.
  isPartial: () => true,
  open:
    () =>
    async ({ word, id, isFirst }, account) => ({
      rows: !isFirst
        ? []
        : [
            {
              ...ownerOf(account),
              hashtag: word,
              id: id ?? null,
              unavailable_reason:
                id === undefined ? "unknown word, or one that Instagram does not show" : null,
            },
          ],
    }),
};
