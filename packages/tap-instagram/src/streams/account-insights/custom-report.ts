import {
  createUserReportReader,
  type InstagramAccount,
  type ReportCell,
  type UserReportReader,
} from "@tap-instagram/core";
import {
  metricRequestOf,
  userBreakdowns,
  userDemographics,
  userMetrics,
  type MetricRequest,
} from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import { integer, key, keyTimestamp, number, text, type Columns } from "../../columns/column.ts";
import { wholeNumber } from "../../columns/values.ts";
import type { CustomReport } from "../../settings/custom-report.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { isSelected, type SelectedColumns } from "../../columns/selected-columns.ts";
import { noteShortHistory } from "../shared/short-history.ts";
import { snapshotDateColumn, snapshotDateOf } from "../shared/snapshot-date.ts";
import { daysAgoMs, incrementalStartMs } from "../shared/start.ts";
import type { StreamDefinition, StreamDescription, SyncContext } from "../../sync/stream.ts";
import { streamsOver, type StreamGroup } from "../../sync/stream-group.ts";
import { accountsWalk } from "../../walks/accounts.ts";
import { insightWindowsWalk, type DayWindow } from "../../walks/insight-windows.ts";
import { overWindows } from "./over-windows.ts";
import { dayColumn, plainDayOf } from "./plain-day.ts";
import { snapshotReading } from "./snapshot-reading.ts";
import { ofInsights } from "../shared/permissions.ts";

const counts = new Set([...userMetrics, ...userBreakdowns, ...userDemographics].map(({ metric }) => metric));

/** The stream of a custom report: one record per account and day, or snapshot, and group it is split into. */
export function customReportGroup(report: CustomReport): StreamGroup {
  return report.period === "lifetime"
    ? streamsOver(accountsWalk, [snapshotsOf(report)])
    : streamsOver(insightWindowsWalk, [daysOf(report)]);
}

function daysOf(report: CustomReport): StreamDefinition<DayWindow> {
  const date = keyTimestamp("End of the day: midnight in California, in UTC, as the API reports it");
  return {
    ...descriptionOf(report, { date }, { day: dayColumn }),
    permissions: ofInsights,
    replicationMethod: "INCREMENTAL",
    replicationKey: "date",
    startMs: (context) => {
      const startMs = incrementalStartMs(context, context.settings.insights_lookback_days);
      const histories = requestsOf(report).map(({ historyDays }) => historyDays ?? Infinity);
      const longest = Math.max(...histories);
      return longest === Infinity ? startMs : Math.max(startMs ?? 0, daysAgoMs(context, longest));
    },
    open: (context, selected) => {
      const reader = readerOf(report, context, selected);
      return overWindows(async (window, account, signal) => {
        const { cells, ...answers } = await reader.readWindow(account, window, signal);
        const rows = rowsOf(report, cells, ({ endTime }) => ({
          ...ownerOf(account),
          date: endTime,
          day: plainDayOf(endTime, context),
        }));
        return { rows, ...answers };
      });
    },
  };
}

function snapshotsOf(report: CustomReport): StreamDefinition<InstagramAccount> {
  const timeframe = text("Timeframe of the report", { field: null });
  return {
    ...descriptionOf(report, { snapshot_date: snapshotDateColumn }, { timeframe }),
    permissions: ofInsights,
    replicationMethod: "FULL_TABLE",
    addsSnapshots: true,
    open: (context, selected) => {
      const reader = readerOf(report, context, selected);
      return async (account, _owner, signal) => {
        const { cells, parts } = await reader.readSnapshot(account, signal);
        const rows = rowsOf(report, cells, () => ({
          ...ownerOf(account),
          snapshot_date: snapshotDateOf(context),
          timeframe: report.timeframe ?? null,
        }));
        return snapshotReading(rows, parts);
      };
    },
  };
}

function descriptionOf(
  report: CustomReport,
  dateColumn: Columns,
  others: Columns = {},
): Omit<StreamDescription, "replicationMethod"> {
  const { breakdown: dimensions = [] } = report;
  const by = dimensions.length === 0 ? "" : ` by ${dimensions.join(" and ")}`;
  return {
    name: nameOf(report),
    description: `Custom report: ${report.metrics.join(", ")}${by}`,
    columns: {
      ...ownerColumns,
      ...dateColumn,
      ...others,
      ...Object.fromEntries(dimensions.map((name) => [name, key(`${name}, as the API names it`)])),
      ...Object.fromEntries(report.metrics.map((metric) => [metric, metricColumn(report, metric)])),
    },
    keyProperties: ["business_account_id", ...Object.keys(dateColumn), ...dimensions],
    forced: true,
  };
}

function nameOf({ name }: CustomReport): string {
  return `report_${name}`;
}

function metricColumn({ period }: CustomReport, metric: string) {
  const known = userMetrics.find((one) => one.metric === metric && one.period === period);
  const description = known?.description ?? `The metric ${metric} of the API`;
  return (counts.has(metric) ? integer : number)(description, { field: null });
}

function requestsOf({
  metrics,
  period,
  metric_type: metricType,
  breakdown: breakdowns,
  timeframe,
}: CustomReport): MetricRequest[] {
  return metrics.map((metric) => metricRequestOf({ metric, period, metricType, breakdowns, timeframe }));
}

function readerOf(report: CustomReport, context: SyncContext, selected: SelectedColumns): UserReportReader {
  const metrics = requestsOf(report).filter(({ metric }) => isSelected(selected, metric));
  noteShortHistory(
    context,
    nameOf(report),
    metrics.map(({ metric, historyDays }) => ({ name: metric, historyDays })),
  );
  return createUserReportReader(context.graph, {
    metrics,
    nowMs: context.nowMs,
    onMissingMetrics: (names, why) => warnDropped(context, `metrics of ${nameOf(report)}`, names, why),
    // A report without any metric left is a mistake in the settings: fail, to tell its author.
    whenAllAreRefused: "fail",
  });
}

/** One row per day and group, with a column per metric. */
function rowsOf(
  report: CustomReport,
  cells: readonly ReportCell[],
  beginningOf: (cell: ReportCell) => JsonObject,
): JsonObject[] {
  const { breakdown: dimensions = [] } = report;
  const rows = new Map<string, JsonObject>();
  for (const cell of cells) {
    const group = dimensions.map((name) => cell.dimensions[name] ?? "");
    const place = JSON.stringify([cell.endTime, ...group]);
    const row = rows.get(place) ?? {
      ...beginningOf(cell),
      ...Object.fromEntries(dimensions.map((name, position) => [name, group[position] ?? ""])),
      ...Object.fromEntries(report.metrics.map((metric) => [metric, null])),
    };
    row[cell.metric] = counts.has(cell.metric) ? wholeNumber(cell.value) : cell.value;
    rows.set(place, row);
  }
  return [...rows.values()];
}
