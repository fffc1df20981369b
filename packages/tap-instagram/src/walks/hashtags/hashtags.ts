import { countText } from "../../log/count-text.ts";
import { NotFoundError, QuotaExhaustedError, type GraphError, type GraphNode } from "@tap-instagram/core";
import {
  findHashtag,
  hashtagsPerWeek,
  readHashtagMedia,
  readSearchedHashtags,
  type HashtagList,
} from "@tap-instagram/core/edges";
import { warnDropped } from "../../log/warn-dropped.ts";
import { isOfOne } from "../../sync/outcome/ends-run.ts";
import { fewOf } from "../../sync/sample.ts";
import type { SyncContext, Walk, WalkRequest } from "../../sync/stream.ts";
import { inTurn, knownHashtags, memoryOf, type KnownHashtag } from "./known-hashtags.ts";

/** A word of the settings, or a page of its posts. */
export interface HashtagChunk {
  readonly word: string;
  /** `undefined` where the word has no hashtag that Instagram shows. */
  readonly id: string | undefined;
  /** True for the first chunk of the word. */
  readonly isFirst: boolean;
  /** Why its posts are not whole. */
  readonly failure?: GraphError | undefined;
  readonly page?: { readonly list: HashtagList; readonly posts: readonly GraphNode[] } | undefined;
}

const lists: readonly HashtagList[] = ["recent", "top"];

/**
 * The hashtags that the settings name, one after the other: they share the quota of the app, and the account's budget of
 * 30 in 7 days. Those that have a place in it come first. Their posts are read where a stream asks for fields.
 */
export const hashtagsWalk: Walk<HashtagChunk> = {
  name: "hashtags",
  isSameForAll: true,
  sizeOf: ({ page }) => page?.posts.length ?? 1,
  async *chunks(context, request) {
    const words = wordsIn(context);
    if (words.length === 0) return;
    const { graph } = context;
    const { account, signal, remembered } = request;
    const searched = await readSearchedHashtags(graph, account, signal);
    const known = knownHashtags(remembered, searched);
    const isSearched = (id: string | undefined): boolean => searched.some((one) => one.id === id);
    let free = hashtagsPerWeek - searched.length;
    let spent: GraphError | undefined;
    const read = new Map<string, KnownHashtag>(known);
    try {
      for (const word of fewOf(inTurn(words, known, isSearched), context.sample)) {
        let id = known.get(word)?.id;
        let isFirst = true;
        let failure: GraphError | undefined;
        if (!isSearched(id) && (spent !== undefined || free <= 0)) {
          request.onLost({ id: word, field: undefined, error: spent ?? noPlaceFor(word) }, "hashtag");
          continue;
        }
        try {
          id ??= await findHashtag(graph, account, word, signal);
          if (id === undefined)
            context.warnOnce(
              `There is no hashtag for the word ${word}, or Instagram does not show it. Check the setting hashtags`,
            );
          else if (!isSearched(id)) free -= 1;
          for (const list of id === undefined || request.fields.length === 0 ? [] : lists)
            for await (const posts of pagesOf(context, request, { word, id }, list)) {
              yield { word, id, isFirst, page: { list, posts } };
              isFirst = false;
            }
          if (id !== undefined)
            read.set(word, { id, readOn: new Date(context.nowMs).toISOString().slice(0, 10) });
        } catch (error) {
          const isSpent = error instanceof QuotaExhaustedError && error.reason === "hashtag-quota";
          if (!isSpent && !isOfOne(error)) throw error;
          if (isSpent) spent = error;
          // An id that is not known any more is looked up again.
          if (error instanceof NotFoundError) read.delete(word);
          if (id === undefined) {
            request.onLost({ id: word, field: undefined, error }, "hashtag");
            continue;
          }
          failure = error;
        }
        if (isFirst || failure) yield { word, id, isFirst, failure };
      }
    } finally {
      request.remember(memoryOf(words, read));
    }
  },
};

/** Pages of posts, up to the most that the settings allow. */
async function* pagesOf(
  context: SyncContext,
  { account, fields, onLost, signal }: WalkRequest,
  { word, id = "" }: Pick<HashtagChunk, "word" | "id">,
  list: HashtagList,
): AsyncGenerator<readonly GraphNode[], void, undefined> {
  let left = context.settings.hashtag_max_posts;
  const pages = readHashtagMedia(context.graph, account, id, list, {
    fields,
    onDroppedFields: (names) => warnDropped(context, `fields of ${list} posts of hashtags`, names, "refused"),
    onLost: (lost) => onLost(lost, "post"),
    memory: context.fieldMemory,
    signal,
  });
  for await (const posts of pages) {
    yield posts.slice(0, left);
    left -= posts.length;
    if (left > 0) continue;
    context.logger.info(
      `#${word}: reading stops at ${countText(context.settings.hashtag_max_posts, `${list} post`)}, as the setting hashtag_max_posts says`,
    );
    return;
  }
}

function noPlaceFor(word: string): QuotaExhaustedError {
  return new QuotaExhaustedError(
    `Not asked for #${word}: the account has queried ${hashtagsPerWeek} other hashtags in the last 7 days, and Meta allows no more`,
    { endpoint: "GET /ig_hashtag_search", reason: "hashtag-quota" },
  );
}

/** The words of the setting, each once, as the API writes them. */
function wordsIn(context: SyncContext): readonly string[] {
  const { hashtags = [] } = context.settings;
  const streams = "The streams hashtags and hashtag_media stay empty";
  if (context.graph.host !== "facebook") {
    context.warnOnce(
      `The API does not show hashtags with Instagram Login. ${streams}. Use Facebook Login to read them`,
    );
    return [];
  }
  const all = hashtags.map((word) => word.trim().replace(/^#/, "").toLowerCase());
  const words = [...new Set(all.filter((word) => word !== ""))];
  if (words.length === 0) context.warnOnce(`${streams}: the setting hashtags is empty. Add words to it`);
  return words;
}
