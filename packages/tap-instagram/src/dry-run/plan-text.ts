import type { JsonObject } from "@tap-instagram/singer";
import { terminalText } from "../setup/diagnosis/terminal-text.ts";
import {
  callsOfAccount,
  callsOfStream,
  totalCalls,
  type CallPlan,
  type PlannedAccount,
} from "./call-plan.ts";

/** The plan for a person. The last line is `total N calls`. */
export function planText(plan: CallPlan): string {
  const { discovery, accounts, streams, notes, made } = plan;
  const rows: Row[] = [
    ["Finding the accounts", discovery],
    ...accounts.flatMap((account) => [
      [nameOf(account), callsOfAccount(account)] satisfies Row,
      ...streamRows(streams, (stream) => account.calls.get(stream) ?? 0),
    ]),
    ...(accounts.length > 1
      ? [
          [`All ${accounts.length} accounts`, totalCalls(plan) - discovery] satisfies Row,
          ...streamRows(streams, (stream) => callsOfStream(plan, stream)),
        ]
      : []),
  ];
  return [
    ...aligned(rows),
    "",
    ...notes,
    `The dry run itself made ${callsText(made)}. Retries and refusals cost more calls.`,
    `total ${callsText(totalCalls(plan))}`,
  ].join("\n");
}

/** The plan for a program. */
export function planDocument(plan: CallPlan): JsonObject {
  const { discovery, accounts, streams, notes, made } = plan;
  return {
    discovery_calls: discovery,
    accounts: accounts.map((account) => ({
      business_account_id: account.id,
      username: account.username,
      media_count: account.posts,
      streams: streams.map((stream) => ({ stream, calls: account.calls.get(stream) ?? 0 })),
      calls: callsOfAccount(account),
    })),
    streams: streams.map((stream) => ({ stream, calls: callsOfStream(plan, stream) })),
    notes: [...notes],
    dry_run_calls: made,
    total_calls: totalCalls(plan),
  };
}

type Row = [label: string, calls: number];

function streamRows(streams: readonly string[], callsOf: (stream: string) => number): Row[] {
  return streams.map((stream) => [`  ${stream}`, callsOf(stream)]);
}

function aligned(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([label]) => label.length));
  const digits = Math.max(...rows.map(([, calls]) => String(calls).length));
  return rows.map(([label, calls]) => `${label.padEnd(width)}  ${String(calls).padStart(digits)}`);
}

function nameOf({ id, username }: PlannedAccount): string {
  return username === null ? id : `${terminalText(username)} (${id})`;
}

function callsText(calls: number): string {
  return calls === 1 ? "1 call" : `${calls} calls`;
}
