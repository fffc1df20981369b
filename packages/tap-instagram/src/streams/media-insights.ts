import { mediaMetrics, type MediaNode } from "@tap-instagram/core";
import { retired, type Columns } from "../column.ts";
import { daysAgoMs, incrementalStartMs } from "../start.ts";
import type { StreamDefinition } from "../stream.ts";
import {
  insightFields,
  insightLabelColumns,
  mediaInsightRows,
  metricColumns,
  splitColumns,
} from "./media-insight-rows.ts";

const metrics = mediaMetrics.filter(({ kinds }) => kinds.some((kind) => kind !== "story"));

const splits = {
  profile_activity: {
    bio_link_clicked: "Taps on the profile's link after seeing it",
    call: "Taps on the call button after seeing it",
    direction: "Taps on the directions button after seeing it",
    email: "Taps on the email button after seeing it",
    text: "Taps on the text button after seeing it",
    other: "Other actions on the profile after seeing it",
  },
};

const columns: Columns = {
  ...insightLabelColumns,
  ...metricColumns(metrics),
  ...splitColumns("profile_activity", splits.profile_activity, false),
  video_views: retired("Meta removed it in January 2025; see views"),
};

/** One record per post and reel that can have insights. */
export const mediaInsights: StreamDefinition<MediaNode[]> = {
  name: "media_insights",
  description: "Lifetime figures of every post and reel; one call of quota each",
  columns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  replicationKey: "timestamp",
  replicationFollows: "media",
  fields: () => insightFields,
  startMs: (question) => {
    const { media_insights_lookback_days: days, media_lookback_days: mediaDays } = question.settings;
    if (question.isIncremental) return incrementalStartMs(question, days ?? mediaDays);
    return days === undefined ? undefined : daysAgoMs(question, days);
  },
  open: (context, selected) => mediaInsightRows(context, selected, { metrics, splits }),
};
