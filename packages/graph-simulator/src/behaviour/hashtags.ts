import { count, flag, word, type Declarations } from "./declaration.ts";

/** Hashtags, on graph.facebook.com. */
export interface HashtagBehaviour {
  /** Whether the app has the feature Instagram Public Content Access. Default true. */
  readonly publicContentAccess: boolean;
  /** Different hashtags that an account may query in seven days. Default 30. */
  readonly hashtagBudget: number;
  /** What counts as a query: the search alone, or reading posts as well. Default `search-and-posts`. */
  readonly hashtagQueries: "search-and-posts" | "search";
  /** Cursors of the posts: the same on every page, or one per page. Default `same`. */
  readonly hashtagCursors: "same" | "moving";
  /** How the posts end: with an empty page, or with a page without paging. Default `empty-page`. */
  readonly hashtagEnd: "empty-page" | "without-paging";
  /** `timestamp` of top_media. Default `serve`. */
  readonly topMediaTimestamp: "serve" | "omit" | "refuse";
}

export const hashtagBehaviour: Declarations<HashtagBehaviour> = {
  publicContentAccess: flag(true),
  hashtagBudget: count(30),
  hashtagQueries: word("search-and-posts", "search"),
  hashtagCursors: word("same", "moving"),
  hashtagEnd: word("empty-page", "without-paging"),
  topMediaTimestamp: word("serve", "omit", "refuse"),
};
