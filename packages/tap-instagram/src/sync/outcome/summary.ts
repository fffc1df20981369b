import type { Book, StreamLacks, StreamTotals } from "../../book/book.ts";
import { reasons, type LackEnding } from "../../book/reasons.ts";
import { metricNameOf } from "../../book/thing.ts";
import type { SyncLogger } from "../../log/logger.ts";
import type { StreamDescription } from "../stream.ts";
import { isOfPermission, permissionAdvice } from "./permission-advice.ts";

/** So many names of metrics are listed per reason. */
const mostNames = 5;

/** More objects than this that vanish between the list and the question are worth a warning. */
const fewVanished = 3;

/** The last lines of the log, from the book alone: per stream what was expected and what came, and what to do. */
export function logSummary(
  book: Book,
  descriptions: ReadonlyMap<string, StreamDescription>,
  logger: SyncLogger,
): void {
  for (const totals of book.totals()) logStream(book, totals, logger);
  for (const advice of adviceOf(book, descriptions)) logger.warning(advice);
}

/** The same lines for the streams of which something did not come. */
export function logReasons(book: Book, logger: SyncLogger): void {
  for (const totals of book.totals()) if (totals.lacks.length > 0) logStream(book, totals, logger);
}

/** A column that stays null in every record is worth a look, although nothing failed. */
function warnOfAbsent(book: Book, stream: string, logger: SyncLogger): void {
  const absent = book.absentMetricsOf(stream);
  if (absent.length === 0) return;
  const names = absent.map((metric) => `${metricNameOf(metric) ?? ""} of ${metric.things}`);
  logger
    .forStream(stream)
    .warning(
      `The API has no figure of these metrics for any post or story that is old enough: ${names.join(", ")}. Their columns stay null. Look whether the Instagram app shows the figures. To end this warning, deselect them`,
    );
}

function logStream(book: Book, totals: StreamTotals, logger: SyncLogger): void {
  logTotals(totals, logger);
  warnOfAbsent(book, totals.stream, logger);
}

function logTotals(totals: StreamTotals, logger: SyncLogger): void {
  const line = lineOf(totals);
  const streamLogger = logger.forStream(totals.stream);
  if (totals.counts.missing > 0 || vanishedIn(totals) > fewVanished) streamLogger.warning(line);
  else streamLogger.info(line);
}

/** `412 expected, 400 delivered, 9 unavailable (7 …; 2 …), 3 missing (3 refused by the API)`. */
function lineOf({ counts, lacks }: StreamTotals): string {
  const part = (ending: LackEnding) => {
    if (counts[ending] === 0) return [];
    const groups = lacks.filter(({ reason }) => reasons[reason].ending === ending);
    return [`${counts[ending]} ${ending} (${groups.map(textOf).join("; ")})`];
  };
  return [
    `${counts.expected} expected`,
    `${counts.delivered} delivered`,
    ...part("unavailable"),
    ...part("pending"),
    ...part("missing"),
  ].join(", ");
}

/** `3 published before the account became professional`, `2 not offered by the API for this kind: views (reel)` */
function textOf({ reason, count, details }: StreamLacks): string {
  const names = [...new Set(details.flatMap(({ thing }) => metricNameOf(thing) ?? []))];
  if (names.length === 0) return `${count} ${reasons[reason].text}`;
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : "";
  return `${count} ${reasons[reason].text}: ${names.slice(0, mostNames).join(", ")}${more}`;
}

function vanishedIn({ lacks }: StreamTotals): number {
  return lacks.find(({ reason }) => reason === "deleted-meanwhile")?.count ?? 0;
}

/** What to do about what is missing: at most a sentence per kind of help, and one per missing permission. */
export function adviceOf(book: Book, descriptions: ReadonlyMap<string, StreamDescription>): string[] {
  const all = [...book.totals(), { ...book.totalsOfAccounts, stream: "accounts" }];
  const groups = all.flatMap(({ stream, lacks }) => lacks.map((group) => ({ stream, ...group })));
  const missing = groups.filter(({ reason }) => reasons[reason].ending === "missing");
  const streamsOf = (some: typeof missing) => [...new Set(some.map(({ stream }) => stream))].join(", ");
  const quota = missing.filter(({ reason }) => reason === "quota");
  const act = missing.filter(({ reason }) => reasons[reason].help === "act");
  const unseen = missing.find(({ reason }) => reason === "not-seen")?.count ?? 0;
  const others = act.filter((group) => group.reason !== "not-seen" && !isOfPermission(group));
  const later = missing.filter(({ reason }) => reason !== "quota" && reasons[reason].help === "later");
  const lost = missing.filter(({ reason }) => reasons[reason].help === "nothing");
  const hints = new Set(quota.flatMap(({ stream }) => descriptions.get(stream)?.quotaHint ?? []));
  const help = [...hints].map((hint) => `; ${hint}`).join("");
  return [
    ...(quota.length > 0
      ? [`The quota is used up. The next run goes on with ${streamsOf(quota)} from here${help}`]
      : []),
    ...(later.length > 0
      ? [`Run again later: the next run asks again for what is missing of ${streamsOf(later)}`]
      : []),
    ...permissionAdvice(act),
    ...(unseen > 0
      ? [
          `The token does not see ${unseen === 1 ? "1 account" : `${unseen} accounts`} that this run should read: the log says which, and what to do`,
        ]
      : []),
    ...(others.length > 0
      ? [`Check the token and its accounts for ${streamsOf(others)}: the errors in the log say why`]
      : []),
    ...(lost.length > 0
      ? [`The API refuses some of ${streamsOf(lost)}, and no known step helps: the errors in the log say why`]
      : []),
  ];
}
