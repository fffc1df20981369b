import { count, countOrNone, flag, word, type Declarations } from "./declaration.ts";

/** The form of answers and refusals, their headers, and how much load is too much. */
export interface AnswerBehaviour {
  /**
   * The body of a refusal: Graph's `error` object, `{"error_type","code","error_message"}`, or a text under `error`.
   * Default `object`.
   */
  readonly errorBody: "object" | "flat" | "text";
  /**
   * Which refusals come in the language of the account: the conversion alone, or all that have words.
   * Default `conversion`.
   */
  readonly translatedErrors: "conversion" | "all";
  /** `ETag` headers and 304 for `If-None-Match`. Default true. */
  readonly etags: boolean;
  /** Whether answers carry usage headers. Default true. */
  readonly usageHeaders: boolean;
  /** Usage headers on a refused (throttled) call. Default true. */
  readonly usageHeadersOnRefusal: boolean;
  /** HTTP status of 80002 and 80001. Default 400. */
  readonly throttleStatus: number;
  /** Seconds of a `Retry-After` header on throttled answers; null sends none. Default null. */
  readonly retryAfterSeconds: number | null;
  /** Values an answer may hold before "reduce the amount of data"; null has no bound. Default null. */
  readonly pageWeightMaximum: number | null;
  /** Values a second, over the last ten, before "reduce the amount of data"; null has no bound. Default null. */
  readonly valuesPerSecond: number | null;
  /** Requests at the same time before "reduce the amount of data"; null has no bound. Default null. */
  readonly requestsAtOnce: number | null;
  /** Seconds without a request, after a refusal for the load, before anything is answered again. Default 0. */
  readonly loadPauseSeconds: number;
}

export const answerBehaviour: Declarations<AnswerBehaviour> = {
  errorBody: word("object", "flat", "text"),
  translatedErrors: word("conversion", "all"),
  etags: flag(true),
  usageHeaders: flag(true),
  usageHeadersOnRefusal: flag(true),
  throttleStatus: count(400),
  retryAfterSeconds: countOrNone(null),
  pageWeightMaximum: countOrNone(null),
  valuesPerSecond: countOrNone(null),
  requestsAtOnce: countOrNone(null),
  loadPauseSeconds: count(0),
};
