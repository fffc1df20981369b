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

/** A calendar of its own: it remembers the midnights it worked out. */
export function createPacificCalendar(): PacificCalendar {
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/Los_Angeles",
    hour: "numeric",
    hourCycle: "h23",
  });
  const known = new Map<number, number>();
  const hourAt = (epochMs: number): number => Number(clock.format(epochMs));

  const midnight = (day: number): number => {
    const remembered = known.get(day);
    if (remembered !== undefined) return remembered;
    const inSummer = day * dayMs + 7 * hourMs;
    const found = hourAt(inSummer) === 0 ? inSummer : inSummer + hourMs;
    known.set(day, found);
    return found;
  };
  const dayOf = (epochMs: number): number => {
    const early = Math.floor((epochMs - 8 * hourMs) / dayMs);
    return midnight(early + 1) <= epochMs ? early + 1 : early;
  };
  const zoneAt = (epochMs: number): "PDT" | "PST" => {
    const summerHour = new Date(epochMs - 7 * hourMs).getUTCHours();
    return hourAt(epochMs) === summerHour ? "PDT" : "PST";
  };
  return { midnight, dayOf, zoneAt };
}
