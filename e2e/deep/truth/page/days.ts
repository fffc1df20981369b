import { before, compare, daysBetween, rounded, total } from "../arithmetic.ts";
import { dayOf, type Truth } from "../merged.ts";
import type { DayTruth, Figure, Rows } from "../shapes.ts";

export function growth(truth: Truth): { [plot: string]: Rows } {
  const { accounts, days } = truth;
  const followers = new Map<string, Figure>();
  for (const { id, followers: now } of accounts) {
    let count: Figure = now;
    const ofAccount = days
      .filter(({ account }) => account === id)
      .toSorted((one, other) => compare(other.end, one.end));
    for (const [index, day] of ofAccount.entries()) {
      const later = ofAccount[index - 1];
      if (later !== undefined) {
        const { followed, unfollowed } = later.figures;
        const isNext = daysBetween(dayOf(day), dayOf(later)) === 1;
        count =
          count === null || followed === null || unfollowed === null || !isNext
            ? null
            : count - followed + unfollowed;
      }
      followers.set(`${id} ${day.end}`, count);
    }
  }
  const growing = accounts.filter(({ id }) =>
    days.some(({ account, figures }) => account === id && figures.followed !== null),
  );
  const last = lastOf(days);
  const gained: Rows = {};
  for (
    let week = last;
    week >= firstOf(days) || daysBetween(firstOf(days), week) > -7;
    week = before(week, 7)
  ) {
    const whole = growing.flatMap(({ id }) => {
      const ofWeek = days.filter(
        (day) => day.account === id && dayOf(day) <= week && daysBetween(dayOf(day), week) < 7,
      );
      const came = ofWeek.map(({ figures }) => figures.followed);
      const left = ofWeek.map(({ figures }) => figures.unfollowed);
      return ofWeek.length === 7 && ![...came, ...left].includes(null)
        ? [{ came: total(came), left: total(left) }]
        : [];
    });
    gained[week] = [total(whole.map(({ came }) => came)), total(whole.map(({ left }) => left))];
  }
  return {
    followers_by_week: byWeek(
      { ...truth, accounts: growing },
      (day) => followers.get(`${day.account} ${day.end}`) ?? null,
    ),
    followers_gained_by_week: gained,
  };
}

/** Every seventh day back from the last, a column for each account by followers. */
export function byWeek({ accounts, days }: Truth, figureOf: (day: DayTruth) => Figure): Rows {
  const ordered = accounts.toSorted((one, other) => other.followers - one.followers);
  const found = new Map(days.map((day) => [`${day.account} ${dayOf(day)}`, figureOf(day)]));
  const rows: Rows = {};
  for (let day = lastOf(days); day >= firstOf(days); day = before(day, 7))
    rows[day] = ordered.map(({ id }) => found.get(`${id} ${day}`) ?? null);
  return rows;
}

export function viewsByDay(days: readonly DayTruth[]): Rows {
  const sums = new Map<string, Figure>();
  for (let day = firstOf(days); day <= lastOf(days); day = before(day, -1))
    sums.set(day, total(days.filter((one) => dayOf(one) === day).map(({ figures }) => figures.views)));
  return Object.fromEntries(
    [...sums].map(([day, sum]) => {
      const week = Array.from({ length: 7 }, (_, index) => sums.get(before(day, index)) ?? null);
      const average = week.includes(null) ? null : Number(total(week)) / 7;
      return [day, [sum, rounded(average, 0)]];
    }),
  );
}

export function firstOf(days: readonly DayTruth[]): string {
  return days.map(dayOf).toSorted()[0] ?? "";
}

export function lastOf(days: readonly DayTruth[]): string {
  return days.map(dayOf).toSorted().at(-1) ?? "";
}
