import { createUserReportReader, type InstagramAccount } from "@tap-instagram/core";
import { userDemographics } from "@tap-instagram/core/matrix";
import { integer, key, text, type Columns } from "../../columns/column.ts";
import { wholeNumber } from "../../columns/values.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import { ownerColumns, ownerOf } from "../../columns/owner.ts";
import { isSelected } from "../../columns/selected-columns.ts";
import { snapshotReading } from "./snapshot-reading.ts";
import { snapshotDateColumn, snapshotDateOf } from "../shared/snapshot-date.ts";
import type { StreamDefinition } from "../../sync/stream.ts";
import { fewOf } from "../../sync/sample.ts";
import { ofInsights } from "../shared/permissions.ts";

const name = "user_lifetime_insights";

const elsewhere = { field: null };

/** The API has demographics of followers from so many on. The other two go by engagements, which nothing counts. */
const leastFollowers = 100;
const followerMetrics = ["follower_demographics"];

const columns: Columns = {
  ...ownerColumns,
  id: key(
    "Account, snapshot_date, metric, timeframe, breakdown and the names of the group, joined with colons. It is the key because these columns may be null",
  ),
  snapshot_date: snapshotDateColumn,
  metric: text(
    "follower_demographics, engaged_audience_demographics or reached_audience_demographics",
    elsewhere,
  ),
  timeframe: text("this_week (7 days) or this_month (30 days); null for followers", elsewhere),
  breakdown: text("The columns that name the group: age, gender, city, country or age,gender", elsewhere),
  age: text("13-17, 18-24, … 65+", elsewhere),
  gender: text("F, M or U", elsewhere),
  city: text("City and region: London, England", elsewhere),
  country: text("Two letters, ISO 3166", elsewhere),
  value: integer(
    "People in the group. The API returns only the 45 largest groups: they do not add up to the total",
    elsewhere,
  ),
};

/** One record per account, day of sync, metric, timeframe, breakdown and group of people. */
export const userLifetimeInsights: StreamDefinition<InstagramAccount> = {
  name,
  description:
    "Demographics of followers, of engaged and of reached accounts, at the time of the sync: 15 API calls per account. Each day's sync adds a snapshot. For accounts with at least 100 followers or engagements",
  columns,
  keyProperties: ["id"],
  permissions: ofInsights,
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  addsSnapshots: true,
  accountFields: () => ["followers_count"],
  open: (context, selected) => {
    // Do not request groups that no selected column can name.
    const metrics = userDemographics.filter(({ breakdowns = [] }) =>
      breakdowns.every((dimension) => isSelected(selected, dimension)),
    );
    const reader = createUserReportReader(context.graph, {
      metrics: fewOf(metrics, context.sample),
      nowMs: context.nowMs,
      onMissingMetrics: (names, why) => warnDropped(context, `metrics of ${name}`, names, why),
    });
    const snapshotDate = snapshotDateOf(context);
    return async (account, _owner, signal) => {
      const { cells, parts } = await reader.readSnapshot(account, signal);
      const owner = ownerOf(account);
      const rows = cells.map(({ metric, timeframe, breakdowns = [], dimensions, value }) => ({
        ...owner,
        id: [
          account.id,
          snapshotDate,
          metric,
          timeframe ?? "",
          breakdowns.join(","),
          ...breakdowns.map((dimension) => dimensions[dimension] ?? ""),
        ].join(":"),
        snapshot_date: snapshotDate,
        metric,
        timeframe: timeframe ?? null,
        breakdown: breakdowns.join(","),
        age: dimensions["age"] ?? null,
        gender: dimensions["gender"] ?? null,
        city: dimensions["city"] ?? null,
        country: dimensions["country"] ?? null,
        value: wholeNumber(value),
      }));
      const followers = account.profile["followers_count"];
      const isLarge = typeof followers === "number" && followers >= leastFollowers;
      return snapshotReading(rows, parts, isLarge ? followerMetrics : []);
    };
  },
};
