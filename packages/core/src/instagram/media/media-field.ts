import type { NodeField } from "../fields/node-field.ts";

/** Where a media is: among an account's posts, its stories, in an album, or among posts that tag the account. */
export type MediaPlace = "post" | "story" | "child" | "tagged";

/** One field of media. */
export interface MediaField extends NodeField {
  /** In other places the key is missing from the answer. */
  places: readonly MediaPlace[];
  /** Only these media have it. Default: all. */
  only?: "albums" | "reels" | "videos" | undefined;
}
