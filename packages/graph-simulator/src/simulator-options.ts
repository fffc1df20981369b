import type { BehaviourOptions } from "./behaviour/behaviour.ts";
import type { QuotaOptions } from "./quota/quota-meter.ts";
import type { WorldName } from "./world/named-worlds.ts";
import type { WorldSpec } from "./world/spec.ts";

/** How to start a simulator. */
export interface SimulatorOptions {
  /** Everything that is made up is drawn from it. Default 1. */
  readonly seed?: number | undefined;
  /** TCP port on 127.0.0.1; 0 takes any free one. Default 0. */
  readonly port?: number | undefined;
  /** Epoch milliseconds. Default the system's clock. */
  readonly now?: (() => number) | undefined;
  /** Default `demo`. */
  readonly world?: WorldName | WorldSpec | undefined;
  /** Milliseconds every answer takes. Default 0. */
  readonly latencyMs?: number | undefined;
  /** Answers to the questions sources disagree on. */
  readonly behaviour?: BehaviourOptions | undefined;
  readonly quota?: QuotaOptions | undefined;
}
