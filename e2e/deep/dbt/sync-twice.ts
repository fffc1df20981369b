import { join } from "node:path";
import { merged } from "../truth/merged.ts";
import { readAll } from "../truth/reading.ts";
import type { Reading } from "../truth/shapes.ts";
import { martsTruthOf, type MartTruths } from "./marts/marts-truth.ts";
import { metricsTruthOf, type MetricRows } from "./metrics.ts";
import { rowsOf, twoDays, type TwoDays } from "./two-days.ts";

/** Rows of two syncs, and what was true beside them. */
export interface SyncedTwice extends Pick<TwoDays, "bothDays" | "firstDay" | "catalog"> {
  readonly truths: MartTruths;
  readonly metricsTruth: MetricRows;
}

/** Syncs twice, and reads beside each sync what the API says. */
export async function syncTwice(folder: string, optional: readonly string[]): Promise<SyncedTwice> {
  const readings: Reading[] = [];
  const today = new Date();
  const { bothDays, firstDay, catalog } = await twoDays(
    folder,
    optional,
    async (simulator) => void readings.push(await readAll(simulator, readings.at(-1))),
  );
  const dates = [today.getTime() - 86_400_000, today.getTime()].map((ms) =>
    new Date(ms).toISOString().slice(0, 10),
  );
  const truth = merged(readings);
  return {
    bothDays,
    firstDay,
    catalog,
    truths: martsTruthOf(truth, dates, (stream) => rowsOf(join(bothDays, `${stream}.jsonl`))),
    metricsTruth: metricsTruthOf(truth),
  };
}
