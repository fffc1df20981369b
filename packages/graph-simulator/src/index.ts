export { startSimulator, type RunningSimulator } from "./simulator.ts";
export type { SimulatorOptions } from "./simulator-options.ts";
export type { Behaviour, BehaviourOptions } from "./behaviour/behaviour.ts";
export type { AccessBehaviour } from "./behaviour/access.ts";
export type { AnswerBehaviour } from "./behaviour/answers.ts";
export type { BatchBehaviour } from "./behaviour/batches.ts";
export type {
  AccountInsightBehaviour,
  InsightBehaviour,
  MediaInsightBehaviour,
} from "./behaviour/insights.ts";
export type { LoginBehaviour } from "./behaviour/login.ts";
export type { ListBehaviour } from "./behaviour/lists.ts";
export type { NodeBehaviour } from "./behaviour/nodes.ts";
export type { QuotaOptions } from "./quota/quota-meter.ts";
export type { SimulatorTokens } from "./tokens/token-set.ts";
export type { Host } from "./host.ts";
export { setupNames, type SetupName } from "./setups/broken-setups.ts";
export type { WorldName } from "./world/spec/named-worlds.ts";
export type {
  AccountSpec,
  AccountType,
  Language,
  PageSpec,
  PostsSpec,
  StoriesSpec,
  WorldSpec,
} from "./world/spec/spec.ts";
export type { AccountTruth, InsightDaysTruth, TruthCounts, WorldTruth } from "./admin/world-truth.ts";
export type { WorldChange } from "./admin/world-change.ts";
export type { LoggedCall, LoggedRequest, RequestLog } from "./http/request-log.ts";
export type { FaultMatch } from "./faults/fault-match.ts";
export type { Lie, LieFault } from "./faults/lies/lie.ts";
export type {
  DelayFault,
  FaultAnswer,
  FaultRule,
  GraphErrorFault,
  LiteralFault,
} from "./faults/fault-rule.ts";
