import {
  createMediaInsightsReader,
  utcTimestamp,
  type MediaFigures,
  type MediaInsightsOutcome,
  type MediaNode,
} from "@tap-instagram/core";
import { mediaKindOf } from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import { lackOf } from "../../book/reason-of.ts";
import type { Lack, Thing } from "../../book/thing.ts";
import { readColumns } from "../../columns/column.ts";
import { ownerOf } from "../../columns/owner.ts";
import { isSelected, type SelectedColumns } from "../../columns/selected-columns.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import type { ChunkReader } from "../../sync/reading.ts";
import type { SyncContext } from "../../sync/stream.ts";
import { allFailed, quotaFailure } from "./failures.ts";
import { figureColumnsOf, selectedSplits, type InsightColumns } from "./insight-columns.ts";

/** The API may need 48 hours for the figures of a new media; the rest is for clocks that differ. */
const figuresComeAfterMs = 50 * 60 * 60_000;

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
    return {
      rows,
      expected: page.length,
      delivered,
      lacks,
      allFailed: allFailed(outcomes),
      failure: quotaFailure(outcomes),
    };
  };
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
