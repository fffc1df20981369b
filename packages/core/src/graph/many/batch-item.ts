import * as v from "valibot";
import type { ErrorFactory, RequestErrors } from "../errors/error-factory.ts";
import { batchItem, refusalIn, type BatchItem } from "../envelope.ts";
import { pathOf, relativeUrls, type NodeOutcome, type NodeRequest } from "./node-request.ts";
import { contextOf, type GraphRequest } from "../http/request.ts";
import { readBody, type Reading } from "../http/transport.ts";
import type { Budget } from "../pacing/budget.ts";
import type { readUsage, Usage } from "../pacing/usage.ts";

/** Puts requests into one batch. https://developers.facebook.com/docs/graph-api/batch-requests */
export function batchRequest(requests: readonly NodeRequest[], budget: Budget): GraphRequest {
  const addressOf = relativeUrls();
  const items = requests.map((request) => ({ method: "GET", relative_url: addressOf(request) }));
  return {
    method: "POST",
    params: { batch: JSON.stringify(items) },
    budget,
    quotaCalls: items.length,
    canBeSplit: items.length > 1,
  };
}

/**
 * Reads one item of the answer. Each item has its own usage headers; the whole answer may have none.
 *
 * @param usageIn Reads them.
 */
export function readItem(
  answer: unknown,
  request: NodeRequest,
  errorsOf: ErrorFactory,
  usageIn: typeof readUsage,
): { outcome: NodeOutcome; usages: Usage[] } {
  const errors = () => errorsOf(contextOf({ method: "GET", ...pathOf(request), params: request.params }));
  const item = plainItem(answer) ?? schemaItem(answer);
  if (!item) return { outcome: outcomeOf(withoutItem(answer, errors())), usages: [] };
  const { code, headers = [], body = "" } = item;
  return {
    outcome: outcomeOf(readBody(body, { status: code }, v.unknown(), errors)),
    usages: usageIn({
      get: (wanted) => headers.findLast(({ name }) => name.toLowerCase() === wanted)?.value ?? null,
    }),
  };
}

function schemaItem(answer: unknown): BatchItem | undefined {
  const item = v.safeParse(batchItem, answer);
  return item.success ? item.output : undefined;
}

/** What `batchItem` makes of the usual item, without the time that a schema takes. Gives nothing for any other item. */
function plainItem(answer: unknown): BatchItem | undefined {
  if (!isObject(answer)) return undefined;
  const { code, headers, body } = answer;
  if (typeof code !== "number" || typeof body !== "string") return undefined;
  return Array.isArray(headers) && headers.every(isHeader) ? { code, headers, body } : undefined;
}

function isHeader(value: unknown): value is { name: string; value: string } {
  return isObject(value) && typeof value["name"] === "string" && typeof value["value"] === "string";
}

function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null;
}

/** An item is `null` when the server gave up on it. Some items are an error without a code around it. */
function withoutItem(answer: unknown, errors: RequestErrors): Reading<unknown> {
  if (answer === null || answer === undefined) {
    return { error: errors.broken("aborted-item", "The batch ended before this item was answered") };
  }
  const status = 500;
  const bare = refusalIn(answer, status);
  if (bare) return { error: errors.refusal(bare, { status }) };
  return { error: errors.broken("unexpected-shape", "The batch item has neither a code nor an error") };
}

function outcomeOf(reading: Reading<unknown>): NodeOutcome {
  return "body" in reading ? { ok: true, body: reading.body } : { ok: false, error: reading.error };
}
