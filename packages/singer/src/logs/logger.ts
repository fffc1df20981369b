import type { JsonObject, JsonValue } from "../json/json.ts";

/** From least to most urgent. */
export type LogLevel = "debug" | "info" | "warning" | "error" | "critical";

/** A measurement, with a name of singer-python: counter `record_count`, timer `http_request_duration`… */
export interface Metric {
  type: "counter" | "timer";
  metric: string;
  /** A count, or seconds. */
  value: number;
  /** `stream`, `endpoint` (a template, never a full URL), `http_status_code`, `status`, `context`… */
  tags: JsonObject;
}

/** One line, or several that each begin at the margin. A line break inside of a line is indented. */
export type LogMessage = string | readonly string[];

/** Writes log lines, never to stdout. */
export interface Logger {
  debug(message: LogMessage, extra?: JsonObject): void;
  info(message: LogMessage, extra?: JsonObject): void;
  warning(message: LogMessage, extra?: JsonObject): void;
  error(message: LogMessage, extra?: JsonObject): void;
  critical(message: LogMessage, extra?: JsonObject): void;
  metric(metric: Metric): void;
  /** A logger whose lines begin with the name of the stream. */
  forStream(name: string): Logger;
}

/** Options of {@link createLogger}. */
export interface LoggerOptions {
  /** Receives one line without its newline. */
  write(line: string): void;
  /** Lines below this level are dropped. */
  level: LogLevel;
  /** `text`: `INFO message`. `structured`: one JSON object per line, for Meltano's parser. */
  format: "text" | "structured";
  /** Whether metrics are written. Default true. */
  hasMetrics?: boolean | undefined;
  /** Applied to every line before it is written. */
  redact?(text: string): string;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?(): number;
  /** Process id, for structured lines. Default 0. */
  pid?: number | undefined;
  /** The tap's name, for structured lines. Default `singer`. */
  appName?: string | undefined;
}

// C0 and C1 controls but for the line feed, DEL, separators that some tools take for line breaks, and what turns the
// direction of the text that follows.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const controlCharacters = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

const order: readonly LogLevel[] = ["debug", "info", "warning", "error", "critical"];

/**
 * Makes a logger that passes each finished line to `write`.
 *
 * @example
 * ```ts
 * import { createLogger } from "@tap-instagram/singer/testing";
 *
 * const logger = createLogger({
 *   write: (line) => console.error(line),
 *   level: "info",
 *   format: "text",
 *   redact: (text) => text.replaceAll("s3cret/key", "…"),
 * });
 * logger.forStream("posts").warning("Left out a post", { id: "7", status: 410 });
 * // WARNING posts: Left out a post id=7 status=410
 * ```
 */
export function createLogger(options: LoggerOptions): Logger {
  return loggerFor(options, null);
}

function loggerFor(options: LoggerOptions, stream: string | null): Logger {
  const log = (level: LogLevel, message: LogMessage, extra?: JsonObject, metric?: Metric): void => {
    if (order.indexOf(level) < order.indexOf(options.level)) return;
    const line =
      options.format === "structured"
        ? structuredLine(options, level, stream, message, extra, metric)
        : textLine(level, stream, message, extra, metric);
    options.write(cut(options.redact?.(line) ?? line));
  };
  return {
    debug: (message, extra) => log("debug", message, extra),
    info: (message, extra) => log("info", message, extra),
    warning: (message, extra) => log("warning", message, extra),
    error: (message, extra) => log("error", message, extra),
    critical: (message, extra) => log("critical", message, extra),
    metric: (metric) => {
      if (options.hasMetrics !== false) log("info", "METRIC", undefined, metric);
    },
    forStream: (name) => loggerFor(options, name),
  };
}

/** Longer lines are cut: log collectors refuse them, or break them in two. In characters, each at most 3 bytes long. */
const maxLineLength = 2600;

function cut(line: string): string {
  return line.length <= maxLineLength ? line : `${line.slice(0, maxLineLength)}… (${line.length} characters)`;
}

/**
 * Shows control characters as `\\x1b`, and indents every line after the first: a name that the API or a stream wrote
 * moves no cursor and forges no line.
 */
function plainText(text: string): string {
  return text
    .replaceAll(
      controlCharacters,
      (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
    )
    .replaceAll(/\n(?! {2}|$)/g, "\n  ");
}

/** Consumers look for `INFO METRIC: {json}` at the start of a line. */
function textLine(
  level: LogLevel,
  stream: string | null,
  message: LogMessage,
  extra: JsonObject | undefined,
  metric: Metric | undefined,
): string {
  if (metric !== undefined) return `${level.toUpperCase()} METRIC: ${JSON.stringify(metric)}`;
  const about = stream === null ? "" : `${stream}: `;
  const details = Object.entries(extra ?? {}).map(([key, value]) => ` ${key}=${plain(value)}`);
  const [first = "", ...others] = typeof message === "string" ? [message] : message;
  return [`${level.toUpperCase()} ${about}${first}${details.join("")}`, ...others].map(plainText).join("\n");
}

function plain(value: JsonValue): string {
  return typeof value === "string" && /^[\w.:/+-]+$/.test(value) ? value : JSON.stringify(value);
}

/** Every line has all eight keys, also `stream_name`: Meltano shows lines without one as raw text. */
function structuredLine(
  options: LoggerOptions,
  level: LogLevel,
  stream: string | null,
  message: LogMessage,
  extra: JsonObject | undefined,
  metric: Metric | undefined,
): string {
  return JSON.stringify({
    level,
    pid: options.pid ?? 0,
    logger_name: options.appName ?? "singer",
    ts: (options.now?.() ?? Date.now()) / 1000,
    thread_name: "MainThread",
    app_name: options.appName ?? "singer",
    stream_name: stream,
    message: typeof message === "string" ? message : message.join("\n"),
    extra,
    metric_info: metric,
  });
}
