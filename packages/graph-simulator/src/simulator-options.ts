import type { BehaviourOptions } from "./behaviour/behaviour.ts";
import type { QuotaOptions } from "./quota/quota-meter.ts";
import type { SetupName } from "./setups/broken-setups.ts";
import type { WorldName } from "./world/spec/named-worlds.ts";
import type { WorldSpec } from "./world/spec/spec.ts";

/** How to start a simulator. */
export interface SimulatorOptions {
  /** The source of everything made up. Default 1. */
  readonly seed?: number | undefined;
  /** TCP port on 127.0.0.1; 0 takes any free one. Default 0. */
  readonly port?: number | undefined;
  /** Epoch milliseconds. Default the system's clock. */
  readonly now?: (() => number) | undefined;
  /** A world that is well, a broken setup, or one of one's own. Default `demo`. */
  readonly world?: WorldName | SetupName | WorldSpec | undefined;
  /** Milliseconds every answer takes. Default 0. */
  readonly latencyMs?: number | undefined;
  /** What it does where sources disagree. */
  readonly behaviour?: BehaviourOptions | undefined;
  readonly quota?: QuotaOptions | undefined;
}
