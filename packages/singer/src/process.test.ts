import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { commandOf } from "test-tools/commands";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { endProcess, type EndingProcess } from "./host/node-host.ts";

const here = dirname(fileURLToPath(import.meta.url));
const fixtures = {
  "sample-tap-cli": await commandOf(join(here, "testing-fixtures/sample-tap-cli.ts")),
  "signalled-tap-cli": await commandOf(join(here, "testing-fixtures/signalled-tap-cli.ts")),
  "sample-target-cli": await commandOf(join(here, "testing-fixtures/sample-target-cli.ts")),
};
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "singer-process-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** The sample as a real process, from its sources. */
function start(
  fixture: keyof typeof fixtures,
  argv: readonly string[],
): { child: ChildProcess; ended: Promise<Ended>; seen: (text: string) => Promise<void> } {
  const [node, script] = fixtures[fixture];
  const child = spawn(node, [script, ...argv], { cwd: folder, env: { PATH: process.env.PATH } });
  let out = "";
  let err = "";
  const watchers: (() => void)[] = [];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    for (const watch of watchers) watch();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    err += chunk.toString();
    for (const watch of watchers) watch();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on("close", (code) => resolve({ code, out, err }));
  });
  const seen = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const watch = (): void => {
        if (out.includes(text) || err.includes(text)) resolve();
      };
      watchers.push(watch);
      watch();
    });
  return { child, ended, seen };
}

function config(settings: object): string {
  const path = join(folder, `config-${Math.random()}.json`);
  writeFileSync(path, JSON.stringify({ access_token: "a-secret-token", ...settings }));
  return path;
}

describe("a tap as a process", () => {
  test("writes messages only, whatever a dependency prints, and exits 0", async () => {
    const { code, out, err } = await start("sample-tap-cli", ["--config", config({})]).ended;
    expect(code).toBe(0);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).type);
    expect(lines.at(-1)).toBe("STATE");
    expect(err).toContain("noise from a dependency");
  });

  test.each(["SIGTERM", "SIGINT"] as const)("ends with STATE and exit 0 at %s", async (signal) => {
    const { child, ended, seen } = start("sample-tap-cli", ["--config", config({ behaviour: "endless" })]);
    await seen('"media-100"');
    child.kill(signal);
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out.trimEnd().split("\n").at(-1)).toMatch(/^\{"type":"STATE"/);
  });

  test("ends with STATE and exit 0 at a signal that came before it listened", async () => {
    const { code, out } = await start("signalled-tap-cli", ["--config", config({ behaviour: "endless" })])
      .ended;
    expect(code).toBe(0);
    expect(out.trimEnd().split("\n").at(-1)).toMatch(/^\{"type":"STATE"/);
  });

  test("stops quietly, with exit 0, when its reader goes away", async () => {
    const { child, ended, seen } = start("sample-tap-cli", ["--config", config({ behaviour: "endless" })]);
    await seen('"media-100"');
    child.stdout?.destroy();
    const { code, err } = await ended;
    expect(code).toBe(0);
    expect(err).not.toMatch(/EPIPE|CRITICAL|\n {4}at /);
  });

  test.skipIf(process.platform === "win32").each([
    ["--config", "SIGTERM", 143],
    ["--catalog", "SIGINT", 130],
    ["--state", "SIGHUP", 129],
  ] as const)("ends at once at a signal while %s is a FIFO without a writer", async (flag, signal, exit) => {
    const fifo = join(folder, `${flag}.fifo`);
    execFileSync("mkfifo", [fifo]);
    const { child, ended, seen } = start("sample-tap-cli", ["--config", config({}), flag, fifo]);
    await seen("Waiting for what writes into");
    const signalledAt = performance.now();
    child.kill(signal);
    const { code, out, err } = await ended;
    expect(code).toBe(exit);
    expect(err).toContain(`${signal} received while waiting for a FIFO (named pipe)`);
    expect(out).toBe("");
    // Without a signal, the wait is 60 seconds.
    expect(performance.now() - signalledAt).toBeLessThan(40_000);
  });

  test.skipIf(process.platform === "win32")("reads what comes late into its FIFOs", async () => {
    const fifo = join(folder, "late.fifo");
    execFileSync("mkfifo", [fifo]);
    const { ended, seen } = start("sample-tap-cli", ["--config", config({}), "--state", fifo]);
    await seen("Waiting for what writes into");
    writeFileSync(fifo, '{"bookmarks":{"media":{"replication_key_value":"2026-01-01T00:00:00Z"}}}');
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out.trimEnd().split("\n").at(-1)).toMatch(/^\{"type":"STATE"/);
  });

  test("writes all it has before it exits, into a pipe that is read late", async () => {
    const { child, ended } = start("sample-tap-cli", ["--discover", "--config", config({})]);
    child.stdout?.pause();
    await new Promise((resolve) => child.on("spawn", resolve));
    child.stdout?.resume();
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(() => JSON.parse(out)).not.toThrow();
  });
});

describe("a target as a process", () => {
  test("ends at SIGTERM although nobody closes its input", async () => {
    const { child, ended, seen } = start("sample-target-cli", []);
    child.stdin?.write(
      '{"type":"RECORD","stream":"a","record":{"id":1}}\n{"type":"STATE","value":{"a":1}}\n{"type":"REC',
    );
    await seen("INFO read a record");
    child.kill("SIGTERM");
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(out).toBe('{"a":1}\n');
  });

  test("ends when its input does", async () => {
    const { child, ended } = start("sample-target-cli", []);
    child.stdin?.end('{"type":"STATE","value":{"a":2}}\n');
    expect(await ended).toMatchObject({ code: 0, out: '{"a":2}\n' });
  });
});

describe("the end of a process", () => {
  /** A process that does not end. */
  function endingWith(
    versions: EndingProcess["versions"],
  ): EndingProcess & { readonly exits: readonly number[] } {
    const exits: number[] = [];
    return { versions, exits, exit: (code) => void exits.push(code) };
  }

  test.each([
    ["Node 20", { v8: "11.3.244.8-node.33" }],
    ["Node 22", { v8: "12.4.254.21-node.30" }],
    ["Deno", { v8: "14.2.231.17-rusty", deno: "2.9.5" }],
    ["Bun", { v8: "13.6.233.10-node.18", bun: "1.4.5" }],
  ])("is at once on %s", (_, versions) => {
    const ending = endingWith(versions);
    endProcess(ending, 3);
    expect(ending.exits).toEqual([3]);
  });

  test("is left to the process on Node 24, and is forced when something holds it for half a second", async () => {
    const ending = endingWith({ v8: "13.6.233.17-node.28" });
    endProcess(ending, 3);
    expect(ending).toMatchObject({ exitCode: 3, exits: [] });
    await vi.waitFor(() => expect(ending.exits).toEqual([3]), { timeout: 10_000 });
  });
});
