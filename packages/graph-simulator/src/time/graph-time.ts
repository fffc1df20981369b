import type { PacificCalendar } from "./pacific-calendar.ts";

/** An instant as Graph writes it: `2026-01-02T03:04:05+0000`. */
export function graphTimestamp(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}+0000`;
}

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const two = (value: number): string => String(value).padStart(2, "0");

/** An instant as the text of an expired session gives it: `Wednesday, 02-Sep-26 07:00:00 PDT`. */
export function sessionTime(epochMs: number, calendar: PacificCalendar): string {
  const zone = calendar.zoneAt(epochMs);
  const local = new Date(epochMs - (zone === "PDT" ? 7 : 8) * 3_600_000);
  const date = `${two(local.getUTCDate())}-${months[local.getUTCMonth()]}-${two(local.getUTCFullYear() % 100)}`;
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  return `${weekdays[local.getUTCDay()]}, ${date} ${time} ${zone}`;
}

/** Unix seconds of a `since` or `until`: seconds, a date or an ISO text; dates without a zone are UTC. */
export function parseTimeParameter(text: string): number | undefined {
  const value = text.trim();
  if (/^-?\d{1,12}$/.test(value)) return Number(value);
  if (!/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined;
  const zoned = /[zZ]$|[+-]\d{2}:?\d{2}$/.test(value.slice(10)) || value.length === 10 ? value : `${value}Z`;
  const parsed = Date.parse(zoned.replace(" ", "T").replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  return Number.isNaN(parsed) ? undefined : Math.floor(parsed / 1000);
}
