/** Every lie, by name. */
export const lieNames = [
  "no-entries",
  "half-the-entries",
  "null-entry",
  "repeated-entry",
  "extra-entry",
  "reordered",
  "no-values",
  "half-the-values",
  "zeros",
  "other-period",
  "other-id",
  "strange-id",
  "repeated-page",
  "empty-pages",
  "repeated-cursor",
  "next-is-no-url",
] as const;

/**
 * Something untrue in an answer that looks well.
 *
 * About entries (of `data`, or items of a batch): `no-entries`, `half-the-entries`, `null-entry` (one more, first),
 * `repeated-entry` (the first one again, last), `extra-entry` (one that was not asked for, last), `reordered`
 * (backwards).
 *
 * About figures: `no-values`, `half-the-values` (the older half of a series, or of the parts of a total), `zeros`,
 * `other-period`.
 *
 * About ids: `other-id` (that of something else), `strange-id` (`../me?fields=id#`, which no path should hold).
 *
 * About pages: `repeated-page` (the first page with a fresh cursor, without end), `empty-pages` (no entry and a fresh
 * cursor, without end), `repeated-cursor` (the cursor asked with once more), `next-is-no-url`.
 */
export type Lie = (typeof lieNames)[number];

/** An ordinary answer with something untrue in it. Refusals are left as they are. */
export interface LieFault {
  readonly lie: Lie;
  /**
   * An edge or an object within the entries that the lie is about: `insights` within a page of media,
   * `instagram_business_account` within a list of Pages. Default the entries.
   */
  readonly within?: string | undefined;
  /** What `other-period` says. Default `day`. */
  readonly period?: string | undefined;
}
