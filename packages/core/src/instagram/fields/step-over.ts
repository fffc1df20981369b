import type { AfterRefusal, Probe } from "../../graph/pages/page-plan.ts";

/** What the newest object up to a second is to the API: `refused` like the one to step over, readable, or not there. */
type NewestUpTo = (untilSeconds: number) => Promise<"refused" | "readable" | "none">;

/** Before any post of Instagram: 2010-01-01, in seconds since the epoch. */
const beforeAll = 1_262_304_000;

/** Later than any post, and a second that every server understands. */
export const afterAll: number = 2 ** 31 - 1;

const firstStep = 3600;

/**
 * Where a list, newest first, goes on behind an object that is refused whatever is asked of it. `false` when the list
 * cannot be asked with `until`, or when everything older is refused, too.
 *
 * @param oldest When the object before it was published, in seconds since the epoch.
 */
export async function stepOver(oldest: number, probe: Probe): Promise<AfterRefusal> {
  const newestUpTo: NewestUpTo = async (until) => {
    const outcome = await probe({ params: { fields: ["id"] }, pageSize: 1, from: { until } });
    if (!outcome.ok) return "refused";
    return outcome.nodes.length === 0 ? "none" : "readable";
  };
  // Nothing is that old: any other answer is about the whole list, or does not care for the time.
  if ((await newestUpTo(beforeAll)) !== "none") return false;
  return secondBehind(oldest, newestUpTo);
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
