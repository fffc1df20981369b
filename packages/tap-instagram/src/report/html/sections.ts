import { countText } from "../../log/count-text.ts";
import { utcTimestampOf } from "@tap-instagram/core";
import { secondsOf } from "../documents/summary-document.ts";
import type { LackFacts, RunFacts, StreamFacts } from "../facts/run-facts.ts";
import { rowsOf } from "../table/end-table.ts";
import { durationText } from "../live/live-frame.ts";
import { markup, type Markup } from "./markup.ts";
import { numberCell, tableOf, type Cell } from "./table.ts";
import { cut, type Limits } from "./limits.ts";

const counted = ["expected", "delivered", "unavailable", "pending", "missing"] as const;

/** The streams, what it took to find the accounts, and all together. */
export function streamsSection(facts: RunFacts): Markup {
  const heads = [...counted, "records", "calls", "seconds"].map((title) => ({ title, isNumber: true }));
  const rows = rowsOf(facts).map(([name, { counts, records, calls, requestMs }]): Cell[] => [
    { content: name },
    ...counted.map((key) => ({
      ...numberCell(counts[key], `${name}.${key}`),
      isBad: key === "missing" && counts.missing > 0,
    })),
    numberCell(records, `${name}.records`),
    numberCell(calls, `${name}.calls`),
    numberCell(secondsOf(requestMs), `${name}.seconds`),
  ]);
  return markup`<section><h2>Streams</h2>
${tableOf("What was expected of each stream, and what became of it", [{ title: "stream" }, ...heads], rows)}
<p class="soft">Things are days, posts, stories, accounts and parts of snapshots. Unavailable: the API does not have it, for an ordinary reason. Pending: the next run asks again. Only what is missing changes the exit code. Calls are calls of quota; seconds are the time of the requests, added up.</p></section>
`;
}

/** Bars beyond this do not help the eye. */
const mostBars = 20;

const helpTexts: { readonly [help in NonNullable<LackFacts["help"]>]: string } = {
  later: "Run again later: the next run asks again",
  act: "Change the token, a permission or a setting, then run again",
  nothing: "No step is known",
};

/** Why things did not come. */
export function reasonsSection(facts: RunFacts, limits: Limits): Markup {
  const all = [{ ...facts.accounts, stream: "(accounts)" }, ...facts.streams].flatMap(reasonRows);
  if (all.length === 0)
    return markup`<section><h2>Reasons</h2><p>Everything that was expected came.</p></section>
`;
  const missing = all.filter(({ lack }) => lack.ending === "missing");
  const shown = [...missing, ...all.filter(({ lack }) => lack.ending !== "missing")].slice(0, limits.reasons);
  const most = Math.max(1, ...missing.map(({ lack }) => lack.count));
  const rows = shown.map(({ stream, lack }): Cell[] => [
    { content: stream },
    { content: lack.ending },
    numberCell(lack.count, `${stream}.${lack.ending}.${lack.reason}`),
    { content: cut([lack.text, ...lack.metrics].join(", "), limits.text) },
    { content: lack.help === undefined ? "Nothing: it is ordinary" : helpTexts[lack.help] },
  ]);
  const heads = [
    { title: "stream" },
    { title: "ending" },
    { title: "things", isNumber: true },
    { title: "reason" },
    { title: "what to do" },
  ];
  return markup`<section><h2>Reasons</h2>
<figure data-plot="missing"><figcaption><strong>Missing by reason.</strong> ${missing.length === 0 ? "Nothing is missing." : `${countText(sumOf(missing), "thing is", "things are")} missing, for ${countText(missing.length, "reason")}.`}</figcaption>
${missing.slice(0, mostBars).map(({ stream, lack }) => reasonBar(stream, lack, most))}
${tableOf("Why things did not come", heads, rows)}${shown.length < all.length ? markup`<p>${countText(all.length - shown.length, "more row")}: a report as .json (--report FILE.json) has all.</p>` : undefined}</figure></section>
`;
}

