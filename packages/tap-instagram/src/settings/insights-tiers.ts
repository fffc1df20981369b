import * as v from "valibot";

/** How often the insights of posts up to an age are read. */
export interface InsightsTier {
  /** Posts younger than this many days. */
  younger_than_days: number;
  /** Once in this many days; 1 is every run. */
  every_days: number;
}

const days = v.pipe(v.number(), v.integer(), v.minValue(1));

/** One entry of the setting `media_insights_tiers`. */
export const insightsTier: v.GenericSchema<unknown, InsightsTier> = v.strictObject({
  younger_than_days: days,
  every_days: days,
});
