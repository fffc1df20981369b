import type { GraphErrorKind } from "../errors.ts";

/** One row: which refusals it covers, and what they mean. The first row that fits decides. */
export interface ErrorRule {
  codes?: readonly number[];
  /** Inclusive. */
  codeRange?: readonly [number, number];
  subcodes?: readonly number[];
  statuses?: readonly number[];
  isTransient?: true;
  /** Tested against the message and the message for users. Its groups `names`, `position` and `valid` are read. */
  text?: RegExp;
  kind: GraphErrorKind;
  reason: string;
  hint?: string;
  docsUrl?: string;
  nameKind?: "metric" | "field" | "breakdown";
  /** The refused names, where the code alone implies them. */
  names?: readonly string[];
}
