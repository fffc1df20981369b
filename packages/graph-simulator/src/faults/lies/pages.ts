import { isObject, type JsonObject } from "./json.ts";
import type { LieFault } from "./lie.ts";

/** A page and what it was asked with. */
export interface LyingPage {
  /** The ordinary answer; the first page of the list where the lie is about walks that do not end. */
  readonly page: JsonObject;
  /** The cursor asked with. */
  readonly after: string | undefined;
  /** A cursor never given before. */
  readonly freshCursor: () => string;
  /** The link to the page behind a cursor; undefined on edges that have none. */
  readonly linkTo: (cursor: string) => string | undefined;
}

function goesOn(page: JsonObject, cursor: string, linkTo: LyingPage["linkTo"]): JsonObject {
  const paging = isObject(page["paging"]) ? page["paging"] : {};
  const cursors = isObject(paging["cursors"]) ? paging["cursors"] : {};
  return { ...page, paging: { ...paging, cursors: { ...cursors, after: cursor }, next: linkTo(cursor) } };
}

/** What a page of a list becomes. */
export function lieInPages({ page, after, freshCursor, linkTo }: LyingPage, { lie }: LieFault): JsonObject {
  switch (lie) {
    case "repeated-page":
      return goesOn(page, freshCursor(), linkTo);
    case "empty-pages":
      return goesOn({ ...page, data: [] }, freshCursor(), linkTo);
    case "repeated-cursor":
      return after === undefined ? page : goesOn(page, after, linkTo);
    case "next-is-no-url": {
      const paging = isObject(page["paging"]) ? page["paging"] : {};
      return { ...page, paging: { ...paging, next: "http://[" } };
    }
    default:
      return page;
  }
}
