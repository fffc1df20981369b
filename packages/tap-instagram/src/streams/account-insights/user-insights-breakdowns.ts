import { createUserReportReader } from "@tap-instagram/core";
import { userBreakdowns } from "@tap-instagram/core/matrix";
import { integer, key, keyTimestamp, type Columns } from "../../columns/column.ts";
import { wholeNumber } from "../../columns/values.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { incrementalStartMs } from "../shared/start.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { overWindows } from "./over-windows.ts";
import { dayColumn, plainDayOf } from "./plain-day.ts";
import type { DayWindow } from "../../walks/insight-windows.ts";
import { ofInsights } from "../shared/permissions.ts";

const name = "user_insights_breakdowns";

const columns: Columns = {
  ...ownerColumns,
  date: keyTimestamp("End of the day: midnight in California, in UTC, as the API reports it"),
  day: dayColumn,
  metric: key(
    "reach, views, total_interactions, likes, comments, shares, saves, follows_and_unfollows or profile_links_taps",
  ),
  dimension: key(
    "The dimension that splits the metric: media_product_type, follow_type or contact_button_type",
  ),
  dimension_value: key(
    "The part, as the API names it: POST, REEL, STORY, FOLLOWER, NON_FOLLOWER, EMAIL, … The API adds new ones without notice. For follows_and_unfollows, FOLLOWER counts accounts that followed and NON_FOLLOWER accounts that unfollowed",
  ),
  value: integer("Value of the part. The parts do not add up to the total in user_insights", {
    field: null,
  }),
};

/** One record per account, day, metric, dimension and part that is above zero. */
export const userInsightsBreakdowns: StreamDefinition<DayWindow> = {
  name,
  description:
    "Daily metrics of the account by media type, by follow type and by contact button, for the last two years: three API calls per day",
  columns,
  keyProperties: ["business_account_id", "date", "metric", "dimension", "dimension_value"],
  permissions: ofInsights,
  replicationMethod: "INCREMENTAL",
  replicationKey: "date",
  forced: true,
  selectedByDefault: false,
  startMs: (context) => incrementalStartMs(context, context.settings.insights_lookback_days),
  open: (context) => {
    const reader = createUserReportReader(context.graph, {
      metrics: userBreakdowns,
      nowMs: context.nowMs,
      onMissingMetrics: (names, why) => warnDropped(context, `metrics of ${name}`, names, why),
    });
    return overWindows(async (window, account, signal) => {
      const { cells, ...answers } = await reader.readWindow(account, window, signal);
      const owner = ownerOf(account);
      const rows = cells.map(({ endTime, metric, breakdowns: [dimension = ""] = [], dimensions, value }) => ({
        ...owner,
        date: endTime,
        day: plainDayOf(endTime, context),
        metric,
        dimension,
        dimension_value: dimensions[dimension] ?? "",
        value: wholeNumber(value),
      }));
      return { rows, ...answers };
    });
  },
};
