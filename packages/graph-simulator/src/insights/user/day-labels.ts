import type { Simulation } from "../../simulation.ts";

/** Epoch milliseconds of the stamp (`end_time`) a day's figures carry. */
export function labelOf(day: number, { behaviour, world }: Pick<Simulation, "behaviour" | "world">): number {
  return world.calendar.midnight(behaviour.dayLabel === "end" ? day + 1 : day);
}
