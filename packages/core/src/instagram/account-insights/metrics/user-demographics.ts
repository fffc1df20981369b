import type { MetricRequest } from "./metric-request.ts";
import { timeframes } from "./timeframes.ts";

const splits = [["age"], ["gender"], ["city"], ["country"], ["age", "gender"]];

const certain = timeframes.flatMap(({ name, disputed }) => (disputed === undefined ? [name] : []));

/** Followers are those of now. Engaged and reached accounts are those of the last 7 or 30 days. */
const timeframesOf: { readonly [metric: string]: readonly (string | undefined)[] } = {
  follower_demographics: [undefined],
  engaged_audience_demographics: certain,
  // No longer documented, and still answered.
  reached_audience_demographics: certain,
};

/**
 * Who follows an account, who engaged with it, and whom it reached. Followers cost one call per breakdown; the other two
 * share one per breakdown and timeframe.
 * https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights
 */
export const userDemographics: readonly MetricRequest[] = Object.entries(timeframesOf).flatMap(
  ([metric, asked]) =>
    asked.flatMap((timeframe) =>
      splits.map((breakdowns): MetricRequest => ({
        metric,
        period: "lifetime",
        shape: "total",
        breakdowns,
        timeframe,
      })),
    ),
);
