export { projection } from "./catalog/project-record.ts";
export type { CommandDefinition, CommandKind } from "./command/command-definition.ts";
export { runCommand } from "./command/run-command.ts";
export { ProblemList } from "./errors.ts";
export { readJson } from "./host/files.ts";
export { OutputSink } from "./host/output-sink.ts";
export { cleanObject } from "./json/clean-text.ts";
export { mapMessages, type TapMessage } from "./tap/map-messages.ts";
export { readSelection } from "./tap/read-selection.ts";
