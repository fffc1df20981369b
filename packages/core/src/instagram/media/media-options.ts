import type { FieldMemory } from "../fields/field-memory.ts";
import type { LostField } from "../fields/list-plan.ts";

/** What to read of media, and which. */
export interface MediaOptions {
  /** Default: `id`. */
  fields?: readonly string[] | undefined;
  /** Fields of an album's slides; they cost no extra call. Default: none. */
  childFields?: readonly string[] | undefined;
  /**
   * Metrics to read inside the pages, at no extra call; see `metricsOfAllPosts`. When the API refuses pages with
   * insights, the media come without `figures`. Default: none.
   */
  metrics?: readonly string[] | undefined;
  /** The version of the API: newer fields are not requested. Default `v25.0`. */
  apiVersion?: string | undefined;
  /** Media per page. Default 100. */
  pageSize?: number | undefined;
  /** Only media published at or after this time, in milliseconds since the epoch. */
  sinceMs?: number | undefined;
  /** Only media published at or before this time, in milliseconds since the epoch. */
  untilMs?: number | undefined;
  /**
   * True for a walk ahead of another one over the same list, which can do without it: a refusal of its first page is thrown,
   * and no further request finds out what it is about. Default false.
   */
  isAhead?: boolean | undefined;
  /** Called with fields that the API refuses. They are dropped. */
  onDroppedFields?: ((names: readonly string[]) => void) | undefined;
  /** Called with metrics that the API does not know. They are dropped. */
  onDroppedMetrics?: ((names: readonly string[]) => void) | undefined;
  /** Called for what did not come of the list, although the rest of it did. */
  onLost?: ((lost: LostField) => void) | undefined;
  /** Called when the API lists no older media, although there may be some. */
  onCapped?: (() => void) | undefined;
  /** What is known of fields that the API refuses; share it between accounts. Default: forgotten with the walk. */
  memory?: FieldMemory | undefined;
  signal?: AbortSignal | undefined;
}

/** What to read of media that tag the account. */
export interface TaggedOptions extends StoryOptions {
  /**
   * Media published before this time, in milliseconds since the epoch, need not come. They may come all the same: where
   * the API does not take the filter, it is left out.
   */
  postedAfterMs?: number | undefined;
}

/** What to read of stories. */
export type StoryOptions = Omit<
  MediaOptions,
  "sinceMs" | "untilMs" | "isAhead" | "childFields" | "metrics" | "onDroppedMetrics"
>;
