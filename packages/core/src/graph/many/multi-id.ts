import type { AdaptiveSize } from "../pacing/adaptive-size.ts";
import * as v from "valibot";
import { node, type GraphNode } from "../envelope.ts";
import { GraphError } from "../errors/errors.ts";
import type { GraphErrorKind } from "../errors/table/error-rule.ts";
import { pathOf, type NodeOutcome, type NodeRequest } from "./node-request.ts";
import type { Sender } from "../sender.ts";
import type { Budget } from "../pacing/budget.ts";

/** Failures that say something about the host or the whole request, not about one id among many. */
const sharedKinds = new Set<GraphErrorKind>(["auth", "quota-exhausted", "transient"]);

/** A refused group of so many is read one by one: splitting it further would cost more than it saves. */
const fewEnoughToReadAlone = 10;

/**
 * Answers requests that differ only in their id, many ids to a request (`ids=`). The API answers all or nothing, so
 * that a refused group is split into groups of the root of its size, and those into single reads: one bad id among
 * 50 costs 15 more requests, not 50.
 */
export async function readByIds(
  sender: Sender,
  size: AdaptiveSize,
  many: { requests: readonly NodeRequest[]; budget: Budget; signal?: AbortSignal | undefined },
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
      );
      size.succeeded();
      const unanswered: number[] = [];
      for (const [position, index] of indices.entries()) {
        const body = answer[requests[position]?.id ?? ""];
        if (body === undefined) unanswered.push(index);
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
  /** A permission may be lacking for one id or for all: the first and the last tell, at two calls instead of one each. */
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
    outcomes[index] = await readSingle(sender, request, many.budget, many.signal);
    if (outcomes[index]?.ok) size.succeeded();
  };
  const readSlice = (indices: readonly number[]): Promise<void> =>
    indices.length === 1 && indices[0] !== undefined ? readAlone(indices[0]) : readGroup(indices);

  await Promise.all(groups.flatMap((group) => chunk(group, size.current)).map(readSlice));
  return outcomes;
}

/** One request, one node. */
export async function readSingle(
  sender: Sender,
  request: NodeRequest,
  budget: Budget,
  signal?: AbortSignal,
): Promise<NodeOutcome> {
  try {
    const body: GraphNode = await sender.send(
      { method: "GET", path: pathOf(request), params: request.params, budget, quotaCalls: 1 },
      node,
      signal,
    );
    return { ok: true, body };
  } catch (error) {
    if (error instanceof GraphError) return { ok: false, error };
    throw error;
  }
}

function idsRequest(requests: readonly NodeRequest[], first: NodeRequest, budget: Budget) {
  return {
    method: "GET" as const,
    path: first.edge ?? "",
    params: { ...first.params, ids: requests.map(({ id }) => id) },
    budget,
    quotaCalls: requests.length,
  };
}

/** Indices of requests that share edge, parameters and kind; an id asked for twice goes into another group. */
function groupAlike(requests: readonly NodeRequest[]): number[][] {
  const groups = new Map<string, number[]>();
  const timesSeen = new Map<string, number>();
  for (const [index, { id, edge, params, kind }] of requests.entries()) {
    const question = JSON.stringify([edge ?? null, params, kind ?? null]);
    const times = timesSeen.get(id + question) ?? 0;
    timesSeen.set(id + question, times + 1);
    const group = groups.get(`${times}${question}`) ?? [];
    group.push(index);
    groups.set(`${times}${question}`, group);
  }
  return [...groups.values()];
}

/** A list in pieces of at most `size`. */
export function chunk<T>(list: readonly T[], size: number): T[][] {
  const pieces: T[][] = [];
  for (let start = 0; start < list.length; start += size) pieces.push(list.slice(start, start + size));
  return pieces;
}
