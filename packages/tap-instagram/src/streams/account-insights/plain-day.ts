import type { Column } from "../../columns/column.ts";
import type { Settings } from "../../settings/settings.ts";
import type { SyncContext } from "../../sync/stream.ts";

const halfDayMs = 12 * 60 * 60 * 1000;

/** The two readings of the midnight that the API labels a day with, by how far the middle of the day is from it. */
const middleOfDayMs: { readonly [reading in Settings["insights_day"]]: number } = {
  ends_at_date: -halfDayMs,
  begins_at_date: halfDayMs,
};

/** The day in California, without a time. */
export const dayColumn: Column = {
  field: null,
  schema: {
    type: ["string", "null"],
    format: "date",
    description:
      "Day of the figures, in California; of a week or 28 days, the last one. By default the day that ends at `date`, as Meta documents it. Some users see the day that begins there: the setting `insights_day` chooses",
  },
  read: (value) => (typeof value === "string" ? value : null),
};

/** `2026-07-01` of the end time `2026-07-02T07:00:00Z`, or `2026-07-02` where `insights_day` says that it begins there. */
export function plainDayOf(
  endTime: string | null,
  { settings }: Pick<SyncContext, "settings">,
): string | null {
  if (endTime === null) return null;
  // The middle of a day in California is on the same date in UTC, in summer and in winter time.
  return new Date(Date.parse(endTime) + middleOfDayMs[settings.insights_day]).toISOString().slice(0, 10);
}
