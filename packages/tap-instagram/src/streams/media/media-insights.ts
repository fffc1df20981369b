import { utcTimestamp, type MediaNode } from "@tap-instagram/core";
import { mediaMetrics, retiredMediaMetrics, type MediaMetric } from "@tap-instagram/core/matrix";
import { retired, type Columns } from "../../columns/column.ts";
import { retirement } from "../../columns/field-columns.ts";
import { isDue } from "./due-insights.ts";
import { daysAgoMs, incrementalStartMs } from "../shared/start.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import {
  insightRequest,
  insightLabelColumns,
  metricColumns,
  splitColumns,
} from "../shared/insight-columns.ts";
import { mediaInsightRows } from "../shared/media-insight-rows.ts";
import { ofInsights } from "../shared/permissions.ts";

const metrics = mediaMetrics.filter(({ kinds }) => kinds.some((kind) => kind !== "story"));

const splits = {
  profile_activity: {
    bio_link_clicked: "Taps on the link of the profile after seeing it",
    call: "Taps on the call button after seeing it",
    direction: "Taps on the directions button after seeing it",
    email: "Taps on the email button after seeing it",
    text: "Taps on the text button after seeing it",
    other: "Other actions on the profile after seeing it",
  },
};

const columns: Columns = {
  ...insightLabelColumns,
  ...metricColumns(metrics, kindsNote),
  ...splitColumns("profile_activity", splits.profile_activity, false),
  ...videoViews(),
};

function later(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

/** Which of the posts have it, where not all do. */
function kindsNote({ kinds, doubtful = [] }: MediaMetric): string | undefined {
  if (!kinds.includes("reel")) return "not for reels";
  if (!kinds.includes("post")) return "reels";
  return doubtful.includes("video-post") ? "possibly not for videos older than reels" : undefined;
}

/** The one retired metric that other connectors have as a column. */
function videoViews(): Columns {
  return Object.fromEntries(
    retiredMediaMetrics
      .filter(({ name }) => name === "video_views")
      .map((metric) => [metric.name, retired(retirement(metric.retired))]),
  );
}

/** One record per post and reel that can have insights. */
export const mediaInsights: StreamDefinition<MediaNode[]> = {
  name: "media_insights",
  description:
    "Lifetime metrics of every post and reel: one API call each, or none if all kinds of posts have all selected metrics",
  columns,
  keyProperties: ["id"],
  permissions: ofInsights,
  replicationMethod: "FULL_TABLE",
  replicationKey: "timestamp",
  replicationFollows: "media",
  isPartial: ({ media_insights_lookback_days: days, media_insights_tiers: tiers = [] }) =>
    days !== undefined || tiers.length > 0,
  remembersRuns: ({ media_insights_tiers: tiers = [] }) => tiers.length > 0,
  quotaHint:
    "media_insights starts with the newest posts again: set media_insights_lookback_days to read fewer posts, or media_insights_tiers to read them less often",
  request: (selected) => insightRequest(selected, { metrics, splits }),
  startMs: (context) => {
    const { media_insights_lookback_days: days, media_lookback_days: mediaDays } = context.settings;
    const oldestMs = days === undefined ? undefined : daysAgoMs(context, days);
    if (!context.isIncremental) return oldestMs;
    const startMs = incrementalStartMs(context, days ?? mediaDays);
    // Before there is a bookmark, the look-back counts from now.
    return context.bookmarkMs === undefined ? later(oldestMs, startMs) : startMs;
  },
  open: (context, selected) => {
    const { media_insights_tiers: tiers = [] } = context.settings;
    return mediaInsightRows(context, selected, { columns, metrics, splits }, (media, range) => {
      const publishedAt = utcTimestamp(media["timestamp"]);
      if (publishedAt === null || range.isOwed(publishedAt)) return true;
      const post = { id: media.id, publishedMs: Date.parse(publishedAt) };
      return isDue(tiers, post, context.nowMs, range.lastWholeMs);
    });
  },
};
