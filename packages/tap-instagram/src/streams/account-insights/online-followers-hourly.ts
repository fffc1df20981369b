import { createUserReportReader } from "@tap-instagram/core";
import { metricRequestOf } from "@tap-instagram/core/matrix";
import { integer, key, keyTimestamp, type Columns } from "../../columns/column.ts";
import { wholeNumber } from "../../columns/values.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { noteShortHistory } from "../shared/short-history.ts";
import { daysAgoMs, incrementalStartMs } from "../shared/start.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { overWindows } from "./over-windows.ts";
import { dayColumn, plainDayOf } from "./plain-day.ts";
import type { DayWindow } from "../../walks/insight-windows.ts";
import { ofInsights } from "../shared/permissions.ts";

const name = "online_followers_hourly";

const historyDays = 30;

const columns: Columns = {
  ...ownerColumns,
  date: keyTimestamp("End of the day: midnight in California, in UTC, as the API reports it"),
  day: dayColumn,
  hour: key("Hour of that day, two digits: 00 to 23"),
  online_followers: integer(
    "Followers online in that hour. The API keeps them for 30 days only, and leaves out days and hours without data",
    { field: null },
  ),
};

/** One record per account, day and hour. */
export const onlineFollowersHourly: StreamDefinition<DayWindow> = {
  name,
  description:
    "Followers online, by hour, for the last 30 days: one API call per sync. For accounts with at least 100 followers",
  columns,
  keyProperties: ["business_account_id", "date", "hour"],
  permissions: ofInsights,
  replicationMethod: "INCREMENTAL",
  replicationKey: "date",
  forced: true,
  selectedByDefault: false,
  startMs: (context) =>
    Math.max(
      incrementalStartMs(context, context.settings.insights_lookback_days) ?? 0,
      daysAgoMs(context, historyDays),
    ),
  open: (context) => {
    noteShortHistory(context, name, [{ name: "online_followers", historyDays }]);
    const reader = createUserReportReader(context.graph, {
      metrics: [
        metricRequestOf({ metric: "online_followers", period: "lifetime", metricType: "time_series" }),
      ],
      nowMs: context.nowMs,
      onMissingMetrics: (names, why) => warnDropped(context, `metrics of ${name}`, names, why),
    });
    return overWindows(async (window, account, signal) => {
      const { cells, ...answers } = await reader.readWindow(account, window, signal);
      const rows = cells.flatMap(({ endTime, dimensions, value }) => {
        const { hour } = dimensions;
        return hour === undefined
          ? []
          : [
              {
                ...ownerOf(account),
                date: endTime,
                day: plainDayOf(endTime, context),
                hour: hour.padStart(2, "0"),
                online_followers: wholeNumber(value),
              },
            ];
      });
      return { rows, ...answers };
    });
  },
};
