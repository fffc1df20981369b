import type { Reason } from "./reasons.ts";

/** What the book counts: one day of an account, one post, one metric of a post, one account, one list. */
export type ThingKind = "account" | "day" | "post" | "story" | "snapshot" | "metric" | "list";

/** One expected thing, named well enough to look it up in the app or to ask the API for it again. */
export interface Thing {
  readonly kind: ThingKind;
  /** Id of the post, story or account. */
  readonly id?: string | undefined;
  /** The `end_time` of the day, as `2026-07-02T07:00:00Z`. */
  readonly day?: string | undefined;
  /** When the post or story was published, as an RFC 3339 date-time. */
  readonly publishedAt?: string | undefined;
  /** Metric, field or breakdown, where only that is lacking. */
  readonly metric?: string | undefined;
}

/** What the API said about a thing that did not come. The message contains no secret. */
export interface Refusal {
  readonly message: string;
  readonly code?: number | undefined;
  readonly subcode?: number | undefined;
}

/** An expected thing that was not delivered, and why. */
export interface Lack {
  readonly thing: Thing;
  readonly reason: Reason;
  readonly refusal?: Refusal | undefined;
}
