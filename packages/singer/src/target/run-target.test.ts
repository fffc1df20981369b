import { execFile, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { parseMessage, readLines, runTarget, type TargetDefinition } from "../index.ts";
import { defineSettings, setting } from "../settings.ts";
import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from "../testing/memory-host.ts";

const execFilePromise = promisify(execFile);

const settings = defineSettings({
  path: setting.text({ title: "Path", description: "Where to.", default: "" }),
});

function sampleTarget(stored: string[]): TargetDefinition<typeof settings> {
  return {
    name: "target-sample",
    version: "1.0.0",
    description: "Stores samples.",
    settings,
    capabilities: ["about"],
    checkSettings: ({ path }) => (path === "/" ? [{ place: "path", message: "not there" }] : []),
    async run({ input, writeState }) {
      let state: unknown;
      for await (const line of readLines(input)) {
        const message = parseMessage(line);
        if (message.type === "STATE") state = message.value;
        else stored.push(line);
      }
      if (state !== undefined) await writeState({ state: JSON.stringify(state) });
      return 0;
    },
  };
}

const lines = '{"type":"RECORD","stream":"a","record":{}}\n{"type":"state","value":{"a":1}}\n';
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "singer-target-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function run(
  options: MemoryHostOptions,
): Promise<{ code: number; host: MemoryHost; stored: string[] }> {
  const stored: string[] = [];
  const host = createMemoryHost({ cwd: folder, ...options });
  const code = await runTarget(sampleTarget(stored), host);
  return { code, host, stored };
}

