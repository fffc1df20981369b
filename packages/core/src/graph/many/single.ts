import { node, type GraphNode } from "../envelope.ts";
import { GraphError } from "../errors/errors.ts";
import { contextOf, type GraphRequest } from "../http/request.ts";
import type { Budget } from "../pacing/budget.ts";
import type { Sender } from "../sender.ts";
import { isOfOtherNode } from "./identity.ts";
import { pathOf, type NodeOutcome, type NodeRequest } from "./node-request.ts";

/** One request for one node, as part of many. */
export interface Single {
  request: NodeRequest;
  budget: Budget;
  sender: Sender;
  maxRetries?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Reads one node with one request. */
export async function readSingle(single: Single): Promise<NodeOutcome> {
  const { request, budget, sender, maxRetries, signal } = single;
  const { params } = request;
  const asked: GraphRequest = { method: "GET", ...pathOf(request), params, budget, quotaCalls: 1 };
  try {
    const body: GraphNode = await sender.send(asked, node, signal, maxRetries);
    if (!isOfOtherNode(body, request, budget)) return { ok: true, body };
    return { ok: false, error: sender.errors(contextOf(asked)).broken("misplaced", misplaced) };
  } catch (error) {
    if (error instanceof GraphError) return { ok: false, error };
    throw error;
  }
}

/** What is said of an answer that is about something else. */
export const misplaced = "The answer is not about what was asked";
