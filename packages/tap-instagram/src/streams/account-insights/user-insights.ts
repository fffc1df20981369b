import { createUserInsightsReader, type InstagramAccount } from "@tap-instagram/core";
import { userMetrics } from "@tap-instagram/core/matrix";
import type { JsonObject } from "@tap-instagram/singer";
import { integer, keyTimestamp, record, retired, type Columns } from "../../columns/column.ts";
import { emptyRecord } from "../../columns/empty-record.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { isSelected, type SelectedColumns } from "../../columns/selected-columns.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import { noteShortHistory } from "../shared/short-history.ts";
import { incrementalStartMs } from "../shared/start.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { overWindows } from "./over-windows.ts";
import { dayColumn, plainDayOf } from "./plain-day.ts";
import type { DayWindow } from "../../walks/insight-windows.ts";
import { ofInsights } from "../shared/permissions.ts";

type UserMetric = (typeof userMetrics)[number];

const name = "user_insights";

const hours: Columns = Object.fromEntries(
  Array.from({ length: 24 }, (_, hour) => [String(hour), integer(`Followers online in hour ${hour}`)]),
);

const figureColumns: Columns = Object.fromEntries(
  userMetrics.map(({ figure, description, value }) => [
    figure,
    value === "hours" ? record(description, hours, { field: null }) : integer(description, { field: null }),
  ]),
);

const columns: Columns = {
  ...ownerColumns,
  date: keyTimestamp("End of the day: midnight in California, in UTC, as the API reports it"),
  day: dayColumn,
  ...figureColumns,
  email_contacts: retired("Meta removed it in January 2025; see profile_links_taps"),
  get_directions_clicks: retired("Meta removed it in January 2025; see profile_links_taps"),
  phone_call_clicks: retired("Meta removed it in January 2025; see profile_links_taps"),
  text_message_clicks: retired("Meta removed it in January 2025; see profile_links_taps"),
};

function wantedOf(selected: SelectedColumns): readonly UserMetric[] {
  return userMetrics.filter(({ figure }) => isSelected(selected, figure));
}

/** Metrics that the API does not have of an account with so few followers. None where their number is not known. */
function ruledOutFor({ profile }: InstagramAccount, wanted: readonly UserMetric[]): string[] {
  const followers = profile["followers_count"];
  if (typeof followers !== "number") return [];
  return wanted.flatMap(({ metric, leastFollowers = 0 }) => (followers < leastFollowers ? [metric] : []));
}

/** One record per account and day that has any figure. */
export const userInsights: StreamDefinition<DayWindow> = {
  name,
  description:
    "Daily metrics of the account, for the last two years. The API keeps follower_count and online_followers for 30 days only",
  columns,
  keyProperties: ["business_account_id", "date"],
  permissions: ofInsights,
  replicationMethod: "INCREMENTAL",
  replicationKey: "date",
  forced: true,
  startMs: (context) => incrementalStartMs(context, context.settings.insights_lookback_days),
  accountFields: (selected) =>
    wantedOf(selected).some(({ leastFollowers }) => leastFollowers !== undefined) ? ["followers_count"] : [],
  open: (context, selected) => {
    const wanted = wantedOf(selected);
    const wantedColumns = Object.entries(figureColumns).filter(([figure]) => isSelected(selected, figure));
    const empty = emptyRecord(Object.keys(columns).filter((column) => isSelected(selected, column)));
    noteShortHistory(
      context,
      name,
      wanted.map(({ figure, historyDays }) => ({ name: figure, historyDays })),
    );
    const reader = createUserInsightsReader(context.graph, {
      figures: wanted.map(({ figure }) => figure),
      nowMs: context.nowMs,
      onMissingMetrics: (names, why) => warnDropped(context, `metrics of ${name}`, names, why),
    });
    return overWindows(async (window, account, signal) => {
      const { days, ...answers } = await reader.readWindow(account, window, signal);
      const owner = ownerOf(account);
      const rows = days.map(({ endTime, figures }) => {
        const row: JsonObject = { ...empty, ...owner, date: endTime, day: plainDayOf(endTime, context) };
        for (const [figure, column] of wantedColumns) row[figure] = column.read(figures[figure]);
        return row;
      });
      return { rows, ...answers, ruledOut: ruledOutFor(account, wanted) };
    });
  },
};
