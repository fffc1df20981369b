import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { repositoryPath } from "../../test/commands.ts";
import { ended, runNode, simulatorProcess, start, temporaryFolder } from "../../test/processes.ts";
import { finalState, messagesOf, recordsOf } from "../../test/singer-lines.ts";
import { install, npm, publishedPackages } from "./npm.ts";
import { registryOf } from "./registry.ts";

const bin = (name: string) => repositoryPath(`node_modules/.bin/${name}`);
const { folder, tarballs } = inject("packed");
const tarball = (name: string): string => tarballs[name] ?? "";

/** What `npm ls --json` says of a package; one that is optional and not there has no version. */
interface Installed {
  version?: string | undefined;
  dependencies?: { [name: string]: Installed } | undefined;
}

/** What CycloneDX says of a package and what it needs. */
interface Bill {
  metadata: { component: Component };
  components: Component[];
}

interface Component {
  name: string;
  version: string;
  hashes?: { alg: string; content: string }[] | undefined;
}

function namesIn({ dependencies = {} }: Pick<Installed, "dependencies">): string[] {
  return Object.entries(dependencies).flatMap(([name, { version, dependencies: further }]) =>
    version === undefined ? [] : [`${name}@${version}`, ...namesIn({ dependencies: further })],
  );
}

function sha512(path: string): string {
  return createHash("sha512").update(readFileSync(path)).digest("hex");
}

describe("packages as they are published", () => {
  test("install into an empty folder, where the commands run", async () => {
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
  });

  test("need nothing that their package.json does not name", async () => {
    const { dependencies }: Installed = JSON.parse(await npm(["ls", "--all", "--json"], { cwd: folder }));
    expect(Object.keys(dependencies ?? {}).toSorted()).toEqual(
      publishedPackages(repositoryPath("."))
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  test("have bills of materials that name all that npm installs with them", async () => {
    const out = temporaryFolder();
    await npm(["run", "--silent", "sbom", "--", "--out", out], { cwd: repositoryPath(".") });
    const files = readdirSync(out);
    expect(files).toHaveLength(publishedPackages(repositoryPath(".")).length);
    const texts = files.map((file) => readFileSync(join(out, file), "utf8"));
    const bills = texts.map((text): Bill => JSON.parse(text));
    const all = bills.flatMap(({ metadata, components }) => [metadata.component, ...components]);
    const tree: Installed = JSON.parse(await npm(["ls", "--all", "--json"], { cwd: folder }));
    expect(new Set(all.map(({ name, version }) => `${name}@${version}`))).toEqual(new Set(namesIn(tree)));
    expect(texts.join("")).not.toContain("file:");
    // Each of ours that another one needs has the hash of the tarball.
    for (const { name, hashes } of bills.flatMap(({ components }) => components)) {
      const content = tarballs[name] === undefined ? expect.any(String) : sha512(tarball(name));
      expect({ name, hashes }).toEqual({ name, hashes: [{ alg: "SHA-512", content }] });
    }
  });

  test("start with npx, where they are installed and where they are not", async () => {
    const elsewhere = temporaryFolder();
    const packages = publishedPackages(repositoryPath("."));
    const registry = await registryOf(packages, tarballs);
    // npx keeps what it installs; this one is to go again. It would start a command that the whole machine has, too.
    const cache = join(elsewhere, "cache");
    const env = { ...registry, npm_config_cache: cache, npm_config_prefix: cache };
    for (const { name, version } of packages) {
      if (name.startsWith("@")) continue;
      const said = { code: 0, stdout: `${name} v${version}\n` };
      const installed = start("npx", ["--offline", name, "--version"], { cwd: folder });
      expect(await ended(installed)).toMatchObject(said);
      const args = ["--yes", name, "--version"];
      expect(await ended(start("npx", args, { cwd: elsewhere, env }))).toMatchObject(said);
    }
    expect(readdirSync(elsewhere)).toEqual(["cache"]);
  });

  test("the core brings ofetch, valibot and what these need, and nothing else", async () => {
    const alone = temporaryFolder();
    await install(alone, [["@tap-instagram/core", tarball("@tap-instagram/core")]]);
    const manifestOf = (name: string): { dependencies?: object | undefined } =>
      JSON.parse(readFileSync(join(alone, "node_modules", name, "package.json"), "utf8"));
    const direct = Object.keys(manifestOf("@tap-instagram/core").dependencies ?? {});
    expect(direct.toSorted()).toEqual(["ofetch", "valibot"]);
    const theirs = direct.flatMap((name) => Object.keys(manifestOf(name).dependencies ?? {}));
    const folders = readdirSync(join(alone, "node_modules")).filter((name) => !name.startsWith("."));
    expect(folders.toSorted()).toEqual(["@tap-instagram", ...direct, ...theirs].toSorted());
    expect(readdirSync(join(alone, "node_modules/@tap-instagram"))).toEqual(["core"]);

    const script = `
      import { createGraphClient } from "@tap-instagram/core";
      import { createLoginClient } from "@tap-instagram/core/login";
      import { metricsFor } from "@tap-instagram/core/matrix";
      createGraphClient({ accessToken: "EAA" });
      createLoginClient({ login: "facebook" });
      metricsFor("reel", "facebook");
    `;
    expect(await runNode(["--input-type=module", "--eval", script], { cwd: alone })).toMatchObject({
      code: 0,
      stderr: "",
    });
  });

  test("the core is imported by plain scripts and by strict TypeScript", async () => {
    const simulator = await simulatorProcess(["--world", "tiny"]);
    const script = `
      import { createGraphClient, discoverAccounts } from "@tap-instagram/core";
      const graph = createGraphClient({ accessToken: process.env.TAP_INSTAGRAM_ACCESS_TOKEN, baseUrl: process.env.TAP_INSTAGRAM_API_URL });
      const { accounts } = await discoverAccounts(graph);
      process.stdout.write(String(accounts.length));
    `;
    writeFileSync(join(folder, "plain.mjs"), script);
    const plain = await runNode(["plain.mjs"], { cwd: folder, env: simulator.tapEnv });
    expect(plain).toMatchObject({ code: 0, stdout: "1" });

    const typed = `
      import { createGraphClient, discoverAccounts, type InstagramAccount } from "@tap-instagram/core";
      import { mediaMetrics, type MediaMetric } from "@tap-instagram/core/matrix";
      import { runTap } from "@tap-instagram/singer";
      import { Bookmarks } from "@tap-instagram/singer/state";
      import { checkTap } from "@tap-instagram/singer/testing";
      export const metrics: readonly MediaMetric[] = mediaMetrics;
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

  describe.each(publishedPackages(repositoryPath(".")))("$name", ({ name }) => {
    test("is clean by publint", async () => {
      const { code, stdout } = await ended(start(bin("publint"), ["--strict", tarball(name)]));
      expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining("All good!") });
    });

    test("has the right types", async () => {
      const checked = await ended(start(bin("attw"), [tarball(name), "--profile", "esm-only"]));
      expect(checked).toMatchObject({ code: 0 });
    });
  });
});
