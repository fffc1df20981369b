import type { GraphError } from "../../graph/errors/errors.ts";
import type { NodeOutcome } from "../../graph/many/node-request.ts";
import { budgetOf } from "../accounts/account.ts";
import { scoutsAmong, type Trials } from "../insights/trials.ts";
import type { MediaNode } from "../media/media-node.ts";
import { commentsPageSize, mediaField, withReplies } from "./comment-page.ts";
import type { CommentsPlace } from "./comments-edge.ts";

/** Up to so many media are asked without a trial: even if all of them are refused, that costs no more than a dozen calls. */
const fewEnoughToAsk = 12;

/** Asks for the first page of comments of each media; those that were tried before are not asked again. */
export async function askFor(
  { graph, account, fields, signal }: CommentsPlace,
  ids: readonly string[],
  tried: Map<string, NodeOutcome>,
): Promise<(NodeOutcome | undefined)[]> {
  const params = { fields: withReplies(fields.names), limit: commentsPageSize };
  const untried = ids.filter((id) => !tried.has(id));
  const answers = await graph.readMany({
    requests: untried.map((id) => ({ id, edge: "comments", params, ownerField: mediaField })),
    budget: budgetOf(account),
    areAnonymous: !fields.names.includes(mediaField),
    signal,
  });
  const all = new Map([...tried, ...untried.map((id, position) => [id, answers[position]] as const)]);
  tried.clear();
  return ids.map((id) => all.get(id));
}

/** The refusal that every media of the account would get, found out with a few of them. */
export async function refusalOfAll(
  place: CommentsPlace,
  media: readonly MediaNode[],
  trials: Trials,
  tried: Map<string, NodeOutcome>,
): Promise<GraphError | undefined> {
  if (media.length <= fewEnoughToAsk) return undefined;
  const result = await trials.resultOf(place.account.id, async () => {
    let refusal: GraphError | undefined;
    for (const one of scoutsAmong(media)) {
      const [outcome] = await askFor(place, [one.id], new Map());
      if (!outcome || (!outcome.ok && (await isRepaired(place, [{ one: [0, one], error: outcome.error }]))))
        return { culprits: [] };
      tried.set(one.id, outcome);
      if (outcome.ok || !isOfAll(outcome.error)) return { culprits: [] };
      refusal = outcome.error;
    }
    return { refusal, culprits: [] };
  });
  return result.refusal;
}

/** A refusal that may hold for every media of the account; others are about the one media or about this moment. */
function isOfAll({ kind }: GraphError): boolean {
  return kind === "permission" || kind === "misuse";
}

/** A media and its position, and how its comments were refused. */
export interface RefusedComments {
  one: [number, MediaNode];
  error: GraphError;
}

/** Whether the refusals are about a field, which is then dropped. The first may be refused for a reason of its own. */
export async function isRepaired(
  { graph, account, fields, signal }: CommentsPlace,
  refused: readonly RefusedComments[],
): Promise<boolean> {
  const ends = [refused[0], refused.at(-1)].filter((one) => one !== undefined);
  for (const { one, error } of new Set(ends)) {
    const [, { id }] = one;
    const budget = budgetOf(account);
    const read = (names: readonly string[]) =>
      graph.get({
        node: id,
        edge: "comments",
        params: { fields: withReplies(names), limit: commentsPageSize },
        budget,
        signal,
      });
    if (await fields.repair(error, read)) return true;
  }
  return false;
}
