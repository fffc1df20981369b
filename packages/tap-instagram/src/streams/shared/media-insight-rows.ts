import {
  createMediaInsightsReader,
  utcTimestamp,
  type MediaFigures,
  type MediaNode,
} from "@tap-instagram/core";
import { metricsOfAllPosts } from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import { MisshapenFields } from "../../book/misshapen-fields.ts";
import type { Lack } from "../../book/thing.ts";
import { columnReader, type Columns } from "../../columns/column.ts";
import { ownerOf } from "../../columns/owner.ts";
import { isSelected, type SelectedColumns } from "../../columns/selected-columns.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import type { ChunkReader, ReadRange } from "../../sync/reading.ts";
import type { SyncContext } from "../../sync/stream.ts";
import { allFailed, quotaFailure } from "./failures.ts";
import { isNamed, lackOfMedia, lacksOfMetrics, MetricsOfPage, outcomeOfPage } from "./media-lacks.ts";
import { askOnce } from "./ask-once.ts";
import { insightLabelColumns, selectedSplits, type InsightColumns } from "./insight-columns.ts";
import { fewOf } from "../../sync/sample.ts";

/** Makes a record per wanted media of a page, and reads the insights that did not come with the page. */
export function mediaInsightRows(
  context: SyncContext,
  selected: SelectedColumns,
  { columns, metrics, splits }: InsightColumns & { columns: Columns },
  isWanted: (media: MediaNode, range: ReadRange) => boolean = () => true,
): ChunkReader<MediaNode[]> {
  const splitMetrics = selectedSplits(selected, splits);
  // The labels are not figures: they are set once a row is made, in their places.
  const readRow = columnReader(columns, selected, Object.keys(insightLabelColumns));
  const { business_account_id: _account, page_id: _page, ...labels } = insightLabelColumns;
  const readLabels = columnReader(labels, selected, Object.keys(labels));
  const wanted = metrics.map(({ name }) => name).filter((name) => isSelected(selected, name));
  const { api_version: apiVersion } = context.settings;
  const metricsOfPages = metricsOfAllPosts(wanted, { host: context.graph.host, apiVersion }) ?? [];
  const reader = createMediaInsightsReader(context.graph, {
    metrics: wanted,
    splitMetrics,
    apiVersion,
    onDroppedMetrics: (names, kind) =>
      kind === undefined
        ? warnDropped(context, "metrics of media", names, "unknown")
        : warnDropped(context, `metrics of every ${kind} so far`, names, "refused"),
    onDroppedSplits: (names, kind) =>
      warnDropped(context, `splits of metrics of every ${kind} so far`, names, "refused"),
  });
  return async (chunk, account, signal, range) => {
    const inRange = chunk.filter(
      (media) => range.includes(utcTimestamp(media["timestamp"])) && isWanted(media, range),
    );
    const page = fewOf(inRange, context.sample);
    // A page may bring an empty list along: then the media itself is asked.
    const apart = page.filter(({ figures }) => !isNamed(figures));
    const asked = await askOnce(
      context.insightsAsked,
      { metrics: wanted, splits: splitMetrics },
      apart,
      (posts) => reader.read(account, posts, signal),
    );
    const outcomes = page.map(({ figures }) =>
      figures && isNamed(figures) ? outcomeOfPage(figures, metricsOfPages) : asked.shift(),
    );
    const rows: JsonObject[] = [];
    const lacks: Lack[] = [];
    const came = new MetricsOfPage();
    const misshapen = new MisshapenFields();
    for (const [position, media] of page.entries()) {
      const outcome = outcomes[position];
      if (!outcome) continue;
      const lack = lackOfMedia(media, outcome, context.nowMs);
      if (lack) lacks.push(lack);
      if (outcome.ok && (!lack || lack.hasRecord))
        rows.push(
          Object.assign(
            readRow(valuesOf(outcome.figures, splitMetrics), misshapen.of(media)),
            readLabels(media, misshapen.of(media)),
            ownerOf(account),
          ),
        );
      if (outcome.ok && (!lack || lack.hasRecord)) {
        lacks.push(...lacksOfMetrics(media, outcome.lacks, lack, context.nowMs));
        came.add(media, outcome.figures);
      }
      if (!outcome.ok && outcome.error.kind === "misuse")
        context.warnOnce(
          `Unknown API error, please report it: ${outcome.error.message}`,
          outcome.error.endpoint,
        );
    }
    return {
      rows,
      expected: page.length,
      delivered: page.length - lacks.filter(({ thing }) => thing.kind !== "metric").length,
      lacks: [...lacks, ...misshapen.lacks],
      metrics: came.all,
      allFailed: allFailed(outcomes),
      failure: quotaFailure(outcomes),
    };
  };
}

function valuesOf(figures: MediaFigures, splitMetrics: readonly string[]): JsonObject {
  if (splitMetrics.length === 0) return figures.values;
  const values: JsonObject = { ...figures.values };
  for (const metric of splitMetrics) {
    for (const [category, value] of Object.entries(figures.splits[metric] ?? {}))
      values[`${metric}_${category}`] = value;
  }
  return values;
}
