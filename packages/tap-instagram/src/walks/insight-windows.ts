import { pacificDays, utcTimestampOf, skipLeadingEmptyWindows, type PacificDay } from "@tap-instagram/core";
import type { Walk } from "../sync/stream.ts";

/** Longest window that the API answers. */
const daysPerWindow = 30;

/** From this many windows on, the search for an account's first metrics saves more calls than it costs. */
const windowsOfLongHistory = 4;

const dayMs = 24 * 60 * 60_000;

/** The history of the API; it refuses 730 days. */
const historyMs = 729 * dayMs;

/** Windows of up to 30 whole days, oldest first. The current day is in none of them. */
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
