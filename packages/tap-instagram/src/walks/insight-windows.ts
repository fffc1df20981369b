import { pacificDays, utcTimestampOf, skipLeadingEmptyWindows, type PacificDay } from "@tap-instagram/core";
import type { Walk } from "../sync/stream.ts";

/** The most days the API answers at once. */
const daysPerWindow = 30;

/** With so many windows, finding out where an account's figures begin costs less than it saves. */
const windowsOfLongHistory = 4;

const dayMs = 24 * 60 * 60_000;

/** How far back the API goes: the answer to 730 days is a refusal. */
const historyMs = 729 * dayMs;

/** Windows of up to 30 whole days, oldest first, none of which reaches into the running day. */
export const insightWindowsWalk: Walk<readonly PacificDay[]> = {
  name: "insight windows",
  async *chunks({ graph, nowMs }, { account, startMs, signal }) {
    const oldestMs = nowMs - historyMs;
    const windows = inWindows(pacificDays(Math.max(startMs ?? oldestMs, oldestMs), nowMs));
    if (windows.length < windowsOfLongHistory) yield* windows;
    else yield* await skipLeadingEmptyWindows(graph, account, windows, signal);
  },
  readUpTo: (days) => utcTimestampOf(days.at(-1)?.endMs ?? 0),
};

function inWindows(days: readonly PacificDay[]): PacificDay[][] {
  const windows: PacificDay[][] = [];
  for (let first = 0; first < days.length; first += daysPerWindow) {
    windows.push(days.slice(first, first + daysPerWindow));
  }
  return windows;
}
