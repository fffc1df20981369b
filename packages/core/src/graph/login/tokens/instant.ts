/** The latest instant that a date can hold, in milliseconds since the epoch. */
const latestMs = 8.64e15;

/** An instant in milliseconds since the epoch; `null` for one that is beyond every date, as for one that never comes. */
export function instantOrNever(ms: number): number | null {
  return ms <= latestMs ? ms : null;
}
