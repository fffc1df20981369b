import { utcTimestampOf } from "@tap-instagram/core";
import type { JsonObject } from "@tap-instagram/singer";
import type { Book, StreamLacks, StreamTotals } from "../../book/book.ts";
import { reasons } from "../../book/reasons.ts";
import { integer, key, text, timestamp, type Columns } from "../../columns/column.ts";
import type { BookStreamDefinition, RunLabel } from "../../sync/book-stream.ts";

const elsewhere = { field: null };

const columns: Columns = {
  id: key("Id of the run and number of the record, joined with a colon"),
  run_id: text("Id of the run", elsewhere),
  run_started_at: timestamp("When the run started", elsewhere),
  at: timestamp("When the run noticed it", elsewhere),
  business_account_id: text(
    "Id of the Instagram account; where the account itself is missing, what the settings or the state call it",
    elsewhere,
  ),
  stream: text("The stream; null for an account that is missing as a whole", elsewhere),
  thing: text(
    "What did not come: account, day, post, story, snapshot, comment, hashtag, metric, or list for the rest of a list",
    elsewhere,
  ),
  object_id: text(
    "Id of the post, story, comment or account; the word of a hashtag; the name of a rival",
    elsewhere,
  ),
  day: timestamp("The day's end_time", elsewhere),
  published_at: timestamp("When the post or story was published", elsewhere),
  metric: text("The metric that is lacking, where the rest of the thing came", elsewhere),
  variant: text("The kind of media that lacks the metric, or the period of the metric", elsewhere),
  ending: text(
    "missing; pending: the next run asks again; unavailable: the API does not have it, for an ordinary reason",
    elsewhere,
  ),
  reason: text("A word for the reason", elsewhere),
  what_helps: text(
    "later: another run; act: a person has to change a permission, token or setting; nothing: no step is known",
    elsewhere,
  ),
  code: integer("Error code of the API", elsewhere),
  subcode: integer("Error subcode of the API", elsewhere),
  message: text("What the API said, or the reason in words", elsewhere),
  things: integer(
    "How many things the record is about: 1, or the number of further ones where only the first 50 per stream and reason have records",
    elsewhere,
  ),
};

/** One record per thing that a run expected and did not deliver. */
export const syncEvents: BookStreamDefinition = {
  name: "sync_events",
  description:
    "What each sync expected and did not deliver, and why: days, posts, stories, accounts and metrics. At most 50 records per stream and reason, and one for the number of further ones. Costs no API call",
  columns,
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
  addsSnapshots: true,
  *rows(book, run) {
    let number = 0;
    for (const event of eventsOf(book)) {
      number += 1;
      yield { ...event, ...labelOf(run), id: `${run.id}:${number}` };
    }
  },
};

function labelOf({ id, startedMs }: RunLabel): JsonObject {
  return { run_id: id, run_started_at: utcTimestampOf(startedMs) };
}

/** What did not come, a row for each: the columns of the stream without those of the run. */
export function* eventsOf(book: Book): Generator<JsonObject> {
  for (const totals of [book.totalsOfAccounts, ...book.totals()])
    for (const group of totals.lacks) yield* eventsOfGroup(totals, group);
}

function* eventsOfGroup(
  { stream }: StreamTotals,
  { reason, count, details }: StreamLacks,
): Generator<JsonObject> {
  const { ending, help, text: reasonText } = reasons[reason];
  const label = {
    stream: stream === "" ? null : stream,
    ending,
    reason,
    what_helps: ending === "pending" ? "later" : (help ?? null),
  };
  for (const { account, thing, refusal, atMs } of details)
    yield {
      ...label,
      at: utcTimestampOf(atMs),
      business_account_id: account?.id ?? thing.id ?? null,
      thing: thing.kind,
      object_id: thing.id ?? null,
      day: thing.day ?? null,
      published_at: thing.publishedAt ?? null,
      metric: thing.metric ?? null,
      variant: thing.variant ?? null,
      code: refusal?.code ?? null,
      subcode: refusal?.subcode ?? null,
      message: refusal?.message ?? reasonText,
      things: 1,
    };
  const rest = count - details.length;
  if (rest > 0) yield { ...label, message: `${rest} more: ${reasonText}`, things: rest };
}
