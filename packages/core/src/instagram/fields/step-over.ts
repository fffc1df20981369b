import type { GraphNode } from "../../graph/envelope.ts";
import type { AfterRefusal, Probe } from "../../graph/pages/page-plan.ts";
import { utcTimestamp } from "./timestamps.ts";

/** What the newest object up to a second is to the API: `refused` like the one to step over, readable, or not there. */
type NewestUpTo = (untilSeconds: number, nodes?: number) => Promise<"refused" | "readable" | "none">;

/** Before any post of Instagram: 2010-01-01, in seconds since the epoch. */
const beforeAll = 1_262_304_000;

/** Later than any post, and a second that every server understands. */
const afterAll = 2 ** 31 - 1;

const firstStep = 3600;

/** Where a list goes on, and whether something was left out for that. */
export interface SteppedOver {
  next: AfterRefusal;
  isLost: boolean;
}

/** How far back a list, newest first, has come: from there it goes on behind an object that no page may hold. */
export class Timeline {
  /** When the oldest object that came was published, in seconds since the epoch. */
  #oldest = afterAll;
  /** How many objects of that second came. */
  #twins = 0;

  came(nodes: readonly GraphNode[]): void {
    for (const { timestamp } of nodes) {
      const instant = utcTimestamp(timestamp);
      if (instant === null) continue;
      const second = Math.floor(Date.parse(instant) / 1000);
      if (second < this.#oldest) this.#twins = 0;
      if (second <= this.#oldest) this.#twins += 1;
      this.#oldest = Math.min(this.#oldest, second);
    }
  }

  /**
   * Where the list goes on behind an object that is refused whatever is asked of it. `false` when the list cannot be asked
   * with `until`, or when everything older is refused, too.
   */
  async stepOver(probe: Probe): Promise<SteppedOver> {
    const newestUpTo: NewestUpTo = async (until, nodes = 1) => {
      const outcome = await probe({ params: { fields: ["id"] }, pageSize: nodes, from: { until } });
      if (!outcome.ok) return "refused";
      return outcome.nodes.length === 0 ? "none" : "readable";
    };
    // Nothing is that old: any other answer is about the whole list, or does not care for the time.
    if ((await newestUpTo(beforeAll)) !== "none") return { next: false, isLost: false };
    const until = this.#oldest;
    // Together with what came before it, the next object is readable: it was the cursor that is refused.
    if ((await newestUpTo(until, this.#twins + 1)) === "readable")
      return { next: { from: { until } }, isLost: false };
    return { next: await secondBehind(until, newestUpTo), isLost: true };
  }
}

/** Goes back in steps that double, and halves the last of them until it is a second long. */
async function secondBehind(before: number, newestUpTo: NewestUpTo): Promise<AfterRefusal> {
  let refused = before;
  let behind = { second: beforeAll, newest: "none" };
  for (let step = firstStep; before - step > beforeAll; step *= 2) {
    const newest = await newestUpTo(before - step);
    if (newest !== "refused") {
      behind = { second: before - step, newest };
      break;
    }
    refused = before - step;
  }
  while (refused - behind.second > 1) {
    const second = Math.floor((refused + behind.second) / 2);
    const newest = await newestUpTo(second);
    if (newest === "refused") refused = second;
    else behind = { second, newest };
  }
  return behind.newest === "none" ? "end" : { from: { until: behind.second } };
}
