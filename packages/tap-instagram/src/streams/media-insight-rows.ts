import {
  createMediaInsightsReader,
  utcTimestamp,
  type GraphError,
  type MediaFigures,
  type MediaInsightsOutcome,
  type MediaKind,
  type MediaMetric,
  type MediaNode,
} from "@tap-instagram/core";
import type { JsonObject, SelectedStream } from "@tap-instagram/singer";
import { integer, key, number, text, timestamp, type Columns } from "../column.ts";
import { ownerColumns } from "../owner-columns.ts";
import { ownerOf, type RowReader, type SyncContext } from "../stream.ts";

/** What a media must bring along for its insights to be asked for and labelled. */
export const insightFields: readonly string[] = ["id", "media_type", "media_product_type", "timestamp"];

/** The columns that say which media the figures belong to. */
export const insightLabelColumns: Columns = {
  ...ownerColumns,
  id: key("Id of the media"),
  media_type: text("IMAGE, VIDEO or CAROUSEL_ALBUM", { field: null }),
  media_product_type: text("FEED, REELS, STORY or AD", { field: null }),
  timestamp: timestamp("When it was published", { field: null }),
};

const units = { count: "", milliseconds: ", in milliseconds", percent: ", in percent" };

/** A column per metric. */
export function metricColumns(metrics: readonly MediaMetric[]): Columns {
  return Object.fromEntries(
    metrics.map(({ name, description, unit, onlyWhenShared }) => {
      const column = unit === "percent" ? number : integer;
      return [
        name,
        column(`${description}${units[unit]}`, { field: null, selectedByDefault: !onlyWhenShared }),
      ];
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

/** Metrics, and those of them that are split, with their categories. */
export interface InsightColumns {
  metrics: readonly MediaMetric[];
  splits: { readonly [metric: string]: { readonly [category: string]: string } };
}

/** Reads insights of the media of each page, a record for each that has any. */
export function mediaInsightRows(
  context: SyncContext,
  selected: SelectedStream,
  { metrics, splits }: InsightColumns,
): RowReader<MediaNode[]> {
  const splitMetrics = Object.keys(splits).filter((metric) =>
    Object.keys(splits[metric] ?? {}).some((category) => selected.has(`${metric}_${category}`)),
  );
  const reader = createMediaInsightsReader(context.graph, {
    metrics: metrics.map(({ name }) => name).filter((name) => selected.has(name)),
    splitMetrics,
    onDroppedMetrics: (names, kind) => context.warnOnce(droppedMetrics(names, kind)),
  });
  return async (page, account, signal) => {
    const outcomes = await reader.read(account, page, signal);
    const rows: JsonObject[] = [];
    const skipped: string[] = [];
    let failure: GraphError | undefined;
    for (const [position, media] of page.entries()) {
      const outcome = outcomes[position];
      if (outcome?.ok)
        rows.push({ ...labelsOf(media), ...ownerOf(account), ...valuesOf(outcome.figures, splitMetrics) });
      else if (outcome) {
        const reason = skipReason(outcome);
        if (reason === undefined) failure ??= outcome.error;
        else skipped.push(reason);
        if (outcome.error.kind === "misuse") context.warnOnce(outcome.error.message);
      }
    }
    return { rows, skipped, failure };
  };
}

/** A word for why one media has no insights; `undefined` when the failure is not the media's. */
function skipReason(outcome: MediaInsightsOutcome & { ok: false }): string | undefined {
  const { kind, reason } = outcome.error;
  return kind === "no-insights" || kind === "not-found" || kind === "misuse" || kind === "refused-name"
    ? (reason ?? kind)
    : undefined;
}

function labelsOf(media: MediaNode): JsonObject {
  return {
    id: media.id,
    media_type: textOf(media["media_type"]),
    media_product_type: textOf(media["media_product_type"]),
    timestamp: utcTimestamp(media["timestamp"]),
  };
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

function droppedMetrics(names: readonly string[], kind: MediaKind): string {
  return `The API refuses these metrics for every ${kind} so far, so that they are no longer asked for there: ${names.join(", ")}`;
}
