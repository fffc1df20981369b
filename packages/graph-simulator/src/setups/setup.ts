import type { BehaviourOptions } from "../behaviour/behaviour.ts";
import type { FaultRule } from "../faults/fault-rule.ts";
import type { QuotaOptions } from "../quota/quota-meter.ts";
import type { Grant } from "../tokens/grant.ts";
import type { SimulatorTokens } from "../tokens/token-set.ts";
import type { WorldSpec } from "../world/spec/spec.ts";
import type { World } from "../world/world.ts";

/** A way in which a setup can be broken. Whatever is left out is as in the world `tiny`. */
export interface Setup {
  readonly world?: WorldSpec | undefined;
  readonly behaviour?: BehaviourOptions | undefined;
  readonly quota?: QuotaOptions | undefined;
  /** How much of every quota is used when it starts, in percent. */
  readonly usedPercent?: number | undefined;
  /** What goes wrong with requests, with any token. */
  readonly faults?: ((world: World) => readonly FaultRule[]) | undefined;
  /** What is wrong with the two tokens that the person holds, one of each login. Those of a new login are good. */
  readonly spoil?: ((grant: Grant, nowMs: number, world: World) => void) | undefined;
  /** What the person holds instead of the good tokens and credentials. */
  readonly holds?: ((good: SimulatorTokens) => Partial<SimulatorTokens>) | undefined;
}
