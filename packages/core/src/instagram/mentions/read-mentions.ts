import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { node, type GraphNode } from "../../graph/envelope.ts";
import { TransientError, type GraphError } from "../../graph/errors/errors.ts";
import type { Fields } from "../../graph/http/params.ts";
import type { NodeOutcome } from "../../graph/many/node-request.ts";
import { budgetOf, type InstagramAccount } from "../accounts/account.ts";
import type { FieldMemory } from "../fields/field-memory.ts";
import { idOf } from "../fields/node-id.ts";
import { canBeAboutFields } from "../fields/find-refused-field.ts";
import { RequestedFields } from "../fields/requested-fields.ts";
import { mentionedCommentFields, mentionedMediaFields } from "./mention-fields.ts";

/** A post whose caption mentions the account, or a comment that does. */
export type MentionKind = "media" | "comment";

/** What became of one id. A comment has the id of its post as `media_id`. */
export type MentionOutcome = { ok: true; node: GraphNode } | { ok: false; error: GraphError };

/** What to read of mentions. */
export interface MentionOptions {
  /** Default: all of `mentionedMediaFields`, or of `mentionedCommentFields`. */
  fields?: readonly string[] | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  /** What is known of fields that the API refuses. Default: forgotten with the read. */
  memory?: FieldMemory | undefined;
  signal?: AbortSignal | undefined;
}

/** A refusal that names no field may be about the one mention. So often a field is searched for without finding one. */
const mostSearches = 2;

/** So many are asked alone before a missing permission is believed for all. */
const scouts = 2;

const ways = {
  media: {
    field: "mentioned_media",
    parameter: "media_id",
    place: "mentioned media",
    table: mentionedMediaFields,
  },
  comment: {
    field: "mentioned_comment",
    parameter: "comment_id",
    place: "mentioned comment",
    table: mentionedCommentFields,
  },
} as const;

/**
 * Reads posts or comments of others that mention an account, by ids that webhooks brought: one call each, in batches.
 * Facebook host only. Stories are refused.
 *
 * @param account The account that they mention.
 * @returns one outcome per id, in order. Rejects only when aborted.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "@tap-instagram/core";
 * import { readMentions } from "@tap-instagram/core/edges";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const ids = ["17920112008086840"];
 * const [mention] = await readMentions(graph, { id: "17841400000000001" }, "media", ids);
 * if (mention?.ok) console.log(mention.node["username"], "mentions us:", mention.node["caption"]);
 * ```
 */
export async function readMentions(
  graph: GraphClient,
  account: Pick<InstagramAccount, "id">,
  kind: MentionKind,
  ids: readonly string[],
  options: MentionOptions = {},
): Promise<MentionOutcome[]> {
  const { field, parameter, place, table } = ways[kind];
  const { fields = table.map(({ name }) => name), memory, onDroppedFields, signal } = options;
  const requested = new RequestedFields(["id", ...fields], {
    place,
    account: account.id,
    memory,
    onDropped: onDroppedFields,
  });
  const ask = (some: readonly string[], names: readonly string[]): Promise<NodeOutcome[]> => {
    const asked: Fields = kind === "comment" ? [...names, { name: "media", fields: ["id"] }] : names;
    return graph.readMany({
      requests: some.map((id) => ({
        id: account.id,
        params: { fields: [{ name: field, by: { parameter, value: id }, fields: asked }] },
      })),
      budget: budgetOf(account),
      signal,
    });
  };
  const outcomes = new Map<number, MentionOutcome>();
  let searches = mostSearches;
  let open = [...ids.keys()];
  while (open.length > 0) {
    // The first one alone: a field that it refuses would be refused by all. After a missing permission, one more.
    const refusalOfAll = permissionLacking(outcomes);
    if (refusalOfAll && outcomes.size >= scouts) {
      for (const position of open) outcomes.set(position, { ok: false, error: refusalOfAll });
      break;
    }
    const some = outcomes.size === 0 || refusalOfAll ? open.slice(0, 1) : open;
    const { names } = requested;
    const answers = await ask(
      some.map((position) => ids[position] ?? ""),
      names,
    );
    const again: number[] = [];
    const unexplained: { position: number; error: GraphError }[] = [];
    for (const [index, position] of some.entries()) {
      const answer = answers[index];
      if (answer === undefined) continue;
      if (!answer.ok && requested.dropRefused(answer.error, names)) again.push(position);
      else {
        outcomes.set(position, answer.ok ? mentionIn(answer.body, field, ids[position]) : answer);
        if (!answer.ok && canBeAboutFields(answer.error)) unexplained.push({ position, error: answer.error });
      }
    }
    const [refused] = unexplained;
    if (refused && searches > 0) {
      const id = ids[refused.position] ?? "";
      if (await requested.repairOutcome(refused.error, (fewer) => ask([id], fewer))) {
        for (const { position } of unexplained) if (outcomes.delete(position)) again.push(position);
      } else searches -= 1;
    }
    open = [...again, ...open.slice(some.length)];
  }
  return ids.flatMap((_, position) => outcomes.get(position) ?? []);
}

/** The first refusal, where a permission lacks for everything that was asked. */
function permissionLacking(outcomes: ReadonlyMap<number, MentionOutcome>): GraphError | undefined {
  const all = [...outcomes.values()];
  const [first] = all;
  return first?.ok === false && all.every((one) => !one.ok && one.error.kind === "permission")
    ? first.error
    : undefined;
}

/** All items of a batch ask about one node, the account: only the id inside tells whose answer it is. */
function mentionIn(body: unknown, field: string, asked: string | undefined): MentionOutcome {
  const parsed = v.safeParse(v.looseObject({ [field]: node }), body);
  const { id: raw, media, ...found } = parsed.success ? (parsed.output[field] ?? {}) : {};
  const id = idOf(raw);
  if (id === undefined || id !== asked) return { ok: false, error: broken(field) };
  const post = v.safeParse(node, media);
  return { ok: true, node: { id, ...found, media_id: post.success ? idOf(post.output["id"]) : undefined } };
}

function broken(field: string): TransientError {
  const endpoint = `GET /{id}?fields=${field}`;
  return new TransientError(`Cannot ${endpoint}: the answer has no ${field} with the id that was asked for`, {
    endpoint,
    reason: "unexpected-shape",
  });
}