interface ReasonRow {
  readonly stream: string;
  readonly lack: LackFacts;
}

function reasonRows({ stream, lacks }: Pick<StreamFacts, "stream" | "lacks">): ReasonRow[] {
  return lacks.map((lack) => ({ stream, lack }));
}

function reasonBar(stream: string, { text, count }: LackFacts, most: number): Markup {
  const width = Math.max(1, Math.round((count / most) * 1000));
  return markup`<div class="reason"><span>${stream}: ${text}</span><svg aria-hidden="true" viewBox="0 0 1000 16" preserveAspectRatio="none"><rect class="among" width="${width}" height="16"/></svg><span class="number">${count}</span></div>
`;
}

function sumOf(rows: readonly ReasonRow[]): number {
  return rows.reduce((sum, { lack }) => sum + lack.count, 0);
}

/** Columns that are null in some record, most nulls first. */
export function nullsSection({ nullColumns }: RunFacts, { columns }: Limits): Markup {
  if (nullColumns.length === 0)
    return markup`<section><h2>Columns without values</h2><p>No column is null in any record.</p></section>
`;
  const rows = nullColumns.map((stream): Cell[] => {
    const never = stream.columns.filter(({ nulls }) => nulls === stream.records);
    const sometimes = stream.columns.filter(({ nulls }) => nulls < stream.records);
    return [
      { content: stream.stream },
      numberCell(stream.records),
      {
        content: listOf(
          never.map(({ column }) => column),
          columns,
        ),
      },
      {
        content: listOf(
          sometimes.map(({ column, nulls }) => `${column} (${nulls})`),
          columns,
        ),
      },
    ];
  });
  const heads = [
    { title: "stream" },
    { title: "records", isNumber: true },
    { title: "null in every record" },
    { title: "null in some records" },
  ];
  return markup`<section><h2>Columns without values</h2>
${tableOf("Columns that are null, with the number of records", heads, rows)}</section>
`;
}

function listOf(names: readonly string[], most: number): string {
  const rest = names.length - most;
  return [...names.slice(0, most), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}

/** What the log warned of, with what to do. */
export function warningsSection({ warnings }: RunFacts, limits: Limits): Markup {
  const shown = warnings.list.slice(0, limits.warnings);
  const more = warnings.list.length - shown.length + warnings.leftOut;
  if (shown.length === 0)
    return markup`<section><h2>Warnings</h2><p>The log warned of nothing.</p></section>
`;
  return markup`<section><h2>Warnings</h2>
<ul>${shown.map(
    ({ level, stream, text, times }) =>
      markup`<li data-warning><span class="${level === "warning" ? "warn" : "bad"}">${level}</span>${stream === null ? "" : ` ${stream}`}${times > 1 ? ` (${times} times)` : ""}: ${cut(text, limits.text)}</li>
`,
  )}</ul>
${more > 0 ? markup`<p>${countText(more, "more is", "more are")} in the log.</p>` : undefined}</section>
`;
}

/** How the run ended, and when it was. */
export function headSection({ run, traffic, accounts }: RunFacts, outcomeText: string): Markup {
  return markup`<dl><dt>Ended</dt><dd class="outcome ${run.exitCode === 0 ? "good" : "bad"}">${outcomeText}, exit code ${run.exitCode}</dd>
<dt>Run</dt><dd>${utcTimestampOf(run.startedMs)} to ${utcTimestampOf(run.endedMs)}, ${durationText(run.durationMs)}</dd>
<dt>Accounts</dt><dd>${accounts.counts.delivered} of ${accounts.counts.expected}${run.shard === undefined ? "" : `, shard ${run.shard}`}</dd>
<dt>Calls</dt><dd>${traffic.calls}, ${countText(traffic.retries, "retry", "retries")}, ${countText(traffic.waits, "wait")} for quota</dd>
<dt>Run id</dt><dd>${run.id}</dd></dl>
`;
}