/** An object of an object store, which keeps the bodies of PUTs in their order; the first ones fail with a status. */
async function objectOf(...statuses: number[]) {
  const puts: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const status = statuses.shift() ?? 200;
      if (status === 200) puts.push(Buffer.concat(parts).toString());
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/state.json?X-Amz-Signature=sekret`, puts };
}

/** Confirms every state at once, and may fail after them. */
const echoTarget = (failure?: Error): TargetDefinition<typeof settings> => ({
  ...sampleTarget([]),
  async run({ input, writeStateJson }) {
    for await (const line of readLines(input)) {
      if (parseMessage(line).type === "STATE") await writeStateJson(line.slice(24, -1));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (failure) throw failure;
    return 0;
  },
});

describe("--state-output", () => {
  const states = Array.from({ length: 9 }, (_, index) => `{"type":"STATE","value":{"at":${index}}}`);
  const stdin = [new TextEncoder().encode(`${states.join("\n")}\n`)];

  test("writes what is stored: seldom, never an older state after a newer one, and the last in any case", async () => {
    const { url, puts } = await objectOf();
    let elapsed = 0;
    const now = () => (elapsed += 2000);
    const host = createMemoryHost({ argv: ["--state-output", url], stdin, now });
    expect(await runTarget(echoTarget(), host)).toBe(0);
    expect(host.out().trimEnd().split("\n")).toHaveLength(9);
    expect(puts.length).toBeGreaterThan(1);
    expect(puts.length).toBeLessThan(9);
    const order = puts.map((text) => JSON.parse(text).at);
    expect(order).toEqual(order.toSorted());
    expect(puts.at(-1)).toBe('{"at":8}');
  });

  test("goes on after a PUT that failed, and ends with 1 if the last one fails", async () => {
    const passing = await objectOf(403);
    const host = createMemoryHost({ argv: ["--state-output", passing.url], stdin });
    expect(await runTarget(echoTarget(), host)).toBe(0);
    expect(passing.puts).toEqual(['{"at":8}']);
    const lasting = await objectOf(403, 403);
    const other = createMemoryHost({ argv: ["--state-output", lasting.url], stdin });
    expect(await runTarget(echoTarget(), other)).toBe(1);
    expect(other.err()).toContain("Cannot write the state; the last line on stdout has it");
    expect(other.out()).toContain('{"at":8}');
    expect(other.err() + host.err()).not.toContain("sekret");
  });

  test("writes what was stored before the target failed, and ends with that failure", async () => {
    const { url, puts } = await objectOf();
    const host = createMemoryHost({ argv: ["--state-output", url], stdin });
    expect(await runTarget(echoTarget(new Error("the disk is full")), host)).toBe(1);
    expect(host.err()).toContain("the disk is full");
    expect(puts.at(-1)).toBe('{"at":8}');
  });

  test.each(["state.json", "http://example.com/state.json"])("refuses %s", async (address) => {
    const host = createMemoryHost({ argv: ["--state-output", address], stdin });
    expect(await runTarget(echoTarget(), host)).toBe(1);
    expect(host.err()).toContain("--state-output: ");
  });
});

describe("runTarget", () => {
  test("hands over stdin and prints bare states", async () => {
    const { code, host, stored } = await run({ stdin: [new TextEncoder().encode(lines)] });
    expect({ code, out: host.out(), err: host.err() }).toEqual({
      code: 0,
      out: '{"state":"{\\"a\\":1}"}\n',
      err: "",
    });
    expect(stored).toHaveLength(1);
    expect(host.isStdinDestroyed()).toBe(true);
  });

  test("reads the file of --input instead", async () => {
    writeFileSync(join(folder, "in.singer"), lines);
    const { code, stored } = await run({ argv: ["--input", "in.singer"] });
    expect({ code, stored: stored.length }).toEqual({ code: 0, stored: 1 });
  });

  // Windows has no FIFOs.
  test.skipIf(process.platform === "win32")(
    "reads a FIFO, which it opens once, and stops though its writer says nothing",
    async () => {
      const fifo = join(folder, "fifo");
      execFileSync("mkfifo", [fifo]);
      const writer = execFilePromise("sh", ["-c", `cat > "${fifo}"`]);
      writer.child.stdin?.end(lines);
      expect(await run({ argv: ["--input", "fifo"] })).toMatchObject({ code: 0, stored: { length: 1 } });
      // Without a failure: its reader did not go away.
      await writer;

      const silent = spawn("sh", ["-c", `exec sleep 60 > "${fifo}"`]);
      const host = createMemoryHost({ cwd: folder, argv: ["--input", "fifo"] });
      setTimeout(() => host.send("SIGTERM"), 200);
      expect(await runTarget(sampleTarget([]), host)).toBe(0);
      silent.kill();
    },
  );

  test.each([
    ["none.singer", "there is no such file, or this user may not read it"],
    [".", "this is a folder, wanted a file"],
  ])("names an input that cannot be read: %s", async (path, message) => {
    const { code, host } = await run({ argv: ["--input", path] });
    expect(code).toBe(1);
    expect(host.err()).toBe(`CRITICAL Cannot read the input: "${path}": ${message}\n`);
  });

  test("ends its input at SIGTERM without waiting for the end of stdin, then exits 0", async () => {
    const hosts: MemoryHost[] = [];
    const stored: string[] = [];
    async function* endless(): AsyncIterable<Uint8Array> {
      yield new TextEncoder().encode(lines);
      setImmediate(() => hosts[0]?.send("SIGTERM"));
      await new Promise(() => undefined);
    }
    const host = createMemoryHost({ stdin: endless() });
    hosts.push(host);
    expect(await runTarget(sampleTarget(stored), host)).toBe(0);
    expect(host.out()).toBe('{"state":"{\\"a\\":1}"}\n');
    expect(host.isStdinDestroyed()).toBe(true);
  });

  test("ends at a signal though the reader of the states does not read, and says so", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const host = createMemoryHost({
        stdin: [new TextEncoder().encode(lines)],
        onStdout: () => new Promise(() => undefined),
      });
      const ended = runTarget(sampleTarget([]), host);
      await new Promise((resolve) => setImmediate(resolve));
      host.send("SIGHUP");
      await vi.advanceTimersByTimeAsync(5000);
      expect(await ended).toBe(0);
      expect(host.err()).toContain("WARNING The reader of stdout is gone, or does not read");
    } finally {
      vi.useRealTimers();
    }
  });

  test("ends though nobody reads the logs", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const host = createMemoryHost({ stdin: [new TextEncoder().encode(lines)] });
      const unread = { ...host, stderr: { isTTY: false, write: () => new Promise<void>(() => undefined) } };
      const ended = runTarget(sampleTarget([]), unread);
      await new Promise((resolve) => setImmediate(resolve));
      await vi.advanceTimersByTimeAsync(5000);
      expect(await ended).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test("fails with the reason when a line is no message", async () => {
    const { code, host } = await run({ stdin: [new TextEncoder().encode("{oops\n")] });
    expect(code).toBe(1);
    expect(host.err()).toBe(
      'CRITICAL MalformedMessageError: Cannot read a Singer message: the line is not JSON: "{oops"\n',
    );
  });

  test("checks settings together, refuses a tap's flags, and has about and help", async () => {
    writeFileSync(join(folder, "config.json"), '{"path":"/"}');
    expect((await run({ argv: ["-c", "config.json"] })).host.err()).toContain("path: not there");
    expect((await run({ argv: ["--discover"] })).code).toBe(2);
    expect((await run({ argv: ["--version"] })).host.out()).toBe("target-sample v1.0.0\n");
    expect(JSON.parse((await run({ argv: ["--about", "--format", "json"] })).host.out())).toMatchObject({
      name: "target-sample",
      capabilities: ["about"],
    });
    expect((await run({ argv: ["--help"] })).host.out()).toContain(
      "some-tap --config tap.json | target-sample",
    );
  });
});
