import * as v from "valibot";

/** How often the insights of posts up to an age are read. */
export interface InsightsTier {
  /** Posts younger than this many days. */
  younger_than_days: number;
  /** Once in this many days; 1 is every run. */
  every_days: number;
}

const example = '{"younger_than_days": 14, "every_days": 1}';

const wanted = ({ input }: { input: unknown }): string =>
  `found ${JSON.stringify(input)}, wanted a whole number of days of at least 1, as in ${example}`;

const days = v.pipe(v.number(wanted), v.integer(wanted), v.minValue(1, wanted));

/** One entry of the setting `media_insights_tiers`. */
export const insightsTier: v.GenericSchema<unknown, InsightsTier> = v.strictObject(
  { younger_than_days: days, every_days: days },
  ({ expected }) =>
    expected === "never"
      ? "unknown key, wanted one of younger_than_days, every_days"
      : `not set, but it is required, as in ${example}`,
);
