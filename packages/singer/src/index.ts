export type { PluginDescription } from "./command/about.ts";
export type { Capability } from "./command/capability.ts";
export { Bookmarks, type BookmarkPosition, type BookmarksOptions } from "./state/bookmarks.ts";
export { buildCatalog } from "./catalog/build-catalog.ts";
export type {
  Catalog,
  CatalogEntry,
  CatalogMetadata,
  ReplicationMethod,
  StreamDeclaration,
} from "./catalog/catalog.ts";
export { checkSafeSchema } from "./catalog/safe-schema.ts";
export { compareValues } from "./json/compare-values.ts";
export { cleanValue } from "./json/clean-text.ts";
export type { CommandDefinition } from "./command/command-definition.ts";
export type { Flag, Flags, FlagValue, FlagValues } from "./command/flags.ts";
export {
  defineSubcommand,
  type Example,
  type Positionals,
  type Subcommand,
  type SubcommandRun,
  type Subcommands,
} from "./command/subcommand.ts";
export {
  CommandError,
  InvalidInputError,
  MalformedMessageError,
  UsageError,
  type Problem,
} from "./errors.ts";
export { flattenStream, type FlatStream, type Flattening } from "./catalog/flatten.ts";
export type { CommandHost, HostInput, HostOutput, StopSignal } from "./host/host.ts";
export { formatInstant, parseInstant } from "./json/instant.ts";
export type { JsonObject, JsonValue } from "./json/json.ts";
export type { JsonSchema, ObjectSchema } from "./json/json-schema.ts";
export { readLines } from "./messages/lines.ts";
export { createRedactor } from "./logs/redact.ts";
export { createLogger, type Logger, type LoggerOptions, type LogLevel, type Metric } from "./logs/logger.ts";
export {
  formatMessage,
  parseMessage,
  type ActivateVersionMessage,
  type BatchMessage,
  type RecordMessage,
  type SchemaMessage,
  type SingerMessage,
  type StateMessage,
} from "./messages/messages.ts";
export { mergeStates, splitState, type StatePartition } from "./state/merge-states.ts";
export { nodeHost, type NodeOutput, type NodeProcess } from "./host/node-host.ts";
export { parseCatalog } from "./catalog/parse-catalog.ts";
export { parseExactJson } from "./json/exact-json.ts";
export type { Progress } from "./host/progress-line.ts";
export { runTap } from "./tap/run-tap.ts";
export type { TapDefinition, TapRun } from "./tap/tap-definition.ts";
export { runTarget, type TargetDefinition, type TargetRun } from "./target/run-target.ts";
export { selectStreams, type SelectedStream } from "./catalog/selection.ts";
export { meltanoSettingGroups, meltanoSettings } from "./settings/meltano-settings.ts";
export { parseSettings, type ParseSettingsOptions, type SettingSource } from "./settings/parse-settings.ts";
export { tapSettings } from "./tap/capability-settings.ts";
export {
  boolean,
  choice,
  dateTime,
  defineSettings,
  integer,
  list,
  number,
  objects,
  text,
  type BooleanOptions,
  type ChoiceOptions,
  type ListOptions,
  type NumberOptions,
  type ObjectsOptions,
  type Setting,
  type SettingDefinitions,
  type SettingKind,
  type SettingOptions,
  type SettingsOf,
  type TextOptions,
} from "./settings/setting.ts";
export { renderSettingsReference } from "./settings/settings-reference.ts";
export { settingsSchema } from "./settings/settings-schema.ts";
export { readAirbyteState } from "./state/migrations/airbyte-state.ts";
export { readSdkState } from "./state/migrations/sdk-state.ts";
export {
  readStreamCursor,
  type StateMapping,
  type StreamStateMapping,
} from "./state/migrations/stream-cursor.ts";
export { TapOutput, type TapOutputOptions } from "./tap/tap-output.ts";
