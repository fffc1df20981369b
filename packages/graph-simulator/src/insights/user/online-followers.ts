import { unit } from "../../random/hash.ts";
import type { Account } from "../../world/model.ts";
import type { Reading } from "./figures.ts";

/** Followers online by Pacific hour: some days have nothing, the running one only the hours that have passed. */
export function onlineFollowers(account: Account, day: number, reading: Reading): Record<string, number> {
  const { calendar, seed } = reading.simulation.world;
  const hours: Record<string, number> = {};
  if (unit(seed, account.id, "offline", day) < 0.1) return hours;
  const passed = Math.floor((reading.nowMs - calendar.midnight(day)) / 3_600_000);
  for (let hour = 0; hour < Math.min(24, passed); hour += 1) {
    hours[hour] = Math.floor(account.followers * 0.2 * unit(seed, account.id, "online", day, hour));
  }
  return hours;
}
