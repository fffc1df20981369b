export { startSimulator, type RunningSimulator } from "./simulator.ts";
export type { SimulatorOptions } from "./simulator-options.ts";
export type { Behaviour } from "./behaviour.ts";
export type { QuotaOptions } from "./quota/quota-meter.ts";
export type { SimulatorTokens } from "./tokens/token-set.ts";
export type { Host } from "./host.ts";
export type { WorldName } from "./world/named-worlds.ts";
export type { AccountSpec, Language, PageSpec, PostsSpec, StoriesSpec, WorldSpec } from "./world/spec.ts";
export type { AccountTruth, InsightDaysTruth, TruthCounts, WorldTruth } from "./admin/world-truth.ts";
export type { WorldChange } from "./admin/world-change.ts";
export type { LoggedCall, LoggedRequest, RequestLog } from "./http/request-log.ts";
export type {
  DelayFault,
  FaultAnswer,
  FaultMatch,
  FaultRule,
  GraphErrorFault,
  LiteralFault,
} from "./faults/fault-rule.ts";
