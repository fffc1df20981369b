import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runTap } from "../index.ts";
import { createRedactor } from "./redact.ts";
import { createLogger, type LoggerOptions } from "./logger.ts";
import { sampleTap } from "../testing-fixtures/sample-tap.ts";
import { createMemoryHost } from "../testing/memory-host.ts";

function linesOf(
  options: Partial<LoggerOptions>,
  log: (logger: ReturnType<typeof createLogger>) => void,
): string[] {
  const lines: string[] = [];
  log(
    createLogger({
      write: (line) => lines.push(line),
      level: "info",
      format: "text",
      now: () => 1_500,
      ...options,
    }),
  );
  return lines;
}

describe("createLogger", () => {
  test("writes level, stream and details as text", () => {
    const lines = linesOf({}, (logger) => {
      logger.debug("unseen");
      logger.info("Read", { pages: 3, account: "a b", ok: "yes/1" });
      logger.forStream("media").warning("Slow");
      logger
        .forStream("media")
        .metric({ type: "timer", metric: "sync_duration", value: 0.5, tags: { stream: "media" } });
      logger.error("Bad");
      logger.critical("Worse");
    });
    expect(lines).toEqual([
      'INFO Read pages=3 account="a b" ok=yes/1',
      "WARNING media: Slow",
      'INFO METRIC: {"type":"timer","metric":"sync_duration","value":0.5,"tags":{"stream":"media"}}',
      "ERROR Bad",
      "CRITICAL Worse",
    ]);
  });

  test("writes all eight keys in every structured line", () => {
    const metric = { type: "counter", metric: "record_count", value: 1, tags: {} } as const;
    const lines = linesOf({ format: "structured", pid: 7, appName: "tap-x" }, (logger) => {
      logger.info("Two\nlines", { a: 1 });
      logger.forStream("media").metric(metric);
    }).map((line) => JSON.parse(line));
    const common = {
      level: "info",
      pid: 7,
      logger_name: "tap-x",
      ts: 1.5,
      thread_name: "MainThread",
      app_name: "tap-x",
    };
    expect(lines).toEqual([
      { ...common, stream_name: null, message: "Two\nlines", extra: { a: 1 } },
      { ...common, stream_name: "media", message: "METRIC", metric_info: metric },
    ]);
  });

  test("redacts every line in either format", () => {
    for (const format of ["text", "structured"] as const) {
      const [line] = linesOf({ format, redact: createRedactor(['se"cret/x']) }, (logger) =>
        logger.forStream("s").info('se"cret/x', { url: "https://x?t=se%22cret%2Fx" }),
      );
      expect(line).not.toContain("cret");
      expect(line?.match(/\[redacted\]/g)).toHaveLength(2);
    }
  });
});

describe("a command's logs", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "singer-logs-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  async function errOf(env: { [name: string]: string }, logConfig?: unknown): Promise<string> {
    const path = join(folder, "logging.json");
    if (logConfig !== undefined)
      writeFileSync(path, typeof logConfig === "string" ? logConfig : JSON.stringify(logConfig));
    const host = createMemoryHost({
      argv: ["--config", "ENV"],
      cwd: folder,
      env: {
        TAP_SAMPLE_ACCESS_TOKEN: "tokentoken",
        SINGER_SDK_LOG_CONFIG: logConfig === undefined ? undefined : path,
        ...env,
      },
    });
    await runTap(sampleTap, host);
    return host.err();
  }

  test.each([{ TAP_SAMPLE_LOGLEVEL: "warning", LOGLEVEL: "DEBUG" }, { LOGLEVEL: "50" }])(
    "have the level of %j",
    async (env) => {
      expect(await errOf(env)).toBe("");
    },
  );

  test("say when a level is none", async () => {
    const warning = 'WARNING LOGLEVEL is "loud", wanted DEBUG, INFO, WARNING, ERROR or CRITICAL\nINFO ';
    expect((await errOf({ LOGLEVEL: "loud" })).slice(0, warning.length)).toBe(warning);
  });

  test("are structured when the log config names the structured formatter", async () => {
    const config = {
      version: 1,
      formatters: { structured: { "()": "singer_sdk.logging.StructuredFormatter" } },
      root: { level: "INFO", handlers: ["console"] },
    };
    const lines = (await errOf({}, config))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) {
      expect(line).toMatchObject({ pid: 4242, app_name: "tap-sample", ts: Date.UTC(2026, 6, 1) / 1000 });
      expect(line).toHaveProperty("stream_name");
    }
    expect(lines.at(-2)).toMatchObject({
      stream_name: "users",
      metric_info: { metric: "record_count", value: 3 },
    });
  });

  test("stay text, at the config's level, when its formatter is another", async () => {
    const config = { formatters: { default: { format: "%(message)s" } }, root: { level: "ERROR" } };
    expect(await errOf({}, config)).toBe("");
    expect(await errOf({ LOGLEVEL: "INFO" }, config)).toMatch(/^INFO /);
  });

  test("say so, and stay text, when the log config cannot be used", async () => {
    expect(await errOf({}, "version: 1")).toMatch(
      /^WARNING SINGER_SDK_LOG_CONFIG names .*logging\.json, but it is not JSON; logs stay plain text\nINFO /,
    );
    expect(await errOf({ SINGER_SDK_LOG_CONFIG: "/nowhere/x.json" })).toMatch(
      /^WARNING .*but it cannot be read/,
    );
  });
});

describe("a line of text", () => {
  const lineOf = (message: string): string => {
    const lines: string[] = [];
    createLogger({ write: (line) => lines.push(line), level: "info", format: "text" }).info(message);
    return lines.join("\n");
  };

  test("moves no cursor and forges no line, whatever a name holds", () => {
    const forged = lineOf("brand\nINFO METRIC: {}\u001b[2J\u0007\u0085\r");
    expect(forged).not.toMatch(/^INFO METRIC/m);
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    expect(forged).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
  });

  test("shows what turns the direction of text, so that a name does not read backwards", () => {
    expect(lineOf("\u202egnp.x\u2066")).toContain("\\x202egnp.x\\x2066");
    expect(lineOf("שלום \u200f!")).toContain("שלום \u200f!");
  });

  test("is at most 8 KiB long, and says how long it was", () => {
    const line = lineOf("ü".repeat(100_000));
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(8192);
    expect(line).toContain("100005 characters");
  });
});
