import type { JsonObject } from "../json/json.ts";
import type { Logger, LogLevel, LogMessage, Metric } from "./logger.ts";

/** A line of the log before it is formatted, with nothing hidden yet. */
export interface LogEntry {
  readonly level: LogLevel;
  /** The stream that it is about; `null` where it is about none. */
  readonly stream: string | null;
  readonly message: LogMessage;
  readonly extra?: JsonObject | undefined;
  /** Where the line is a metric. */
  readonly metric?: Metric | undefined;
}

/** Is told of log lines. */
export type LogListener = (entry: LogEntry) => void;

/** A logger that tells of each of its lines, also of those below its level. */
export function listeningLogger(logger: Logger, listen: LogListener): Logger {
  return loggerOf(logger, null, listen);
}

function loggerOf(logger: Logger, stream: string | null, listen: LogListener): Logger {
  const saying =
    (level: LogLevel) =>
    (message: LogMessage, extra?: JsonObject): void => {
      listen({ level, stream, message, extra });
      logger[level](message, extra);
    };
  return {
    debug: saying("debug"),
    info: saying("info"),
    warning: saying("warning"),
    error: saying("error"),
    critical: saying("critical"),
    metric: (metric) => {
      listen({ level: "info", stream, message: "METRIC", metric });
      logger.metric(metric);
    },
    forStream: (name) => loggerOf(logger.forStream(name), name, listen),
  };
}
