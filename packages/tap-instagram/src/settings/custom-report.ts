import { timeframes } from "@tap-instagram/core/matrix";
import type { Problem } from "@tap-instagram/singer";
import * as v from "valibot";

/** A selection of account metrics that becomes a stream. */
export interface CustomReport {
  /** The stream is called `report_` and this. */
  name: string;
  metrics: string[];
  period: "day" | "week" | "days_28" | "lifetime";
  /** Default: a series if the metric has one and no breakdown splits it, else a total. */
  metric_type?: "time_series" | "total_value" | undefined;
  /** Dimensions: `["follow_type"]`, `["age", "gender"]`. */
  breakdown?: string[] | undefined;
  timeframe?: string | undefined;
}

const periods = ["day", "week", "days_28", "lifetime"] as const;
const metricTypes = ["time_series", "total_value"] as const;
const knownTimeframes = timeframes.map(({ name }) => name).join(", ");
const keys = "name, metrics, period, metric_type, breakdown, timeframe";

/** Columns that every report has, or may have. */
const takenColumns = new Set(["business_account_id", "page_id", "date", "snapshot_date", "timeframe"]);

const found = (value: unknown): string => `found ${value === undefined ? "nothing" : JSON.stringify(value)}`;

/** A name that is safe for columns and tables. */
function word(wanted: string, most: number) {
  const message = ({ input }: { input: unknown }): string => `${found(input)}, wanted ${wanted}`;
  return v.pipe(
    v.string(message),
    v.trim(),
    v.regex(/^[a-z][a-z0-9_]*$/, message),
    v.maxLength(most, message),
    v.check(
      (name) => !takenColumns.has(name),
      ({ input }) => `${found(input)}, but every report has a column with this name`,
    ),
  );
}

function choiceOf<const Options extends readonly string[]>(options: Options) {
  return v.picklist(options, ({ input }) => `${found(input)}, wanted one of ${options.join(", ")}`);
}

const metric = word("the name of a metric, in small letters: reach", 63);
const dimension = word("the name of a dimension, in small letters: follow_type", 63);

function listOf(item: typeof metric, wanted: string) {
  return v.pipe(
    v.array(item, ({ input }) => `${found(input)}, wanted ${wanted}`),
    v.minLength(1, `found an empty list, wanted ${wanted}`),
    v.check((names) => new Set(names).size === names.length, "contains a name twice"),
  );
}

const breakdown = v.pipe(
  v.union(
    [v.string(), v.array(v.string())],
    ({ input }) => `${found(input)}, wanted one dimension, or two with a comma between: age,gender`,
  ),
  v.transform((value) => (typeof value === "string" ? value.split(",") : value)),
  listOf(dimension, "one dimension, or two: age,gender"),
);

/** One entry of the setting `custom_reports`. Unknown metrics pass here: the API decides. */
export const customReport: v.GenericSchema<unknown, CustomReport> = v.pipe(
  v.strictObject(
    {
      name: word("a name in small letters, digits and _, beginning with a letter, of at most 56", 56),
      metrics: listOf(metric, 'a list of metrics, ["reach", "views"]'),
      period: choiceOf(periods),
      metric_type: v.optional(choiceOf(metricTypes)),
      breakdown: v.optional(breakdown),
      timeframe: v.optional(
        v.pipe(
          v.string(({ input }) => `${found(input)}, wanted one of ${knownTimeframes}`),
          v.nonEmpty(`found an empty text, wanted one of ${knownTimeframes}`),
        ),
      ),
    },
    ({ expected }) =>
      expected === "never" ? `unknown key, wanted one of ${keys}` : "not set, but it is required",
  ),
  v.forward(
    v.check(
      ({ metrics }) => !metrics.includes("online_followers"),
      "online_followers has a value per hour: select the stream online_followers_hourly instead",
    ),
    ["metrics"],
  ),
  v.forward(
    v.check(
      ({ metrics, breakdown: by }) => by === undefined || !by.some((name) => metrics.includes(name)),
      "a dimension and a metric have the same name, but both become columns",
    ),
    ["breakdown"],
  ),
  v.forward(
    v.check(
      ({ period, breakdown: by }) => period !== "lifetime" || by !== undefined,
      "not set, but the period lifetime needs one: age, gender, city, country or age,gender",
    ),
    ["breakdown"],
  ),
  v.forward(
    v.check(
      ({ metric_type: type, breakdown: by }) => type !== "time_series" || by === undefined,
      'found "time_series", but a breakdown needs total_value: remove metric_type or breakdown',
    ),
    ["metric_type"],
  ),
  v.forward(
    v.check(
      ({ period, timeframe }) => timeframe === undefined || period === "lifetime",
      "is for the period lifetime only: remove it, or change the period",
    ),
    ["timeframe"],
  ),
);

/** Validates combinations of reports. */
export function checkCustomReports(reports: readonly CustomReport[] = []): Problem[] {
  return reports.flatMap(({ name }, index) => {
    const before = reports.findIndex((report) => report.name === name);
    if (before === index) return [];
    const message = `found "${name}", which custom_reports[${before}] has too; wanted another name`;
    return [{ place: `custom_reports[${index}].name`, message }];
  });
}
