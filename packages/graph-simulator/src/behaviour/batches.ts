import { count, countOrNone, word, type Declarations } from "./declaration.ts";

/** Batches and `ids=`. */
export interface BatchBehaviour {
  /** `POST /` with `batch` on graph.instagram.com. Default `refuse`. */
  readonly instagramHostBatch: "refuse" | "serve";
  /** Where a batch looks for its token: only in the form, as documented, anywhere, or only in the header. Default `form`. */
  readonly batchToken: "form" | "anywhere" | "header";
  /** Most items of a batch. Default 50. */
  readonly batchLimit: number;
  /** Items that are answered before the batch runs out of time; null has no bound. Default null. */
  readonly batchItemsInTime: number | null;
  /** What replaces an item that ran out of time: `null`, or error 960. Default `null`. */
  readonly lateBatchItem: "null" | "aborted";
  /** Usage headers on the outer answer of a batch, in addition to those inside its items. Default `none`. */
  readonly outerBatchUsageHeaders: "none" | "all";
  /** Most ids of an `ids=` call. Default 50. */
  readonly idsMaximum: number;
  /** A bad id within `ids=`: fails the call, or is left out. Default `fail`. */
  readonly idsPartialResults: "fail" | "leave-out";
}

export const batchBehaviour: Declarations<BatchBehaviour> = {
  instagramHostBatch: word("refuse", "serve"),
  batchToken: word("form", "anywhere", "header"),
  batchLimit: count(50),
  batchItemsInTime: countOrNone(null),
  lateBatchItem: word("null", "aborted"),
  outerBatchUsageHeaders: word("none", "all"),
  idsMaximum: count(50),
  idsPartialResults: word("fail", "leave-out"),
};
