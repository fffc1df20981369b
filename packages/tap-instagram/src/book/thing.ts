import type { Reason } from "./reasons.ts";

/**
 * What the book counts: one account, one day of an account, one post, one story, one part of a snapshot, one
 * comment, one hashtag, one list. A
 * thing with a record may lack a metric: the metric is then a thing of its own, beside the one that came.
 */
export type ThingKind =
  | "account"
  | "day"
  | "post"
  | "story"
  | "snapshot"
  | "comment"
  | "hashtag"
  | "metric"
  | "list";

/** One expected thing, named well enough to look it up in the app or to ask the API for it again. */
export interface Thing {
  readonly kind: ThingKind;
  /** Id of the post, story or account. */
  readonly id?: string | undefined;
  /** The `end_time` of the day, as `2026-07-02T07:00:00Z`. */
  readonly day?: string | undefined;
  /** When the post or story was published, as an RFC 3339 date-time. */
  readonly publishedAt?: string | undefined;
  /** Metric or breakdown, where only that is lacking. */
  readonly metric?: string | undefined;
  /** The kind of media that lacks the metric, or its period: a metric may be asked for in several ways. */
  readonly variant?: string | undefined;
}

/** What the API said about a thing that did not come. The message contains no secret. */
export interface Refusal {
  readonly message: string;
  readonly code?: number | undefined;
  readonly subcode?: number | undefined;
  /** Those that are missing; absent where the refusal is about something else. */
  readonly permissions?: readonly string[] | undefined;
  /** How long the API wants to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** An expected thing that was not delivered, and why. */
export interface Lack {
  readonly thing: Thing;
  readonly reason: Reason;
  readonly refusal?: Refusal | undefined;
  /** Whether it has a record all the same: a young post is counted before it has figures. */
  readonly hasRecord?: boolean | undefined;
  /** Whether an earlier run, which read others, could not read it either. */
  readonly isAgain?: boolean | undefined;
  /** Of an empty figure: the thing is old enough to have it, and its metric is not one that is often empty. */
  readonly isDue?: boolean | undefined;
}

/** A lack, and when it was noticed. */
export interface NoticedLack extends Lack {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}

/** How logs call the metric of a thing: `views (reel)`, `reach (week)`. */
export function metricNameOf({ metric, variant }: Pick<Thing, "metric" | "variant">): string | undefined {
  return metric === undefined || variant === undefined ? metric : `${metric} (${variant})`;
}
