import { createContext, Script } from "node:vm";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { repositoryPath } from "./commands.ts";
import { simulatorHere } from "./simulator-here.ts";

describe("the built core", () => {
  test("works where there are only the globals of a browser", async () => {
    const bundled = await build({
      stdin: {
        contents: ["", "/login", "/matrix"]
          .map((door) => `export * from "@tap-instagram/core${door}";`)
          .join(""),
        resolveDir: repositoryPath("e2e"),
      },
      bundle: true,
      write: false,
      platform: "browser",
      format: "iife",
      globalName: "core",
    });
    const globals = { fetch, URL, URLSearchParams, Headers, Request, Response, AbortController, AbortSignal };
    const others = {
      TextDecoder,
      TextEncoder,
      btoa,
      crypto,
      setTimeout,
      clearTimeout,
      FormData,
      ReadableStream,
      performance,
    };
    const context = createContext({ ...globals, ...others });
    new Script(bundled.outputFiles[0]?.text ?? "").runInContext(context);
    const simulator = await simulatorHere({ world: "tiny" });
    const script = `(async (accessToken, baseUrl, appSecret) => {
      const names = ["process", "Buffer", "require", "global", "Deno"].filter((name) => name in globalThis);
      const graph = core.createGraphClient({ accessToken, baseUrl, appSecret });
      const { accounts } = await core.discoverAccounts(graph);
      return { names, accounts: accounts.length };
    })`;
    const work = new Script(script).runInContext(context);
    const { url, tokens } = simulator;
    expect(await work(tokens.user, url, tokens.appSecret)).toMatchObject({ names: [], accounts: 1 });
  });
});
