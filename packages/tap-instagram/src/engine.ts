export { verdictOf, type Verdict } from "./book/verdict.ts";
export { declarations } from "./catalog.ts";
export type { Ports } from "./client/client.ts";
export { columnsIn, type SelectedColumns } from "./columns/selected-columns.ts";
export type { SyncLogger } from "./log/logger.ts";
export { UnknownVersionError } from "./client/unknown-version.ts";
export { tuneEngine } from "./engine-flags.ts";
export { RequestLog } from "./log/request-log.ts";
export { proxyFetch, type ProxyRuntime } from "./proxy/proxy-fetch.ts";
export { streamGroups } from "./registry.ts";
export { checkSettings } from "./settings/check-settings.ts";
export { settings } from "./settings/definitions.ts";
export type { Settings, TapSettings } from "./settings/settings.ts";
export { loginClientFor } from "./setup/auth/token/clients.ts";
export { diagnosisOptions } from "./setup/diagnosis/diagnosis-options.ts";
export type { SettingsFound } from "./setup/diagnosis/settings-found.ts";
export { exitCodeOfError } from "./singer/exit-code.ts";
export type {
  BookmarkPosition,
  Failure,
  KnownAccount,
  Sink,
  SinkAccount,
  StreamOutcome,
  StreamSelection,
} from "./sync/sink.ts";
export type { StreamGroup } from "./sync/stream-group.ts";
export { sync } from "./sync/sync.ts";
export type { SyncRequest } from "./sync/sync-run.ts";
