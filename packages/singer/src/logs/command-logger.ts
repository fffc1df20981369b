import { readFileOrFifo } from "../host/read-file-or-fifo.ts";
import type { CommandHost } from "../host/host.ts";
import { getOwn, isJsonObject } from "../json/json.ts";
import { createLogger, type Logger, type LogLevel } from "./logger.ts";
import { createRedactor } from "./redact.ts";
import { variableName } from "../settings/environment.ts";

const levels: { readonly [name: string]: LogLevel } = {
  DEBUG: "debug",
  INFO: "info",
  WARN: "warning",
  WARNING: "warning",
  ERROR: "error",
  CRITICAL: "critical",
  FATAL: "critical",
};

/** A command's logger, and a way to hide secrets. */
export interface CommandLogger {
  readonly logger: Logger;
  /** Whether the lines of the log are JSON. */
  readonly isStructured: boolean;
  /** Writes lines to stderr as they are, but for secrets. Nothing where the log is JSON, or leaves out INFO. */
  readonly show: (lines: readonly string[]) => void;
  /** Hides these texts in all later log lines. */
  readonly hide: (secrets: readonly string[]) => void;
  /** A text without what log lines hide. */
  readonly redact: (text: string) => string;
}

/** Options of {@link commandLogger}. */
export interface CommandLoggerOptions {
  /** Writes a line to stderr, above what a terminal shows of the progress. */
  write: (line: string) => void;
  /** Makes what hides secrets. Default: {@link createRedactor}. */
  createRedactor?: ((secrets: readonly string[]) => (text: string) => string) | undefined;
}

/**
 * A logger that writes to the host's stderr. Its level is `<COMMAND>_LOGLEVEL`, else `LOGLEVEL`, else the level in the
 * file SINGER_SDK_LOG_CONFIG, else info. Lines are JSON if that file names a structured formatter.
 */
export function commandLogger(
  command: string,
  host: CommandHost,
  { write, createRedactor: redactorOf = createRedactor }: CommandLoggerOptions,
): CommandLogger {
  const warnings: string[] = [];
  const config = logConfig(host.env.SINGER_SDK_LOG_CONFIG, warnings);
  const variable = variableName(command, "LOGLEVEL");
  const level =
    levelOf(variable, host.env[variable], warnings) ??
    levelOf("LOGLEVEL", host.env.LOGLEVEL, warnings) ??
    levelOf("SINGER_SDK_LOG_CONFIG", config.level, warnings) ??
    "info";
  const secrets = new Set<string>();
  let hideSecrets = redactorOf([]);
  const logger = createLogger({
    write,
    level,
    format: config.isStructured ? "structured" : "text",
    // On a terminal a person reads, and metrics are for programs.
    hasMetrics: !host.stderr.isTTY || config.isStructured || level === "debug",
    redact: (text) => hideSecrets(text),
    now: () => host.now(),
    pid: host.pid,
    appName: command,
  });
  for (const warning of warnings) logger.warning(warning);
  return {
    logger,
    isStructured: config.isStructured,
    show: (lines) => {
      if (!config.isStructured && (level === "debug" || level === "info"))
        write(lines.map((line) => hideSecrets(line)).join("\n"));
    },
    redact: (text) => hideSecrets(text),
    hide: (more) => {
      const known = secrets.size;
      for (const secret of more) secrets.add(secret);
      // It takes time to make all forms of a secret: they are made again only for a new one.
      if (secrets.size > known) hideSecrets = redactorOf([...secrets]);
    },
  };
}

function levelOf(variable: string, value: string | undefined, warnings: string[]): LogLevel | undefined {
  if (value === undefined || value.trim() === "") return undefined;
  const name = value.trim().toUpperCase();
  const number = /^\d{1,3}$/.test(name) ? Number(name) : undefined;
  if (number !== undefined) {
    return number <= 10
      ? "debug"
      : number <= 20
        ? "info"
        : number <= 30
          ? "warning"
          : number <= 40
            ? "error"
            : "critical";
  }
  const level = getOwn(levels, name);
  if (level === undefined && name !== "NOTSET") {
    warnings.push(
      `${variable} is ${JSON.stringify(value.slice(0, 40))}, wanted DEBUG, INFO, WARNING, ERROR or CRITICAL`,
    );
  }
  return level;
}

function logConfig(
  path: string | undefined,
  warnings: string[],
): { isStructured: boolean; level?: string | undefined } {
  if (path === undefined || path === "") return { isStructured: false };
  let json: unknown;
  try {
    json = JSON.parse(readFileOrFifo(path));
  } catch (error) {
    const reason = error instanceof SyntaxError ? "it is not JSON" : "it cannot be read";
    warnings.push(`SINGER_SDK_LOG_CONFIG names ${path}, but ${reason}; logs stay plain text`);
  }
  if (!isJsonObject(json)) return { isStructured: false };
  const formatters = isJsonObject(json.formatters) ? Object.values(json.formatters) : [];
  const isStructured = formatters.some(
    (formatter) =>
      isJsonObject(formatter) &&
      [formatter["()"], formatter.class].some(
        (name) => typeof name === "string" && name.includes("StructuredFormatter"),
      ),
  );
  const level = isJsonObject(json.root) ? json.root.level : undefined;
  return typeof level === "string" ? { isStructured, level } : { isStructured };
}
