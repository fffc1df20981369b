import {
  pacificDays,
  probeWindows,
  utcTimestampOf,
  type InstagramAccount,
  type PacificDay,
} from "@tap-instagram/core";
import type { DayRange } from "../book/days/day-range.ts";
import type { SyncContext, Walk } from "../sync/stream.ts";

/** The most days the API answers at once. */
const daysPerWindow = 30;

/** With so many windows, finding out where an account's figures begin costs less than it saves. */
const windowsOfLongHistory = 4;

const dayMs = 24 * 60 * 60_000;

/** How far back the API goes: the answer to 730 days is a refusal. */
const historyMs = 729 * dayMs;

/** So many days before now begin those of a trial: the API's delay is over then. */
const daysOfTrialBefore = 4;

/** Up to 30 whole days, oldest first. */
export interface DayWindow {
  readonly days: readonly PacificDay[];
  /** What the API said of the window as a whole, where that makes reading its days needless. */
  readonly said?: "zero" | "nothing" | undefined;
}

/**
 * The days to read in windows, oldest first; none reaches into the running day. First come days that earlier runs could
 * not read. Where a window begins a long history, or was empty before, one call tells whether its days are worth reading.
 */
export const insightWindowsWalk: Walk<DayWindow> = {
  name: "insight windows",
  order: "days",
  async *chunks(context, { account, startMs, missingDays, signal }) {
    const oldestMs = context.nowMs - historyMs;
    const days = pacificDays(Math.max(startMs ?? oldestMs, oldestMs), context.nowMs);
    if (context.sample) {
      yield { days: days.slice(-daysOfTrialBefore).slice(0, context.sample.days) };
      return;
    }
    const firstMs = days[0]?.endMs ?? context.nowMs;
    for (const range of missingDays) {
      const again = inWindows(daysOf(range, oldestMs, firstMs));
      if (!range.isLeading) yield* again.map((window) => ({ days: window }));
      else yield* await probed(context, account, again, signal);
    }
    const windows = inWindows(days);
    if (windows.length < windowsOfLongHistory) yield* windows.map((window) => ({ days: window }));
    else yield* await fromFirstFigures(context, account, windows, signal);
  },
};

/** Windows, each with what the API says of it as a whole. */
async function probed(
  { graph }: SyncContext,
  account: InstagramAccount,
  windows: readonly (readonly PacificDay[])[],
  signal: AbortSignal,
): Promise<DayWindow[]> {
  const probes = await probeWindows(graph, account, windows, signal);
  return windows.map((days, index) => {
    const said = probes[index];
    return said === "zero" || said === "nothing" ? { days, said } : { days };
  });
}

/** As `probed`, up to the first window with figures: from there on every day is read. */
async function fromFirstFigures(
  context: SyncContext,
  account: InstagramAccount,
  windows: readonly (readonly PacificDay[])[],
  signal: AbortSignal,
): Promise<DayWindow[]> {
  const all = await probed(context, account, windows, signal);
  const first = all.findIndex(({ said }) => said === undefined);
  // Without any figure the newest window is read all the same: an account begins some time.
  const from = first < 0 ? all.length - 1 : first;
  const [firstDay] = windows[from] ?? [];
  if (from > 0 && firstDay)
    context.logger.info(
      `${account.username ?? account.id}: the API has no figures before ${utcTimestampOf(firstDay.endMs)}, reading from there`,
    );
  return all.map((window, index) => (index < from ? window : { days: window.days }));
}

/** The whole days of a range that a state remembers, within bounds on their ends. */
function daysOf({ from, to }: DayRange, oldestMs: number, beforeMs: number): PacificDay[] {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  return pacificDays(fromMs - 1, toMs).filter(({ endMs }) => endMs > oldestMs && endMs < beforeMs);
}

function inWindows(days: readonly PacificDay[]): PacificDay[][] {
  const windows: PacificDay[][] = [];
  for (let first = 0; first < days.length; first += daysPerWindow) {
    windows.push(days.slice(first, first + daysPerWindow));
  }
  return windows;
}
