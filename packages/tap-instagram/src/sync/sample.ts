/** How little a trial reads: enough for a record of each stream, at a few calls per account. */
export interface Sample {
  /** Objects per page of a list, which costs one call. */
  readonly pageSize: number;
  /** Objects, or parts of a snapshot, of those that cost a call each. */
  readonly objects: number;
  /** Days of an account's figures. */
  readonly days: number;
}

/** What `--test` reads of every stream of every account. */
export const sampleOfTrial: Sample = { pageSize: 10, objects: 1, days: 1 };

/** The first few of things that cost a call each in a trial, and all of them in a sync. */
export function fewOf<Thing>(things: readonly Thing[], sample: Sample | undefined): readonly Thing[] {
  return sample ? things.slice(0, sample.objects) : things;
}
