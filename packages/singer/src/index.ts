export { renderAbout, type AboutFormat, type PluginDescription } from "./about.ts";
export { Bookmarks, type BookmarkPosition, type BookmarksOptions } from "./bookmarks.ts";
export { buildCatalog } from "./build-catalog.ts";
export type {
  Catalog,
  CatalogEntry,
  CatalogMetadata,
  ReplicationMethod,
  StreamDeclaration,
} from "./catalog.ts";
export { checkSafeSchema } from "./safe-schema.ts";
export { compareValues } from "./compare-values.ts";
export { cleanValue } from "./clean-text.ts";
export type { CommandDefinition, Subcommand } from "./command-definition.ts";
export {
  CommandFailure,
  InvalidInputError,
  MalformedMessageError,
  UsageError,
  type Problem,
} from "./errors.ts";
export { flattenStream, type FlatStream, type Flattening } from "./flatten.ts";
export type { CommandHost, HostInput, HostOutput, StopSignal } from "./host.ts";
export { formatInstant, parseInstant } from "./instant.ts";
export type { JsonObject, JsonValue } from "./json.ts";
export type { JsonSchema, ObjectSchema } from "./json-schema.ts";
export { readLines } from "./lines.ts";
export { redactor } from "./redact.ts";
export { createLogger, type Logger, type LoggerOptions, type LogLevel, type Metric } from "./logger.ts";
export {
  formatMessage,
  parseMessage,
  type ActivateVersionMessage,
  type BatchMessage,
  type RecordMessage,
  type SchemaMessage,
  type SingerMessage,
  type StateMessage,
} from "./messages.ts";
export { mergeStates, splitState, type StatePartition } from "./merge-states.ts";
export { nodeHost, type NodeOutput, type NodeProcess } from "./node-host.ts";
export { parseCatalog } from "./parse-catalog.ts";
export { parseExactJson } from "./parse-exact-json.ts";
export type { Progress } from "./progress-line.ts";
export { runTap } from "./run-tap.ts";
export type { TapDefinition, TapRun } from "./tap-definition.ts";
export { runTarget, type TargetDefinition, type TargetRun } from "./run-target.ts";
export { selectStreams, type SelectedStream } from "./selection.ts";
export { meltanoSettingGroups, meltanoSettings } from "./settings/meltano-settings.ts";
export { parseSettings, type ParseSettingsOptions, type SettingSource } from "./settings/parse-settings.ts";
export { activateVersionSettings, flatteningSettings } from "./settings/ready-made.ts";
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
export { readAirbyteState } from "./state-migrations/airbyte-state.ts";
export { readSdkState } from "./state-migrations/sdk-state.ts";
export {
  readStreamCursor,
  type StateMapping,
  type StreamStateMapping,
} from "./state-migrations/stream-cursor.ts";
export { TapOutput, type TapOutputOptions } from "./tap-output.ts";
