/** How long an engaged or reached audience is counted. */
export interface Timeframe {
  name: string;
  description: string;
  /** Why it is asked for only where a report names it. */
  disputed?: string | undefined;
}

const disputed = "Meta removed it in v20, and still lists it: the API decides";

/**
 * Every timeframe that the API knows in late 2026, or once knew. To follow a change, change a row.
 * https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights
 */
export const timeframes: readonly Timeframe[] = [
  { name: "this_week", description: "The last 7 days" },
  { name: "this_month", description: "The last 30 days" },
  { name: "prev_month", description: "The calendar month before this one", disputed },
  { name: "last_14_days", description: "The last 14 days", disputed },
  { name: "last_30_days", description: "The last 30 days", disputed },
  { name: "last_90_days", description: "The last 90 days", disputed },
];
