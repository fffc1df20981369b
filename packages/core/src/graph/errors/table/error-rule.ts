/** What the caller of a failed request can do next; one error class each. */
export type GraphErrorKind =
  | "transient"
  | "rate-limit"
  | "too-much-data"
  | "auth"
  | "permission"
  | "not-found"
  | "no-insights"
  | "refused-name"
  | "misuse"
  | "quota-exhausted";

/** What a refusal can name. */
export type NameKind = "metric" | "field" | "breakdown";

/** One row: which refusals it covers, and what they mean. The first row that fits decides. */
export interface ErrorRule<Reason extends string> {
  codes?: readonly number[] | undefined;
  /** Inclusive. */
  codeRange?: readonly [number, number] | undefined;
  subcodes?: readonly number[] | undefined;
  statuses?: readonly number[] | undefined;
  isTransient?: true | undefined;
  /** Tested against the message and the message for users. Its groups `names`, `position` and `valid` are read. */
  text?: RegExp | undefined;
  kind: GraphErrorKind;
  reason: Reason;
  hint?: string | undefined;
  docsUrl?: string | undefined;
  nameKind?: NameKind | undefined;
  /** The refused names, where the code alone implies them. */
  names?: readonly string[] | undefined;
}
