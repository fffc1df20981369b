export type { Capability } from "./command/capability.ts";
export { defineSubcommand, type Subcommand, type SubcommandRun } from "./command/subcommand.ts";
export type { SelectedStream } from "./catalog/selection.ts";
export type { StreamDeclaration } from "./catalog/catalog.ts";
export {
  CommandError,
  InvalidInputError,
  MalformedMessageError,
  UsageError,
  type Problem,
} from "./errors.ts";
export type { CommandHost } from "./host/host.ts";
export { endProcess, nodeHost } from "./host/node-host.ts";
export { parseExactJson } from "./json/exact-json.ts";
export type { JsonObject, JsonValue } from "./json/json.ts";
export type { JsonSchema, ObjectSchema } from "./json/json-schema.ts";
export type { Logger, Metric } from "./logs/logger.ts";
export { readLines } from "./messages/lines.ts";
export {
  parseMessage,
  type ActivateVersionMessage,
  type BatchMessage,
  type RecordMessage,
  type SchemaMessage,
  type SingerMessage,
  type StateMessage,
} from "./messages/messages.ts";
export { runTap } from "./tap/run-tap.ts";
export type { RunEnd, RunStart, RunWatch } from "./tap/run-watch.ts";
export type { TapDefinition, TapDryRun, TapRun } from "./tap/tap-definition.ts";
export type { TapOutput } from "./tap/written/tap-output.ts";
export { runTarget, type TargetDefinition, type TargetRun } from "./target/run-target.ts";
