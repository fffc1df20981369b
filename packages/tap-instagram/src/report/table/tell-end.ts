import { countText } from "../../log/count-text.ts";
import type { JsonObject, RunStart } from "@tap-instagram/singer";
import type { RunFacts } from "../facts/run-facts.ts";
import { totalOf } from "../facts/total-of.ts";
import { secondsOf } from "../documents/summary-document.ts";
import { endTable, rowsOf } from "./end-table.ts";

/** The last words of a run: a table for people, or one line where the log is JSON; then what to do. */
export function tellEnd(
  facts: RunFacts,
  { logger, isStructured, show, columns }: Pick<RunStart, "logger" | "isStructured" | "show" | "columns">,
): void {
  const { counts, calls } = totalOf(facts);
  // A table of zeros would only hide the message of what failed.
  if (counts.expected === 0 && (calls === 0 || facts.run.failure !== undefined)) return;
  if (isStructured)
    logger.info(
      `Of ${countText(counts.expected, "expected thing")}, ${counts.delivered} ${counts.delivered === 1 ? "is" : "are"} delivered, ${counts.unavailable} unavailable, ${counts.pending} pending, ${counts.missing} missing. ${countText(calls, "call")}`,
      tableOf(facts),
    );
  else show(endTable(facts, columns));
  for (const advice of facts.advice) if (advice !== facts.run.hint) logger.warning(advice);
}

/** Log collectors refuse long lines: so many characters of rows leave room for the rest. */
const mostOfRows = 1800;

/** The rows as lists, because a line has to be short. Of very many streams, the first ones that fit. */
function tableOf(facts: RunFacts): JsonObject {
  const columns = [
    "stream",
    "expected",
    "delivered",
    "unavailable",
    "pending",
    "missing",
    "calls",
    "seconds",
  ];
  const rows = rowsOf(facts).map(([name, { counts, calls, requestMs }]) => [
    name,
    counts.expected,
    counts.delivered,
    counts.unavailable,
    counts.pending,
    counts.missing,
    calls,
    secondsOf(requestMs),
  ]);
  const kept = [...rows];
  while (JSON.stringify(kept).length > mostOfRows) kept.splice(-3, 1);
  return { columns, rows: kept, rows_left_out: rows.length - kept.length };
}
