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

/** A store as presigned addresses reach it; it answers with `status` where that is given. */
async function storeOf(stored?: string, status?: number): Promise<Store> {
  const store: Store = { url: "", stored, asked: [] };
  const server = createServer((request, response) => {
    const answer = async ({ method }: IncomingMessage): Promise<string> => {
      const text = await textOf(request);
      if (status === undefined && method === "PUT") store.stored = text;
      response.writeHead(status ?? (store.stored === undefined ? 404 : 200));
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
  const code = await runTap(sampleTap, host);
  const states = host
    .out()
    .split("\n")
    .filter((line) => line.includes('"STATE"'))
    .map((line) => JSON.parse(line).value);
  return { code, states, err: host.err(), out: host.out() };
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
