import type { MediaNode } from "@tap-instagram/core";
import { mediaMetrics } from "@tap-instagram/core/matrix";
import type { Columns } from "../../columns/column.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import {
  insightFields,
  insightLabelColumns,
  metricColumns,
  splitColumns,
} from "../shared/insight-columns.ts";
import { mediaInsightRows } from "../shared/media-insight-rows.ts";
import { ofInsights } from "../shared/permissions.ts";

const metrics = mediaMetrics.filter(({ kinds }) => kinds.includes("story"));

const splits = {
  navigation: {
    tap_forward: "Taps to the next story",
    tap_back: "Taps to the previous story",
    tap_exit: "Taps to leave",
    swipe_forward: "Swipes to the next account's story",
  },
};

const columns: Columns = {
  ...insightLabelColumns,
  ...metricColumns(metrics),
  ...splitColumns("navigation", splits.navigation, true),
};

/** One record per live story that can have insights. */
export const storyInsights: StreamDefinition<MediaNode[]> = {
  name: "story_insights",
  description:
    "Metrics of the stories of the last 24 hours: two API calls each, one of them for the split of navigation",
  columns,
  keyProperties: ["id"],
  permissions: ofInsights,
  replicationMethod: "FULL_TABLE",
  forced: true,
  addsSnapshots: true,
  request: () => ({ fields: insightFields }),
  open: (context, selected) => mediaInsightRows(context, selected, { columns, metrics, splits }),
};
