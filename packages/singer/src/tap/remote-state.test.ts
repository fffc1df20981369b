import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runTap } from "../index.ts";
import { sampleTap } from "../testing-fixtures/sample-tap.ts";
import { closedPipeError, createMemoryHost, type MemoryHostOptions } from "../testing/memory-host.ts";

interface Store {
  url: string;
  /** What is stored; `undefined` before the first PUT. */
  stored: string | undefined;
  asked: string[];
}

/** A store as presigned addresses reach it. It answers with `status` where that is given, at first with one of `refusals`. */
async function storeOf(stored?: string, status?: number, refusals: number[] = []): Promise<Store> {
  const store: Store = { url: "", stored, asked: [] };
  const server = createServer((request, response) => {
    const answer = async ({ method }: IncomingMessage): Promise<string> => {
      const text = await textOf(request);
      const refusal = refusals.shift() ?? status;
      if (refusal === undefined && method === "PUT") store.stored = text;
      response.setHeader("location", "http://elsewhere.example/state.json?X-Amz-Signature=sekret");
      response.writeHead(refusal ?? (store.stored === undefined ? 404 : 200));
      return (method === "GET" ? store.stored : undefined) ?? "";
    };
    store.asked.push(`${request.method} ${request.url}`);
    answer(request)
      .then((text) => response.end(text))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  store.url = `http://127.0.0.1:${port}/state.json?X-Amz-Signature=sekret`;
  return store;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  const source: AsyncIterable<Buffer> = request;
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function sync(flags: readonly string[], options: MemoryHostOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), "singer-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "config.json"), JSON.stringify({ access_token: "EAABtoken" }));
  const argv = ["--config", "config.json", ...flags];
  const host = createMemoryHost({ cwd: folder, ...options, argv });
  const waits: number[] = [];
  const sleep = async (ms: number): Promise<void> => void waits.push(ms);
  const code = await runTap({ ...sampleTap, sleep }, host);
  const states = host
    .out()
    .split("\n")
    .filter((line) => line.includes('"STATE"'))
    .map((line) => JSON.parse(line).value);
  return { code, states, waits, err: host.err(), out: host.out() };
}

describe("a state at an address", () => {
  test("is written there at the end, and read by the next run", async () => {
    const store = await storeOf();
    const flags = ["--state", store.url, "--state-output", store.url];
    const first = await sync(flags);
    expect(first.code).toBe(0);
    expect(JSON.parse(store.stored ?? "")).toEqual(first.states.at(-1));
    expect(first.states.at(-1)).not.toEqual({ bookmarks: {} });
    store.stored = JSON.stringify({ bookmarks: { media: { kept: "from the store" } } });
    const second = await sync(flags);
    expect(second.code).toBe(0);
    expect(second.states.at(-1)).toMatchObject({ bookmarks: { media: { kept: "from the store" } } });
    expect(store.asked.map((line) => line.split(" ")[0])).toEqual(["GET", "PUT", "GET", "PUT"]);
  });

  test("that cannot be written ends with 1, and stdout has it all the same", async () => {
    const store = await storeOf(undefined, 403);
    const { code, states, err } = await sync(["--state-output", store.url]);
    expect(code).toBe(1);
    expect(states.at(-1)).toHaveProperty("bookmarks");
    expect(err).toContain("Cannot write the state; the last STATE line on stdout has it");
    expect(err).toContain("HTTP status 403: the address may have expired");
    expect(err).not.toContain("sekret");
  });

  test("is read and written though the store refuses some requests", async () => {
    const kept = { bookmarks: { media: { kept: "from the store" } } };
    const store = await storeOf(JSON.stringify(kept), undefined, [503, 500]);
    const { code, waits } = await sync(["--state", store.url]);
    expect({ code, waits }).toEqual({ code: 0, waits: [500, 2000] });
    const other = await storeOf(undefined, undefined, [503, 429]);
    const second = await sync(["--state-output", other.url]);
    expect(second).toMatchObject({ code: 0, waits: [500, 2000] });
    expect(JSON.parse(other.stored ?? "")).toEqual(second.states.at(-1));
  });

  test.each([403, 412])("is not asked for again where it is refused with status %i", async (status) => {
    const store = await storeOf(undefined, status);
    expect(await sync(["--state-output", store.url])).toMatchObject({ code: 1, waits: [] });
    expect(store.asked).toHaveLength(1);
  });

  test.each(["--state", "--state-output"])("goes nowhere else: %s", async (flag) => {
    const store = await storeOf(undefined, 307);
    const { code, err } = await sync([flag, store.url]);
    expect(code).toBe(1);
    expect(err).toContain("HTTP status 307 and sends to elsewhere.example, wanted");
    expect(err).not.toContain("sekret");
  });

  test("that comes in part is asked for again, and then refused in words", async () => {
    const server = createServer((_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"bookmarks":', () => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const { code, out, err, waits } = await sync(["--state", `http://127.0.0.1:${port}/state.json`]);
    expect({ code, out, waits }).toEqual({ code: 1, out: "", waits: [500, 2000] });
    expect(err).toContain(`CRITICAL Cannot start the sync: http://127.0.0.1:${port}/state.json: `);
    expect(err).not.toContain("TypeError");
  });

  test("may be the last of several lines, as a target prints them", async () => {
    const [old, newest] = ["old", "new"].map((kept) => JSON.stringify({ bookmarks: { media: { kept } } }));
    const store = await storeOf(`${old}\n${newest}\n`);
    const { states } = await sync(["--state", store.url]);
    expect(states.at(-1)).toMatchObject({ bookmarks: { media: { kept: "new" } } });
  });

  test("that is empty, or not there yet, is told", async () => {
    expect((await sync(["--state", (await storeOf("")).url])).err).toMatch(/WARNING .*state.json is empty/);
    expect((await sync(["--state", (await storeOf()).url])).err).toMatch(
      /INFO There is no state at .*state.json/,
    );
  });

  test.each(["s3://bucket/state.json", "https://me:sekret@example.com/state.json", "ftp://x/y"])(
    "%s is no address to read from, and shows no password",
    async (url) => {
      const { code, out, err } = await sync(["--state", url]);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(/--state: (wanted an address that begins with https|found a user name)/);
      expect(err).not.toContain("sekret");
    },
  );

  test.each([
    ["", 500, "HTTP status 500"],
    ["{", undefined, "state.json"],
    ['{"no": "state"}', undefined, "state.json"],
  ])("%j with status %s ends with 1 before anything is read", async (stored, status, said) => {
    const store = await storeOf(stored, status);
    const { code, out, err } = await sync(["--state", store.url]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(said);
    expect(err).not.toContain("sekret");
  });

  test.each(["http://example.com/state", "file.json", "https://"])(
    "%s is no address to write to",
    async (url) => {
      const { code, out, err } = await sync(["--state-output", url]);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toContain("--state-output");
    },
  );

  test("is not written when the reader of the records is gone", async () => {
    const store = await storeOf();
    await sync(["--state-output", store.url], {
      onStdout: () => {
        throw closedPipeError();
      },
    });
    expect(store.asked).toEqual([]);
  });
});
