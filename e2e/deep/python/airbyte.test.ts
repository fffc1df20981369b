import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import process from "node:process";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { built, repositoryPath } from "../../test/commands.ts";
import { daysAgo } from "../../test/days-ago.ts";
import { run, simulatorProcess, succeed } from "../../test/processes.ts";
import { commandIn, hasPosixPython, sharedEnvironment } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";

const scripts = fileURLToPath(new URL("airbyte/", import.meta.url));
const requirements = ["airbyte==0.71.3", "airbyte-cdk==7.39.1", "pytest==9.2.0"];
const streams = new Set(["users", "media", "media_insights", "stories", "story_insights", "user_insights"]);
const days = 40;

/** What `load.py` says of a run. */
interface Loaded {
  runs: { processed: number; tables: { [stream: string]: { rows: number; keys: number } } }[];
  types: { [column: string]: string };
}

interface Counts {
  rows: number;
  keys: number;
}

/** What `modes.py` found after the first and the second run of each mode. */
interface Modes {
  [mode: string]: { [stream in "media" | "user_insights"]: [Counts, Counts] };
}

/** PyAirbyte without its telemetry and its registry. */
function quietAirbyte(logs: string): { [name: string]: string } {
  return {
    AIRBYTE_OFFLINE_MODE: "1",
    DO_NOT_TRACK: "1",
    AIRBYTE_LOGGING_ROOT: logs,
  };
}

describe.skipIf(!hasPosixPython)(
  "Airbyte's own tools (need python3 with venv on Linux or macOS)",
  { timeout: 240_000 },
  () => {
    const folder = sharedFolder();
    let python: string;
    beforeAll(async () => {
      python = commandIn(await sharedEnvironment(inject("shared"), "airbyte", requirements), "python");
    }, 240_000);

    /** Files that point the source at a simulator. */
    const pointed = async (into: string): Promise<string> => {
      const { tokens, url } = await simulatorProcess();
      const settings = {
        access_token: tokens["user"],
        api_url: url,
        start_date: `${daysAgo(days)}T00:00:00Z`,
      };
      mkdirSync(into, { recursive: true });
      const config = join(into, "config.json");
      writeFileSync(config, JSON.stringify(settings));
      const invalid = { ...settings, access_token: tokens["expired"] };
      writeFileSync(join(into, "invalid_config.json"), JSON.stringify(invalid));
      return config;
    };

    test("the CDK's models, catalog checks and schemas accept every message", async () => {
      const config = await pointed(join(folder, "messages"));
      const written = (name: string, text: string): string => {
        writeFileSync(join(folder, "messages", name), text);
        return join(folder, "messages", name);
      };
      const discovered = await succeed(process.execPath, [built.airbyte, "discover", "--config", config]);
      const all: { name: string }[] = JSON.parse(discovered).catalog.streams;
      const configured = written(
        "configured.json",
        JSON.stringify({
          streams: all.flatMap((stream) =>
            streams.has(stream.name)
              ? [{ stream, sync_mode: "full_refresh", destination_sync_mode: "overwrite" }]
              : [],
          ),
        }),
      );
      const args = [built.airbyte, "read", "--config", config, "--catalog", configured];
      const read = written("read.jsonl", await succeed(process.execPath, args));
      const catalog = written("catalog.jsonl", discovered);
      const said = await succeed(python, [join(scripts, "check_messages.py"), catalog, configured, read]);
      expect(said).toMatch(new RegExp(`^${all.length} streams, [1-9]\\d\\d+ records`, "m"));
    });

    test("the CDK's standard tests of an image pass", async () => {
      const connector = join(folder, "source-instagram");
      cpSync(join(scripts, "source-instagram"), connector, { recursive: true });
      for (const name of ["metadata.yaml", "acceptance-test-config.yml"])
        cpSync(repositoryPath(`packages/airbyte-source-instagram/${name}`), join(connector, name));
      await pointed(join(connector, "secrets"));
      const plugin = ["-p", "no:cacheprovider", "-p", "airbyte_cdk.test.standard_tests.pytest_hooks"];
      const options = ["--connector-image", "x", "--read-from-streams=default", "--read-scenarios=config"];
      const { code, stdout, stderr } = await run(
        python,
        ["-m", "pytest", "--quiet", "--color=no", "--tb=short", ...plugin, ...options, "unit_tests"],
        {
          cwd: connector,
          env: {
            PATH: `${scripts}${delimiter}${process.env["PATH"]}`,
            AIRBYTE_SOURCE: built.airbyte,
            // The tests look for an older version of the connector on the internet: nobody listens there.
            HTTPS_PROXY: "http://127.0.0.1:9",
          },
        },
      );
      expect({ code, report: code === 0 ? "" : `${stdout}\n${stderr}` }).toEqual({ code: 0, report: "" });
      expect(stdout).toMatch(/6 passed, 4 skipped/);
    });

    test("PyAirbyte loads every row once, with its type, and goes on from there", async () => {
      const config = await pointed(join(folder, "load"));
      const database = join(folder, "load", "cache.duckdb");
      const env = quietAirbyte(join(folder, "load", "logs"));
      const args = [join(scripts, "load.py"), config, built.airbyte, database];
      await succeed(python, args, { cwd: join(folder, "load"), env });
      const { runs, types }: Loaded = JSON.parse(readFileSync(join(folder, "load", "cache.json"), "utf8"));
      const [first, second] = runs;
      expect(second?.tables).toEqual(first?.tables);
      for (const { rows, keys } of Object.values(first?.tables ?? {})) {
        expect(rows).toBeGreaterThan(0);
        expect(keys).toBe(rows);
      }
      const daily = first?.tables["user_insights"]?.rows ?? 0;
      expect(daily).toBeGreaterThan(days);
      // All days but those of the look-back are not read again.
      expect((first?.processed ?? 0) - (second?.processed ?? 0)).toBeGreaterThan(daily * 0.8);
      expect(types).toMatchObject({
        "media.like_count": "BIGINT",
        "media.timestamp": "TIMESTAMP",
        "media.is_comment_enabled": "BOOLEAN",
        "media.children": "JSON",
        "media.caption": "VARCHAR",
        "user_insights.date": "TIMESTAMP",
        "user_insights.reach": "BIGINT",
      });
    });

    test("each of Airbyte's four modes leaves the rows that it promises", async () => {
      const into = join(folder, "modes");
      const args = [join(scripts, "modes.py"), await pointed(into), built.airbyte, into];
      await succeed(python, args, { cwd: into, env: quietAirbyte(join(into, "logs")) });
      const modes: Modes = JSON.parse(readFileSync(join(into, "modes.json"), "utf8"));
      for (const [mode, { media, user_insights: insights }] of Object.entries(modes)) {
        const [first, second] = media;
        expect(first.rows).toBeGreaterThan(0);
        expect(first.keys).toBe(first.rows);
        expect(second.keys).toBe(first.keys);
        expect({ mode, rows: second.rows }).toEqual({
          mode,
          rows: mode.endsWith("append") ? 2 * first.rows : first.rows,
        });
        const [before, after] = insights;
        expect(before.rows).toBeGreaterThan(days);
        expect(after.keys).toBe(before.keys);
        const further = after.rows - before.rows;
        if (mode === "full refresh, append") expect(further).toBe(before.rows);
        else if (mode === "incremental, append") {
          // The days of the look-back come again, and no others.
          expect(further).toBeGreaterThan(0);
          expect(further).toBeLessThan(before.rows / 4);
        } else expect(further).toBe(0);
      }
      expect(Object.keys(modes)).toHaveLength(4);
    });
  },
);
