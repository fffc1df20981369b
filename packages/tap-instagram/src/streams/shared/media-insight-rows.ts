import {
  createMediaInsightsReader,
  utcTimestamp,
  type GraphError,
  type MediaFigures,
  type MediaInsightsOutcome,
  type MediaNode,
} from "@tap-instagram/core";
import type { MediaMetric } from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import { integer, key, number, readColumns, text, timestamp, type Columns } from "../../columns/column.ts";
import { availabilityNotes, withNotes } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { isSelected, type SelectedColumns } from "../../columns/selected-columns.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import type { FieldRequest, RowReader, SyncContext } from "../../sync/stream.ts";
import { skipReason } from "./skip-reason.ts";

/** Fields of a media that its insights need. */
export const insightFields: readonly string[] = ["id", "media_type", "media_product_type", "timestamp"];

/** The columns that identify the media. */
export const insightLabelColumns: Columns = {
  ...ownerColumns,
  id: key("Id of the media"),
  media_type: text("IMAGE, VIDEO or CAROUSEL_ALBUM", { field: null }),
  media_product_type: text("FEED, REELS, STORY or AD", { field: null }),
  timestamp: timestamp("When it was published", { field: null }),
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

function selectedSplits(selected: SelectedColumns, splits: InsightColumns["splits"]): string[] {
  return Object.keys(splits).filter((metric) =>
    Object.keys(splits[metric] ?? {}).some((category) => isSelected(selected, `${metric}_${category}`)),
  );
}

/** Makes a record per wanted media of a page, and reads the insights that did not come with the page. */
export function mediaInsightRows(
  context: SyncContext,
  selected: SelectedColumns,
  { metrics, splits }: InsightColumns,
  isWanted: (media: MediaNode) => boolean = () => true,
): RowReader<MediaNode[]> {
  const splitMetrics = selectedSplits(selected, splits);
  const figureColumns = figureColumnsOf({ metrics, splits });
  const reader = createMediaInsightsReader(context.graph, {
    metrics: metrics.map(({ name }) => name).filter((name) => isSelected(selected, name)),
    splitMetrics,
    apiVersion: context.settings.api_version,
    onDroppedMetrics: (names, kind) =>
      kind === undefined
        ? warnDropped(context, "metrics of media", names, "unknown")
        : warnDropped(context, `metrics of every ${kind} so far`, names, "refused"),
    onDroppedSplits: (names, kind) =>
      warnDropped(context, `splits of metrics of every ${kind} so far`, names, "refused"),
  });
  return async (chunk, account, signal, startMs) => {
    const page = chunk.filter((media) => isWithin(media, startMs) && isWanted(media));
    const apart = page.filter(({ figures }) => !figures);
    const asked = await reader.read(account, apart, signal);
    const outcomes = page.map(({ figures }): MediaInsightsOutcome | undefined =>
      figures ? { ok: true, figures } : asked.shift(),
    );
    const rows: JsonObject[] = [];
    const skipped: string[] = [];
    const forbidden: GraphError[] = [];
    let failure: GraphError | undefined;
    const answered = outcomes.filter((outcome) => outcome?.ok && !outcome.unasked).length;
    for (const [position, media] of page.entries()) {
      const outcome = outcomes[position];
      if (!outcome) continue;
      if (outcome.ok)
        rows.push({
          ...labelsOf(media),
          ...ownerOf(account),
          ...readColumns(figureColumns, valuesOf(outcome.figures, splitMetrics)),
        });
      const error = outcome.ok ? outcome.missing : outcome.error;
      if (!error) continue;
      const reason = skipReason(error);
      if (error.kind === "permission") {
        if (!outcome.ok) forbidden.push(error);
      } else if (reason === undefined) failure ??= error;
      else if (!outcome.ok) skipped.push(reason);
      if (error.kind === "misuse") context.warnOnce(`Unknown API error, please report it: ${error.message}`);
    }
    return { rows, answered, skipped, forbidden, failure };
  };
}

function isWithin({ timestamp: publishedAt }: MediaNode, startMs: number | undefined): boolean {
  const at = utcTimestamp(publishedAt);
  return startMs === undefined || at === null || Date.parse(at) >= startMs;
}

function labelsOf(media: MediaNode): JsonObject {
  return {
    id: media.id,
    media_type: textOf(media["media_type"]),
    media_product_type: textOf(media["media_product_type"]),
    timestamp: utcTimestamp(media["timestamp"]),
  };
}

function figureColumnsOf({ metrics, splits }: InsightColumns): Columns {
  const split = Object.entries(splits).map(([metric, categories]) => splitColumns(metric, categories, true));
  return Object.assign({}, metricColumns(metrics), ...split);
}

function valuesOf(figures: MediaFigures, splitMetrics: readonly string[]): JsonObject {
  const values: JsonObject = { ...figures.values };
  for (const metric of splitMetrics) {
    for (const [category, value] of Object.entries(figures.splits[metric] ?? {}))
      values[`${metric}_${category}`] = value;
  }
  return values;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
