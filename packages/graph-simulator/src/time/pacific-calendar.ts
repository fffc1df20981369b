const dayMs = 86_400_000;
const hourMs = 3_600_000;

/**
 * The calendar Instagram's days follow. A day is named by its index: the number of days between
 * 1970-01-01 and its Pacific date. Days last 23 or 25 hours when the clocks change.
 */
export interface PacificCalendar {
  /** Epoch milliseconds of the midnight that opens the day. */
  midnight(day: number): number;
  /** The day an instant falls into; a midnight belongs to the day it opens. */
  dayOf(epochMs: number): number;
  /** `PDT` or `PST`. */
  zoneAt(epochMs: number): "PDT" | "PST";
}

/** Epoch milliseconds of the midnight, in UTC, of the first Sunday on or after a date. */
function sundayFrom(year: number, month: number, date: number): number {
  const from = Date.UTC(year, month, date);
  return from + ((7 - new Date(from).getUTCDay()) % 7) * dayMs;
}

/**
 * The rule since 2007, written out because `Intl` takes longer to load than a whole world to make: summer time is from
 * the second Sunday of March to the first one of November, each at 2 o'clock.
 */
function zoneAt(epochMs: number): "PDT" | "PST" {
  const year = new Date(epochMs).getUTCFullYear();
  const opens = sundayFrom(year, 2, 8) + 10 * hourMs;
  const closes = sundayFrom(year, 10, 1) + 9 * hourMs;
  return opens <= epochMs && epochMs < closes ? "PDT" : "PST";
}

/** A calendar of its own: it remembers the midnights it worked out. */
export function createPacificCalendar(): PacificCalendar {
  const known = new Map<number, number>();
  const midnight = (day: number): number => {
    const remembered = known.get(day);
    if (remembered !== undefined) return remembered;
    const inSummer = day * dayMs + 7 * hourMs;
    const found = zoneAt(inSummer) === "PDT" ? inSummer : inSummer + hourMs;
    known.set(day, found);
    return found;
  };
  const dayOf = (epochMs: number): number => {
    const early = Math.floor((epochMs - 8 * hourMs) / dayMs);
    return midnight(early + 1) <= epochMs ? early + 1 : early;
  };
  return { midnight, dayOf, zoneAt };
}
