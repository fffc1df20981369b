import { countText } from "../../log/count-text.ts";
import type { CourseFacts, Moment, RunFacts } from "../facts/run-facts.ts";
import { durationText } from "../live/live-frame.ts";
import { markup, type Markup } from "./markup.ts";
import { plotOf, type Track } from "./plot.ts";
import { numberCell, tableOf, type Cell } from "./table.ts";

/** Quota over time, and a timeline of requests, retries and waits. */
export function courseSection({ course, traffic }: RunFacts): Markup {
  return markup`<section><h2>Course of the run</h2>
${quotaPlot(course, traffic)}${timelinePlot(course, traffic)}</section>
`;
}

function quotaPlot({ moments, widthMs }: CourseFacts, { budgets, budgetsSeen }: RunFacts["traffic"]): Markup {
  const [fullest] = budgets;
  const summary = fullest
    ? `The fullest of ${countText(budgetsSeen, "quota")} was that of ${fullest.name}: ${fullest.peakPercent} %. At 100 % the API refuses requests.`
    : "The API told nothing of its quota.";
  const track = {
    name: "quota",
    title: "Fullest quota",
    unit: "%",
    form: "area",
    values: moments.map(({ peakPercent }) => peakPercent),
    top: Math.max(100, ...moments.map(({ peakPercent }) => peakPercent ?? 0)),
  } as const;
  const heads = [{ title: "from" }, { title: "quota, %", isNumber: true }];
  const rows = moments.map((moment): Cell[] => [
    { content: durationText(moment.fromMs) },
    moment.peakPercent === undefined ? { content: "–", isNumber: true } : numberCell(moment.peakPercent),
  ]);
  return plotOf("quota", "Quota", summary, [track], widthMs, tableOf("Quota over time", heads, rows));
}

function timelinePlot({ moments, widthMs }: CourseFacts, traffic: RunFacts["traffic"]): Markup {
  const sum = (of: (moment: Moment) => number) => moments.reduce((all, moment) => all + of(moment), 0);
  const requests = sum((moment) => moment.requests);
  const failures = sum((moment) => moment.failures);
  const summary = `${countText(requests, "request")}, ${failures} of them failed; ${countText(traffic.retries, "retry", "retries")}; ${countText(traffic.waits, "wait")} for quota, ${durationText(traffic.waitMs)} in all.`;
  const all: readonly Track[] = [
    {
      name: "requests",
      title: "Requests",
      unit: "failed ones in red",
      form: "bars",
      values: moments.map((moment) => moment.requests),
      among: moments.map((moment) => moment.failures),
    },
    {
      name: "retries",
      title: "Retries",
      unit: "requests or parts of batches",
      form: "bars",
      values: moments.map((moment) => moment.retries),
    },
    {
      name: "waits",
      title: "Waiting for quota",
      unit: "seconds, side by side added up",
      form: "bars",
      values: moments.map(({ waitMs }) => waitMs / 1000),
    },
  ];
  const tracks = all.filter(({ name, values }) => name === "requests" || values.some((value) => value !== 0));
  const heads = ["requests", "failed", "calls", "retries", "waits", "seconds waited"];
  const rows = moments.map((moment): Cell[] => [
    { content: durationText(moment.fromMs) },
    numberCell(moment.requests),
    numberCell(moment.failures),
    numberCell(moment.calls),
    numberCell(moment.retries),
    numberCell(moment.waits),
    numberCell(Math.round(moment.waitMs / 100) / 10),
  ]);
  const table = tableOf(
    "Requests, retries and waits over time",
    [{ title: "from" }, ...heads.map((title) => ({ title, isNumber: true }))],
    rows,
  );
  return plotOf("timeline", "Requests, retries and waits", summary, tracks, widthMs, table);
}
