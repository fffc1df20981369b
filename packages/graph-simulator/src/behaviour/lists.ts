import { count, flag, word, type Declarations } from "./declaration.ts";

/** Lists and their pages. */
export interface ListBehaviour {
  /** Page size without a `limit`. Default 25. */
  readonly pageSizeDefault: number;
  /** Largest `limit`; larger ones are cut to it. Default 100. */
  readonly pageSizeMaximum: number;
  /** Pages that are shorter than asked, some empty, though more follow. Default `never`. */
  readonly shortPages: "never" | "sometimes";
  /** Cursors on the last page: both, or `before` alone. Default `both`. */
  readonly lastPageCursors: "both" | "before";
  /** Newest posts `/media` reaches back to. Default 10000. */
  readonly mediaCap: number;
  /** Whether the last page within the cap still has a `next`, which is then refused. Default true. */
  readonly nextLinkAtMediaCap: boolean;
  /** What `since` and `until` of `/media` do. `exclusive` leaves out a post of that very second. Default `inclusive`. */
  readonly mediaTimeRange: "inclusive" | "exclusive" | "ignored" | "refused";
  /** `/tags` on graph.instagram.com: served, `Unsupported request`, or a nonexisting field. Default `serve`. */
  readonly tagsOnInstagramHost: "serve" | "unsupported" | "nonexisting-field";
  /** How `posted_after` and `posted_before` of `/tags` are written; other forms are refused. Default `any`. */
  readonly tagFilterFormat: "any" | "iso" | "unix" | "none";
  /** How often a day the invitations of an account can be read. Default 300. */
  readonly inviteReads: number;
}

export const listBehaviour: Declarations<ListBehaviour> = {
  pageSizeDefault: count(25),
  pageSizeMaximum: count(100),
  shortPages: word("never", "sometimes"),
  lastPageCursors: word("both", "before"),
  mediaCap: count(10_000),
  nextLinkAtMediaCap: flag(true),
  mediaTimeRange: word("inclusive", "exclusive", "ignored", "refused"),
  tagsOnInstagramHost: word("serve", "unsupported", "nonexisting-field"),
  tagFilterFormat: word("any", "iso", "unix", "none"),
  inviteReads: count(300),
};
