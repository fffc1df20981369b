/** What the caller can do next. Each kind has its error class. */
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

/** One row of the error table: which refusals it covers, and what they mean. The first row that fits counts. */
export interface ErrorRule<Reason extends string> {
  codes?: readonly number[] | undefined;
  /** With both ends. */
  codeRange?: readonly [number, number] | undefined;
  subcodes?: readonly number[] | undefined;
  statuses?: readonly number[] | undefined;
  /** With both ends. */
  statusRange?: readonly [number, number] | undefined;
  /** Only of requests for these edges. */
  edges?: readonly string[] | undefined;
  isTransient?: true | undefined;
  /** The refusal has the form of a login server. */
  isOfLogin?: true | undefined;
  /** Tested on the message and the message for users. The groups `names`, `position` and `valid` are read. */
  text?: RegExp | undefined;
  kind: GraphErrorKind;
  reason: Reason;
  hint?: string | undefined;
  docsUrl?: string | undefined;
  nameKind?: NameKind | undefined;
  /** The refused names, where the code implies them. */
  names?: readonly string[] | undefined;
}
