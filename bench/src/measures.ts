import type { Measure } from "./figure.ts";
import { cpu } from "./measures/cpu.ts";
import { growth } from "./measures/growth.ts";
import { many } from "./measures/many.ts";
import { memory } from "./measures/memory.ts";
import { requests } from "./measures/requests.ts";
import { start } from "./measures/start.ts";
import { target } from "./measures/target.ts";
import { wall } from "./measures/wall.ts";

/** Everything that can be measured. */
export const measures: readonly Measure[] = [requests, cpu, wall, start, memory, target, growth, many];
