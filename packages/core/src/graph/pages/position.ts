import type { EdgePage } from "../envelope.ts";
import type { Params } from "../http/params.ts";

/** Parameters of a paging link that say where a page begins. Everything else in it repeats our request, or is secret. */
const ofPosition: ReadonlySet<string> = new Set([
  "after",
  "before",
  "since",
  "until",
  "offset",
  "page",
  "__paging_token",
]);

/** Where the next page begins; `end` after the last one; `unknown` where the link to it is not an address. */
export type NextPage = Params | "end" | "unknown";

/**
 * Where the next page begins. Takes only the position from `paging.next`: the link holds the token, and sometimes
 * another version than the request had.
 */
export function nextPage({ paging }: EdgePage): NextPage {
  const { next, cursors } = paging ?? {};
  if (next === undefined) return "end";
  if (cursors?.after !== undefined) return { after: cursors.after };
  const base = "https://graph.facebook.com";
  if (typeof next !== "string" || next === "" || !URL.canParse(next, base)) return "unknown";
  const position: Params = {};
  for (const [name, value] of new URL(next, base).searchParams) {
    if (ofPosition.has(name)) position[name] = value;
  }
  return position;
}

/** Where the next page begins on an edge without links: it ends at an empty page, or without a cursor. */
export function nextPageByCursor({ data, unreadable, paging }: EdgePage): NextPage {
  const after = paging?.cursors?.after;
  return data.length + unreadable === 0 || after === undefined ? "end" : { after };
}
