const counts = new Intl.NumberFormat("en");
const percents = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const rates = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const dates = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

const shortDates = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** A count as people write it: 12,345. */
export function countText(count: number): string {
  return counts.format(count);
}

/** A rate with one digit behind the point. */
export function rateText(rate: number): string {
  return rates.format(rate);
}

/** A share of 1 as people write it: 12%. */
export function percentText(share: number): string {
  return percents.format(share);
}

/** A day as people write it: 3 March 2026. */
export function dayText(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : dates.format(time);
}

/** A day where there is little room: 3 Mar 2026. */
export function shortDayText(day: string): string {
  const time = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(time) ? day : shortDates.format(time);
}

/** What people call a format. */
export function formatText(format: string): string {
  return formats.get(format) ?? format.charAt(0) + format.slice(1).toLowerCase().replaceAll("_", " ");
}

/** What people call more than one of it. */
export function formatsText(format: string): string {
  return `${formatText(format)}s`;
}

const formats = new Map([
  ["REELS", "Reel"],
  ["IMAGE", "Photo"],
  ["VIDEO", "Video"],
  ["CAROUSEL_ALBUM", "Album"],
]);

/** `1 post`, `2 posts`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}
