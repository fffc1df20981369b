import type { AdaptiveSize } from "../pacing/adaptive-size.ts";
import * as v from "valibot";
import { GraphError } from "../errors/errors.ts";
import type { GraphErrorKind } from "../errors/table/error-rule.ts";
import { chunk } from "./chunk.ts";
import { isOfOtherNode } from "./identity.ts";
import type { ManyRequest, NodeOutcome, NodeRequest } from "./node-request.ts";
import { readSingle } from "./single.ts";
import type { Sender } from "../sender.ts";
import type { Budget } from "../pacing/budget.ts";

/** Failures that concern the host or the whole request, not one id of it. */
const sharedKinds = new Set<GraphErrorKind>(["auth", "quota-exhausted", "transient"]);

/** A refused group of this size is read one by one: splitting it would cost more calls than it saves. */
const fewEnoughToReadAlone = 10;

/**
 * Answers requests that differ only in their id, with many ids per request (`ids=`). The API answers all ids or none. A
 * refused group is split into groups of the square root of its size, and those into single reads: one bad id among 50
 * costs 15 more requests, not 50.
 */
export async function readByIds(
  sender: Sender,
  size: AdaptiveSize,
  many: ManyRequest,
): Promise<NodeOutcome[]> {
  const outcomes: NodeOutcome[] = [];
  const groups = groupAlike(many.requests);

  const readGroup = async (indices: readonly number[]): Promise<void> => {
    const requests = indices.flatMap((index) => many.requests[index] ?? []);
    const [first] = requests;
    if (!first) return;
    try {
      const answer = await sender.send(
        idsRequest(requests, first, many.budget),
        v.record(v.string(), v.unknown()),
        many.signal,
        many.maxRetries,
      );
      size.succeeded();
      const unanswered: number[] = [];
      for (const index of indices) {
        const request = many.requests[index];
        const body = request && answer[request.id];
        if (!request || body === undefined || body === null || isOfOtherNode(body, request, many.budget))
          unanswered.push(index);
        else outcomes[index] = { ok: true, body };
      }
      await Promise.all(unanswered.map((index) => readAlone(index)));
    } catch (error) {
      if (!(error instanceof GraphError)) throw error;
      if (sharedKinds.has(error.kind) || (error.kind === "permission" && (await isLackedByBoth(indices)))) {
        for (const index of indices) outcomes[index] = { ok: false, error };
        return;
      }
      size.shrink();
      const parts = chunk(
        indices,
        indices.length > fewEnoughToReadAlone ? Math.ceil(Math.sqrt(indices.length)) : 1,
      );
      await Promise.all(parts.map(readSlice));
    }
  };
  /** The permission can be missing for one id or for all. Reading the first and the last shows which, in two calls. */
  const isLackedByBoth = async (indices: readonly number[]): Promise<boolean> => {
    for (const index of [indices[0] ?? 0, indices.at(-1) ?? 0]) {
      await readAlone(index);
      const outcome = outcomes[index];
      if (!outcome || outcome.ok || outcome.error.kind !== "permission") return false;
    }
    return true;
  };
  const readAlone = async (index: number): Promise<void> => {
    const request = many.requests[index];
    if (!request) return;
    outcomes[index] = await readSingle({ ...many, request, sender });
    if (outcomes[index]?.ok) size.succeeded();
  };
  const readSlice = (indices: readonly number[]): Promise<void> =>
    indices.length === 1 && indices[0] !== undefined ? readAlone(indices[0]) : readGroup(indices);

  await Promise.all(groups.flatMap((group) => chunk(group, size.current)).map(readSlice));
  return outcomes;
}

function idsRequest(requests: readonly NodeRequest[], first: NodeRequest, budget: Budget) {
  return {
    method: "GET" as const,
    edge: first.edge,
    params: { ...first.params, ids: requests.map(({ id }) => id) },
    budget,
    quotaCalls: requests.length,
  };
}

/** Groups the indices of requests with the same edge, parameters and kind. An id that comes twice goes into another group. */
function groupAlike(requests: readonly NodeRequest[]): number[][] {
  const groups = new Map<string, number[]>();
  const timesSeen = new Map<string, number>();
  for (const [index, { id, edge, params, kind }] of requests.entries()) {
    const shared = JSON.stringify([edge ?? null, params, kind ?? null]);
    const times = timesSeen.get(id + shared) ?? 0;
    timesSeen.set(id + shared, times + 1);
    const group = groups.get(`${times}${shared}`) ?? [];
    group.push(index);
    groups.set(`${times}${shared}`, group);
  }
  return [...groups.values()];
}
