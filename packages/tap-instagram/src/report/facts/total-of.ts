import type { RunFacts, StreamFacts } from "./run-facts.ts";

/** The figures of a row. */
export type Figures = Pick<StreamFacts, "counts" | "records" | "calls" | "requestMs">;

/** What it took to find the accounts, in the figures of a stream. */
export function figuresOfAccounts({ accounts, traffic }: Pick<RunFacts, "accounts" | "traffic">): Figures {
  const { callsElsewhere: calls, requestMsElsewhere: requestMs } = traffic;
  return { counts: accounts.counts, records: 0, calls, requestMs };
}

/** The accounts and all streams together. */
export function totalOf(facts: Pick<RunFacts, "accounts" | "streams" | "traffic">): Figures {
  const rows = [figuresOfAccounts(facts), ...facts.streams];
  const sum = (of: (row: Figures) => number) => rows.reduce((all, row) => all + of(row), 0);
  return {
    counts: {
      expected: sum(({ counts }) => counts.expected),
      delivered: sum(({ counts }) => counts.delivered),
      unavailable: sum(({ counts }) => counts.unavailable),
      pending: sum(({ counts }) => counts.pending),
      missing: sum(({ counts }) => counts.missing),
    },
    records: sum(({ records }) => records),
    calls: sum(({ calls }) => calls),
    requestMs: sum(({ requestMs }) => requestMs),
  };
}
