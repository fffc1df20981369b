import type { MediaNode } from "@tap-instagram/core";
import type { StreamDefinition } from "../../sync/stream.ts";
import { snapshotDateColumn, snapshotDateOf } from "../shared/snapshot-date.ts";
import { daysAgoMs } from "../shared/start.ts";
import { mediaInsights } from "./media-insights.ts";
import { ofInsights } from "../shared/permissions.ts";

/** One record per post and day of sync: the lifetime figures of `media_insights`, kept as a history. */
export const mediaInsightsDaily: StreamDefinition<MediaNode[]> = {
  name: "media_insights_daily",
  description:
    "The figures of media_insights as they are on the day of the sync, a record per post and day. Figures can fall. Beside media_insights with the same metrics it costs no call",
  columns: { ...mediaInsights.columns, snapshot_date: snapshotDateColumn },
  keyProperties: ["id", "snapshot_date"],
  permissions: ofInsights,
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  addsSnapshots: true,
  isPartial: (settings) => mediaInsights.isPartial?.(settings) ?? false,
  remembersRuns: (settings) => mediaInsights.remembersRuns?.(settings) ?? false,
  request: (selected) => mediaInsights.request?.(selected) ?? {},
  startMs: (context) => {
    const { media_insights_lookback_days: days } = context.settings;
    return days === undefined ? undefined : daysAgoMs(context, days);
  },
  open: (context, selected) => {
    const read = mediaInsights.open(context, selected);
    const snapshot_date = snapshotDateOf(context);
    return async (...chunk) => {
      const reading = await read(...chunk);
      return { ...reading, rows: reading.rows.map((row) => ({ ...row, snapshot_date })) };
    };
  },
};
