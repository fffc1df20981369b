import type { GraphClient } from "../../graph/client.ts";
import type { NodeOutcome } from "../../graph/many/node-request.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import type { FieldMemory } from "../fields/field-memory.ts";
import { canBeAboutFields } from "../fields/find-refused-field.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import { Trials } from "../insights/trials.ts";
import type { MediaNode } from "../media/media-node.ts";
import { mediaField } from "./comment-page.ts";
import { askFor, isRepaired, refusalOfAll, type RefusedComments } from "./ask-comments.ts";
import { firstPage, restOf, type CommentsOutcome, type CommentsPlace } from "./comments-edge.ts";

/** What to read of each comment. */
export interface CommentsOptions {
  /** Names of `commentFields`. Default: only the ids. */
  fields?: readonly string[] | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  /** What is known of fields that the API refuses. Default: what the reader learns. */
  memory?: FieldMemory | undefined;
}

/** Reads comments. It remembers which fields the API refuses. */
export interface CommentsReader {
  /** Gives one outcome per media, in order, for one call each, in batches. Rejects only when aborted. */
  read(
    account: Pick<InstagramAccount, "id">,
    media: readonly MediaNode[],
    signal?: AbortSignal,
  ): Promise<CommentsOutcome[]>;
}

/**
 * Makes a reader of comments and replies, newest comments first. Each media costs one call, so ask only about media with
 * comments. https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-media/comments
 *
 * @example
 * ```ts
 * import { createCommentsReader, createGraphClient, readMedia } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * const reader = createCommentsReader(graph, { fields: ["text", "username", "timestamp"] });
 * for await (const page of readMedia(graph, account, { fields: ["comments_count"] })) {
 *   const commented = page.filter((post) => post["comments_count"] !== 0);
 *   for (const outcome of await reader.read(account, commented)) {
 *     if (!outcome.ok) continue;
 *     console.log(outcome.comments);
 *     for await (const more of outcome.rest?.() ?? []) console.log(more);
 *   }
 * }
 * ```
 */
export function createCommentsReader(graph: GraphClient, options: CommentsOptions = {}): CommentsReader {
  const fields = new RequestedFields(["id", mediaField, ...(options.fields ?? [])], {
    place: "comment",
    memory: options.memory,
    onDropped: (names) => {
      const wanted = names.filter((name) => name !== mediaField);
      if (wanted.length > 0) options.onDroppedFields?.(wanted);
    },
  });

  const trials = new Trials();
  /** Accounts whose refusals were found to be about no field. */
  const refusing = new Set<string>();

  return {
    async read(account, media, signal) {
      const place: CommentsPlace = { graph, account, fields, signal };
      const outcomes: CommentsOutcome[] = [];
      const tried = new Map<string, NodeOutcome>();
      const refusal = await refusalOfAll(place, media, trials, tried);
      if (refusal) return media.map(() => ({ ok: false, error: refusal }));
      let pending = [...media.entries()];
      while (pending.length > 0) {
        const asked = fields.names;
        const ids = pending.map(([, { id }]) => id);
        const answers = await askFor(place, ids, tried);
        const again: typeof pending = [];
        const doubtful: RefusedComments[] = [];
        for (const [position, one] of pending.entries()) {
          const [index, { id }] = one;
          const answer = answers[position];
          if (!answer) continue;
          if (answer.ok) outcomes[index] = firstPage(answer.body, id, place);
          else if (fields.dropRefused(answer.error, asked)) again.push(one);
          else if (answer.error.kind === "too-much-data")
            outcomes[index] = {
              ok: true,
              comments: [],
              rest: () => restOf(place, { mediaId: id, unfinished: [], next: {} }),
            };
          else {
            outcomes[index] = { ok: false, error: answer.error };
            if (canBeAboutFields(answer.error)) doubtful.push({ one, error: answer.error });
          }
        }
        if (doubtful.length > 0 && !refusing.has(account.id)) {
          const isMended = asked !== fields.names || (await isRepaired(place, doubtful));
          if (isMended) again.push(...doubtful.map(({ one }) => one));
          else if (doubtful.length > 1) refusing.add(account.id);
        }
        pending = again;
      }
      return outcomes;
    },
  };
}
