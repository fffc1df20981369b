import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { repositoryPath } from "../test/commands.ts";
import { ended, runNode, simulatorProcess, start, temporaryFolder } from "../test/processes.ts";
import { finalState, messagesOf, recordsOf } from "../test/singer-lines.ts";

const packages = ["core", "singer", "tap-instagram", "target-jsonl", "graph-simulator"];
const bin = (name: string) => repositoryPath(`node_modules/.bin/${name}`);

describe("packages as they are published", { timeout: 120_000 }, () => {
  test("install into an empty folder, where the commands run and the core is imported", async () => {
    const folder = temporaryFolder();
    const pack = packages.map((name) => repositoryPath(`packages/${name}`));
    const packed = await ended(
      start("npm", ["pack", "--pack-destination", folder, ...pack], { cwd: folder }),
    );
    expect(packed).toMatchObject({ code: 0 });
    const tarballs = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
    expect(tarballs).toHaveLength(packages.length);

    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
    const install = ["install", "--no-audit", "--no-fund", ...tarballs.map((name) => `./${name}`)];
    expect(await ended(start("npm", install, { cwd: folder }))).toMatchObject({ code: 0 });

    const tap = join(folder, "node_modules/.bin/tap-instagram");
    const discovered = await ended(start(tap, ["--discover"], { cwd: folder }));
    expect(discovered.code).toBe(0);
    const streams = JSON.parse(discovered.stdout).streams.map(({ stream }: { stream: string }) => stream);
    expect(streams).toEqual(expect.arrayContaining(["users", "user_insights", "media", "media_insights"]));
    const target = join(folder, "node_modules/.bin/target-jsonl");
    expect(await ended(start(target, ["--version"], { cwd: folder }))).toMatchObject({ code: 0 });

    const simulator = await simulatorProcess(["--world", "tiny"]);
    const synced = await ended(start(tap, ["--config", "ENV"], { cwd: folder, env: simulator.tapEnv }));
    expect(synced.code).toBe(0);
    const messages = messagesOf(synced.stdout);
    expect(recordsOf(messages, "users").length).toBeGreaterThan(0);
    expect(finalState(messages)).toHaveProperty("bookmarks");

    const script = `
      import { createGraphClient, discoverAccounts } from "@tap-instagram/core";
      const graph = createGraphClient({ accessToken: process.env.TAP_INSTAGRAM_ACCESS_TOKEN, baseUrl: process.env.TAP_INSTAGRAM_API_URL });
      const { accounts } = await discoverAccounts(graph);
      process.stdout.write(String(accounts.length));
    `;
    writeFileSync(join(folder, "plain.mjs"), script);
    const plain = await runNode(["plain.mjs"], { cwd: folder, env: simulator.tapEnv });
    expect(plain).toMatchObject({ code: 0, stdout: String(recordsOf(messages, "users").length) });

    const typed = `
      import { createGraphClient, discoverAccounts, type InstagramAccount } from "@tap-instagram/core";
      import { Bookmarks, runTap } from "@tap-instagram/singer";
      import { checkTap } from "@tap-instagram/singer/testing";
      export const singer = [Bookmarks.parse({}), runTap, checkTap];
      const graph = createGraphClient({ accessToken: "EAA" });
      export const accounts: Promise<InstagramAccount[]> = discoverAccounts(graph).then((found) => found.accounts);
      // @ts-expect-error a client needs a token
      createGraphClient({});
    `;
    writeFileSync(join(folder, "strict.ts"), typed);
    const flags = [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--lib",
      "es2023,dom",
      "--types",
      "",
    ];
    expect(await ended(start(bin("tsc"), [...flags, "strict.ts"], { cwd: folder }))).toMatchObject({
      code: 0,
      stdout: "",
    });
  });

  describe.each(packages)("%s", (name) => {
    let path: string;
    beforeAll(() => {
      path = repositoryPath(`packages/${name}`);
    });

    test("is clean by publint", async () => {
      const { code, stdout } = await ended(start(bin("publint"), ["--strict", path]));
      expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("All good!") });
    });

    test("has the right types", async () => {
      const checked = await ended(start(bin("attw"), ["--pack", path, "--profile", "esm-only"]));
      expect(checked).toMatchObject({ code: 0 });
    });
  });
});
