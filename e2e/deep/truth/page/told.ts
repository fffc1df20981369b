/** A row of the stream `sync_events`. */
interface Event {
  readonly [column: string]: unknown;
}

/** What the newest sync with rows says that it left out, by stream, thing, metric and reason, from the rows of `sync_events`. */
export function toldLacks(events: readonly Event[]): { [name: string]: number } {
  const started = events.map((event) => String(event["run_started_at"])).toSorted();
  const told = events.filter(
    (event) => event["run_started_at"] === started.at(-1) && event["ending"] !== "unavailable",
  );
  const lacks: { [name: string]: number } = {};
  for (const event of told) {
    const parts = [event["stream"], event["thing"], event["metric"], event["reason"]];
    const name = ["told", ...parts.filter((part) => part !== null)].join(".");
    lacks[name] = (lacks[name] ?? 0) + Number(event["things"]);
  }
  return lacks;
}
