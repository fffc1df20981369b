import * as v from "valibot";
import type { ErrorFactory, RequestErrors } from "../errors/error-factory.ts";
import { batchItem, refusalIn } from "../envelope.ts";
import { pathOf, relativeUrl, type NodeOutcome, type NodeRequest } from "./node-request.ts";
import { contextOf, type GraphRequest } from "../http/request.ts";
import { readBody, type Reading } from "../http/transport.ts";
import type { Budget } from "../pacing/budget.ts";
import { readUsage, type Usage } from "../pacing/usage.ts";

/** Puts requests into one batch. https://developers.facebook.com/docs/graph-api/batch-requests */
export function batchRequest(requests: readonly NodeRequest[], budget: Budget): GraphRequest {
  const items = requests.map((request) => ({ method: "GET", relative_url: relativeUrl(request) }));
  return {
    method: "POST",
    params: { batch: JSON.stringify(items) },
    budget,
    quotaCalls: items.length,
    canBeSplit: items.length > 1,
  };
}

/** Reads one item of the answer. Each item has its own usage headers; the whole answer may have none. */
export function readItem(
  answer: unknown,
  request: NodeRequest,
  errorsOf: ErrorFactory,
): { outcome: NodeOutcome; usages: Usage[] } {
  const errors = () => errorsOf(contextOf({ method: "GET", ...pathOf(request), params: request.params }));
  const item = v.safeParse(batchItem, answer);
  if (!item.success) return { outcome: outcomeOf(withoutItem(answer, errors())), usages: [] };
  const { code, headers = [], body = "" } = item.output;
  const values = new Map(headers.map(({ name, value }) => [name.toLowerCase(), value]));
  return {
    outcome: outcomeOf(readBody(body, { status: code }, v.unknown(), errors)),
    usages: readUsage({ get: (name) => values.get(name) ?? null }),
  };
}

/** An item is `null` when the server gave up on it. Some items are an error without a code around it. */
function withoutItem(answer: unknown, errors: RequestErrors): Reading<unknown> {
  if (answer === null || answer === undefined) {
    return { error: errors.broken("aborted-item", "The batch ended before this item was answered") };
  }
  const bare = refusalIn(answer);
  if (bare) return { error: errors.refusal(bare, { status: 500 }) };
  return { error: errors.broken("unexpected-shape", "The batch item has neither a code nor an error") };
}

function outcomeOf(reading: Reading<unknown>): NodeOutcome {
  return "body" in reading ? { ok: true, body: reading.body } : { ok: false, error: reading.error };
}
