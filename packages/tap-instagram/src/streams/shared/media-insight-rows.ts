import {
  createMediaInsightsReader,
  utcTimestamp,
  type GraphError,
  type MediaFigures,
  type MediaInsightsOutcome,
  type MediaNode,
} from "@tap-instagram/core";
import { mediaKindOf, type MediaMetric } from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import { integer, key, number, readColumns, text, timestamp, type Columns } from "../../columns/column.ts";
import { availabilityNotes, withNotes } from "../../columns/field-columns.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { isSelected, type SelectedColumns } from "../../columns/selected-columns.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import { lackOf } from "../../book/reason-of.ts";
import type { Lack, Thing } from "../../book/thing.ts";
import type { ChunkReader } from "../../sync/reading.ts";
import type { FieldRequest, SyncContext } from "../../sync/stream.ts";

/** The API may need 48 hours for the figures of a new media; the rest is for clocks that differ. */
const figuresComeAfterMs = 50 * 60 * 60_000;

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
): ChunkReader<MediaNode[]> {
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
  return async (chunk, account, signal, range) => {
    const page = chunk.filter((media) => range.includes(utcTimestamp(media["timestamp"])) && isWanted(media));
    // A page may bring an empty list along: then the media itself is asked.
    const apart = page.filter(({ figures }) => !isNamed(figures));
    const asked = await reader.read(account, apart, signal);
    const outcomes = page.map(({ figures }): MediaInsightsOutcome | undefined =>
      figures && isNamed(figures) ? { ok: true, figures, lacks: [] } : asked.shift(),
    );
    const rows: JsonObject[] = [];
    const lacks: Lack[] = [];
    for (const [position, media] of page.entries()) {
      const outcome = outcomes[position];
      if (!outcome) continue;
      const lack = lackOfMedia(media, outcome, context.nowMs);
      if (lack) lacks.push(lack);
      if (outcome.ok && (!lack || hasBlankRecord(lack, outcome.figures)))
        rows.push({
          ...labelsOf(media),
          ...ownerOf(account),
          ...readColumns(figureColumns, valuesOf(outcome.figures, splitMetrics)),
        });
      if (!outcome.ok && outcome.error.kind === "misuse")
        context.warnOnce(`Unknown API error, please report it: ${outcome.error.message}`);
    }
    const delivered = page.length - lacks.length;
    return { rows, expected: page.length, delivered, lacks, allFailed: allFailed(outcomes) };
  };
}

/** Failures that are likely to be of every media. */
const sharedFailures: ReadonlySet<GraphError["kind"]> = new Set([
  "permission",
  "transient",
  "quota-exhausted",
  "rate-limit",
]);

/** The failure of media of which every one failed, and none for a reason of its own. */
export function allFailed(
  outcomes: readonly ({ ok: true } | { ok: false; error: GraphError } | undefined)[],
): GraphError | undefined {
  let failure: GraphError | undefined;
  for (const outcome of outcomes) {
    if (!outcome || outcome.ok || !sharedFailures.has(outcome.error.kind)) return undefined;
    failure ??= outcome.error;
  }
  return failure;
}

/** Why a media has no record; `undefined` when it has one. */
function lackOfMedia(media: MediaNode, outcome: MediaInsightsOutcome, nowMs: number): Lack | undefined {
  const publishedAt = utcTimestamp(media["timestamp"]) ?? undefined;
  const thing: Thing = {
    kind: mediaKindOf(media) === "story" ? "story" : "post",
    id: media.id,
    publishedAt,
  };
  if (!outcome.ok) return lackOf(thing, outcome.error);
  if (hasFigures(outcome.figures)) return undefined;
  if (outcome.unasked) return { thing, reason: "refused-name" };
  // An answer without a figure makes no record: in a target it would blank the figures of before.
  const [lacking] = outcome.lacks;
  if (lacking) return lackOf(thing, lacking.error);
  const isFresh = publishedAt !== undefined && Date.parse(publishedAt) > nowMs - figuresComeAfterMs;
  return { thing, reason: isFresh ? "fresh" : "empty-answer" };
}

/**
 * A young post whose metrics are named without values has a record, so that it can be counted. Nothing is blanked: there
 * were no figures before. A story may have had some.
 */
function hasBlankRecord({ thing, reason }: Lack, { values }: MediaFigures): boolean {
  return thing.kind === "post" && reason === "fresh" && Object.keys(values).length > 0;
}

function isNamed(figures: MediaFigures | undefined): boolean {
  return figures !== undefined && (hasFigures(figures) || Object.keys(figures.values).length > 0);
}

function hasFigures({ values, splits }: MediaFigures): boolean {
  return (
    Object.values(values).some((value) => value !== null) ||
    Object.values(splits).some((split) => Object.keys(split).length > 0)
  );
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
