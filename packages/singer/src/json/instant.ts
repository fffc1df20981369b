const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s?(Z|z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * The instant of a date or date-time, in milliseconds since 1970. Undefined when the text is neither. Takes RFC 3339,
 * offsets such as `+0000`, plain dates (midnight UTC), and date-times without a zone (UTC).
 */
export function parseInstant(text: string): number | undefined {
  const match = dateTime.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour = "00", minute = "00", second = "00", fraction = "", zone = "Z"] = match;
  const colon =
    zone.toUpperCase() === "Z" || zone.includes(":")
      ? zone.toUpperCase()
      : zone.slice(0, 3) + ":" + zone.slice(3);
  const milliseconds = fraction === "" ? "" : fraction.slice(0, 4);
  // A leap second counts as the second before it.
  const seconds = second === "60" ? "59" : second;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${seconds}${milliseconds}${colon}`);
  if (Number.isNaN(instant)) return undefined;
  // Date.parse reads 31 February as a day in March.
  const lastDay = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) > lastDay ? undefined : instant;
}

/**
 * `2026-01-02T00:00:00Z`: UTC, with milliseconds only if they are not zero.
 */
export function formatInstant(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}
