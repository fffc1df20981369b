/**
 * How an expected thing ends when it is not delivered. `unavailable`: the API does not have it, for an ordinary reason.
 * `pending`: the API may still bring it, and the next run asks again. `missing`: everything else.
 */
export type LackEnding = "unavailable" | "pending" | "missing";

/** What brings a missing thing: another run later, a person who acts, or nothing that is known. */
export type Help = "later" | "act" | "nothing";

/** One reason for a lack. */
export interface ReasonRow {
  readonly ending: LackEnding;
  /** Follows a count: `3 published before the account became professional`. */
  readonly text: string;
  readonly help?: Help | undefined;
}

const table = {
  "before-conversion": {
    ending: "unavailable",
    text: "published before the account became professional",
  },
  "too-few-viewers": { ending: "unavailable", text: "seen by too few people" },
  "deleted-meanwhile": { ending: "unavailable", text: "deleted or hidden meanwhile" },
  "before-first-figures": { ending: "unavailable", text: "from before the account has figures" },
  "no-data": { ending: "unavailable", text: "without a figure in every answer of a week" },
  "hidden-comments": {
    ending: "unavailable",
    text: "with comments by their count, and none in the list",
  },
  "often-empty": { ending: "unavailable", text: "without a value, as the API documents it" },
  "absent-metric": { ending: "unavailable", text: "left out of every answer about the first days" },
  "refused-name": { ending: "unavailable", text: "not offered by the API for this kind" },
  "refused-alone": { ending: "unavailable", text: "refused by the API while the rest is answered" },
  "beyond-list": {
    ending: "unavailable",
    text: "rest of a list of which the API shows the newest 10,000 only",
  },
  "maybe-before": { ending: "pending", text: "perhaps from before the account has figures" },
  fresh: { ending: "pending", text: "too young for figures" },
  "empty-answer": { ending: "pending", text: "answered without a figure" },
  "empty-figure": { ending: "pending", text: "answered without this metric" },
  "short-list": { ending: "pending", text: "list with less than half of what the account counts" },
  "empty-list": {
    ending: "missing",
    text: "list that is empty although its objects are counted",
    help: "later",
  },
  "stays-empty": { ending: "missing", text: "answered without a figure", help: "later" },
  unreadable: {
    ending: "missing",
    text: "answered in a form that is not a figure",
    help: "later",
  },
  misshapen: {
    ending: "missing",
    text: "answered in a form that the field does not have",
    help: "later",
  },
  "not-visible": { ending: "missing", text: "not visible to this token", help: "later" },
  refused: { ending: "missing", text: "refused by the API", help: "nothing" },
  failed: { ending: "missing", text: "failed", help: "later" },
  quota: { ending: "missing", text: "left because the quota is used up", help: "later" },
  "no-answer": { ending: "missing", text: "left because the API does not answer", help: "later" },
  "out-of-time": { ending: "missing", text: "left because the run reached max_run_minutes", help: "later" },
  stopped: { ending: "missing", text: "left because the run was stopped", help: "later" },
  permission: { ending: "missing", text: "refused for a missing permission", help: "act" },
  "not-seen": { ending: "missing", text: "no longer seen by this token", help: "act" },
  unaccounted: { ending: "missing", text: "without any answer", help: "later" },
} as const;

/** Every reason the book knows. A lack without a row of its own is `unaccounted`, and so missing. */
export type Reason = keyof typeof table;

/** The table of reasons. */
export const reasons: { readonly [reason in Reason]: ReasonRow } = table;
