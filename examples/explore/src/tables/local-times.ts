import type { Tables } from "./tables.ts";

/** A word that is no time zone. */
export class UnknownTimeZoneError extends Error {
  override readonly name: string = "UnknownTimeZoneError";
}

/**
 * Makes a table `local_times` that says of each quarter of an hour with a post or story which time it is in a zone. Node
 * knows the zones; DuckDB would have to download them.
 *
 * @throws UnknownTimeZoneError
 */
export async function addLocalTimes({ query, connection }: Tables, timeZone: string): Promise<void> {
  const toLocal = localTimeIn(timeZone);
  const quarters = await query(
    `select distinct strftime(time_bucket(interval 15 minute, "timestamp"), '%Y-%m-%dT%H:%M:00Z') as quarter
     from (select "timestamp" from media union all select "timestamp" from stories) where "timestamp" is not null`,
  );
  await connection.run("create table local_times (quarter timestamp, local timestamp)");
  const appender = await connection.createAppender("local_times");
  for (const { quarter } of quarters) {
    appender.appendVarchar(String(quarter));
    appender.appendVarchar(toLocal(new Date(String(quarter))));
    appender.endRow();
  }
  appender.closeSync();
}

function localTimeIn(timeZone: string): (time: Date) => string {
  const format = formatOf(timeZone);
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const [year, month, day, hour, minute] = (["year", "month", "day", "hour", "minute"] as const).map(
      (part) => parts.get(part),
    );
    return `${year}-${month}-${day} ${hour}:${minute}:00`;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    });
  } catch {
    throw new UnknownTimeZoneError(
      `'${timeZone}' is not a time zone; wanted a name such as Europe/Stockholm`,
    );
  }
}
