import { invalidParameter } from "../errors/refusals.ts";
import { unit } from "../random/hash.ts";
import { readCursor, writeCursor } from "./cursors.ts";
import { link } from "./links.ts";
import type { EdgeRequest, Json } from "./node.ts";

/** How a list is cut into pages. */
export interface PageRules<Item> {
  /** The path of the edge, for links: `1784…/media`. */
  readonly path: string;
  readonly idOf: (item: Item) => string;
  readonly render: (item: Item) => Json;
  /** Largest page, where the edge has its own. */
  readonly maximum?: number | undefined;
  /** Cursors, but no links. */
  readonly withoutLinks?: boolean | undefined;
  /** Whether a link is given after the last item, too. */
  readonly nextAfterLast?: boolean | undefined;
  /** Gets the position asked from; may refuse it. */
  readonly checkStart?: ((start: number) => void) | undefined;
}

interface Window {
  readonly start: number;
  readonly end: number;
  /** Whether this very page was left short or empty before. */
  readonly again: boolean;
}

function pageSize<Item>(request: EdgeRequest, rules: PageRules<Item>): number {
  const { behaviour } = request.call.simulation;
  const text = request.parameters.get("limit");
  const maximum = rules.maximum ?? behaviour.pageSizeMaximum;
  if (text === undefined) return Math.min(maximum, behaviour.pageSizeDefault);
  if (!/^\d+$/.test(text) || Number(text) === 0) {
    throw invalidParameter("Param limit must be a positive integer");
  }
  return Math.min(maximum, Number(text));
}

function windowOf<Item>(items: readonly Item[], request: EdgeRequest, rules: PageRules<Item>): Window {
  const size = pageSize(request, rules);
  const after = request.parameters.get("after");
  const before = request.parameters.get("before");
  /** A cursor outlives the item it was made of. */
  const indexOf = (cursor: string): { readonly found: number; readonly isBefore: boolean } => {
    const { id, position, isBefore } = readCursor(cursor);
    const expected = items[position];
    const isThere = expected !== undefined && rules.idOf(expected) === id;
    const found = isThere ? position : items.findIndex((item) => rules.idOf(item) === id);
    return found < 0 ? { found: position, isBefore: true } : { found, isBefore };
  };
  if (before !== undefined && after === undefined) {
    const { found } = indexOf(before);
    return { start: Math.max(0, found - size), end: found, again: true };
  }
  if (after === undefined) return { start: 0, end: Math.min(items.length, size), again: false };
  const { found, isBefore } = indexOf(after);
  const start = isBefore ? found : found + 1;
  rules.checkStart?.(start);
  return { start, end: Math.min(items.length, start + size), again: isBefore };
}

/** The page as served: whole, unless pages are to be short or empty at times. */
function served(request: EdgeRequest, path: string, { start, end, again }: Window): number {
  const { seed, behaviour } = request.call.simulation;
  if (behaviour.shortPages === "never" || again) return end;
  const draw = unit(seed, "short-page", path, start);
  if (draw < 0.25) return start;
  return draw < 0.5 ? Math.ceil((start + end) / 2) : end;
}

/** One page of a list with its paging object. `paging.next` is absent on the last page, cursors are not. */
export function pageList<Item>(items: readonly Item[], request: EdgeRequest, rules: PageRules<Item>): Json {
  const window = windowOf(items, request, rules);
  const { start } = window;
  const first = items[start];
  if (first === undefined || window.end <= start) return { data: [] };
  const end = served(request, rules.path, window);
  const last = items[end - 1];
  const after =
    last === undefined || end === start
      ? writeCursor({ id: rules.idOf(first), position: start, isBefore: true })
      : writeCursor({ id: rules.idOf(last), position: end - 1, isBefore: false });
  const before = writeCursor({ id: rules.idOf(first), position: start, isBefore: false });
  const isLast = end >= items.length;
  const hidesAfter = isLast && request.call.simulation.behaviour.lastPageCursors === "before";
  const paging: Json = { cursors: { before, after: hidesAfter ? undefined : after } };
  if (rules.withoutLinks !== true) {
    const repeated = [...request.parameters].filter(([name]) => name !== "after" && name !== "before");
    if (request.fieldsText !== undefined) repeated.push(["fields", request.fieldsText]);
    const turn = (name: string, cursor: string): string =>
      link(request.call, rules.path, [...repeated, [name, cursor]]);
    if (!isLast || rules.nextAfterLast === true) paging["next"] = turn("after", after);
    if (start > 0) paging["previous"] = turn("before", before);
  }
  return { data: items.slice(start, end).map(rules.render), paging };
}
