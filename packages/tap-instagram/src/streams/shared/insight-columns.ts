import type { MediaMetric } from "@tap-instagram/core/matrix";
import { integer, number, text, timestamp, key, type Columns } from "../../columns/column.ts";
import { availabilityNotes, withNotes } from "../../columns/field-columns.ts";
import { ownerColumns } from "../../columns/owner.ts";
import { isSelected, type SelectedColumns } from "../../columns/selected-columns.ts";
import type { FieldRequest } from "../../sync/stream.ts";

/** Fields of a media that its insights need. */
export const insightFields: readonly string[] = ["id", "media_type", "media_product_type", "timestamp"];

/** The columns that identify the media. */
export const insightLabelColumns: Columns = {
  ...ownerColumns,
  id: key("Id of the media"),
  media_type: text("IMAGE, VIDEO or CAROUSEL_ALBUM"),
  media_product_type: text("FEED, REELS, STORY or AD"),
  timestamp: timestamp("When it was published"),
};

const units = { count: "", milliseconds: ", in milliseconds", percent: ", in percent" };

/** A column per metric. */
export function metricColumns(
  metrics: readonly MediaMetric[],
  note: (metric: MediaMetric) => string | undefined = () => undefined,
): Columns {
  return Object.fromEntries(
    metrics.map((metric) => {
      const { name, description, unit, onlyWhenShared } = metric;
      const column = unit === "percent" ? number : integer;
      const shared = onlyWhenShared ? "media shared to Facebook only" : undefined;
      const notes = [note(metric), shared, ...availabilityNotes(metric)];
      const options = { field: null, selectedByDefault: !onlyWhenShared };
      return [name, column(withNotes(`${description}${units[unit]}`, notes), options)];
    }),
  );
}

/** A column per category of a split metric: `navigation_tap_forward`. Categories are those the API documents. */
export function splitColumns(
  metric: string,
  categories: { readonly [category: string]: string },
  selectedByDefault: boolean,
): Columns {
  return Object.fromEntries(
    Object.entries(categories).map(([category, description]) => [
      `${metric}_${category}`,
      integer(description, { field: null, selectedByDefault }),
    ]),
  );
}

/** Metrics, and the categories of those that are split. */
export interface InsightColumns {
  metrics: readonly MediaMetric[];
  splits: { readonly [metric: string]: { readonly [category: string]: string } };
}

/**
 * What insights request from the walk. Without a selected split, that includes the metrics: the walk can then read them
 * with the media, at no further call.
 */
export function insightRequest(
  selected: SelectedColumns,
  { metrics, splits }: InsightColumns,
): Partial<FieldRequest> {
  if (selectedSplits(selected, splits).length > 0) return { fields: insightFields };
  const wanted = metrics.map(({ name }) => name).filter((name) => isSelected(selected, name));
  return { fields: insightFields, metrics: wanted };
}

/** The metrics of which any category is selected. */
export function selectedSplits(selected: SelectedColumns, splits: InsightColumns["splits"]): string[] {
  return Object.keys(splits).filter((metric) =>
    Object.keys(splits[metric] ?? {}).some((category) => isSelected(selected, `${metric}_${category}`)),
  );
}
