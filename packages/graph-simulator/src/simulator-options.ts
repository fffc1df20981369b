import type { Behaviour } from "./behaviour.ts";
import type { QuotaOptions } from "./quota/quota-meter.ts";
import type { WorldName } from "./world/named-worlds.ts";
import type { WorldSpec } from "./world/spec.ts";

/** How to start a simulator. */
export interface SimulatorOptions {
  /** Everything that is made up is drawn from it. Default 1. */
  readonly seed?: number;
  /** TCP port on 127.0.0.1; 0 takes any free one. Default 0. */
  readonly port?: number;
  /** Epoch milliseconds. Default the system's clock. */
  readonly now?: () => number;
  /** Default `demo`. */
  readonly world?: WorldName | WorldSpec;
  /** Milliseconds every answer takes. Default 0. */
  readonly latencyMs?: number;
  /** Answers to the questions sources disagree on. */
  readonly behaviour?: Partial<Behaviour>;
  readonly quota?: QuotaOptions;
}
