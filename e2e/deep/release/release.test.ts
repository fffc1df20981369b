import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { distributions } from "../../../scripts/wheels/distributions.ts";
import { pythonVersion } from "../../../scripts/wheels/python-version.ts";
import { ended, runNode, simulatorProcess, start } from "../../test/processes.ts";
import { finalState, messagesOf, recordsOf } from "../../test/singer-lines.ts";
import { expectedVersions } from "./expected-versions.ts";
import { install, lock, lockOnly, npm, pack } from "./npm.ts";
import { hasPython } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { isCheckout, RepositoryClone } from "./repository-clone.ts";

const commands = ["tap-instagram", "target-jsonl"];

describe.skipIf(!isCheckout)("a release, rehearsed in a clone (needs git)", { timeout: 240_000 }, () => {
  const folder = sharedFolder();
  const everything = { "@tap-instagram/core": "minor", "@tap-instagram/singer": "minor" } as const;
  let clone: RepositoryClone;
  /** The versions before, and those that the changesets ask for. */
  let before: { [name: string]: string };
  let wanted: { [name: string]: string };
  let released: string;

  beforeAll(async () => {
    clone = await RepositoryClone.create(join(folder, "clone"));
    // Right after a release there is nothing to release.
    if (clone.pending().length === 0) {
      const others = { "tap-instagram": "minor", "target-jsonl": "minor" } as const;
      clone.describeChange("all", { ...everything, ...others, "@tap-instagram/graph-simulator": "patch" });
      clone.commit("Describe a change");
    }
    before = clone.leavePrerelease();
    wanted = expectedVersions(before, clone.pending());
    clone.git("checkout", "--quiet", "-b", "release");
    await clone.run("version");
    released = clone.commit("Version packages");
  }, 240_000);

  test("gives each package the version its changesets ask for, wherever versions stand", async () => {
    expect(clone.versions()).toEqual(wanted);
    expect(clone.pending()).toEqual([]);
    expectSameEverywhere(clone);
    const changed = clone.packages().filter(({ name, version }) => before[name] !== version);
    expect(changed.length).toBeGreaterThan(0);
    for (const { path, name, version } of changed)
      expect(readFileSync(join(path, "CHANGELOG.md"), "utf8")).toMatch(`# ${name}\n\n## ${version}\n`);
  });

  test.each(["version:check", "format:check", "docs:check", "meltano:check", "changeset:check"])(
    "leaves a commit that passes npm run %s",
    async (script) => {
      clone.reset(released);
      await expect(clone.run(script)).resolves.toBeDefined();
    },
  );

  test("waits for the repository's address, and has it wherever it is wanted", async () => {
    clone.reset(released);
    await npm(["pkg", "delete", "repository"], { cwd: clone.folder });
    await clone.run("repository");
    await expect(clone.run("release")).rejects.toThrow("npm pkg set repository.url=");

    const url = "https://git.example/shop/tap";
    await npm(["pkg", "set", `repository.url=${url}`], { cwd: clone.folder });
    await expect(clone.run("repository:check")).rejects.toThrow("run npm run repository");
    await clone.run("repository");
    for (const { path } of clone.packages()) {
      const directory = path.slice(clone.folder.length + 1);
      expect(JSON.parse(clone.read(`${directory}/package.json`))).toMatchObject({
        homepage: `${url}/tree/main/${directory}#readme`,
        bugs: { url: `${url}/issues` },
        repository: { type: "git", url: `git+${url}.git`, directory },
      });
    }
    expect(parse(clone.read("meltano/tap-instagram.yml"))).toMatchObject({ repo: url });
    for (const script of ["repository:check", "meltano:check", "format:check"]) await clone.run(script);
  });

  test("makes packages whose dependencies on each other are the packages themselves", async () => {
    clone.reset(released);
    await clone.run("build");
    const project = join(folder, "project");
    await install(project, await pack(clone.folder, join(folder, "tarballs")));
    await expectOneOfEach(project, wanted);

    for (const name of commands) {
      const command = join(project, "node_modules/.bin", name);
      const said = await ended(start(command, ["--version"], { cwd: project }));
      expect(said).toMatchObject({ code: 0, stdout: `${name} v${wanted[name]}\n` });
    }
    const simulator = await simulatorProcess(["--world", "tiny"]);
    const tap = join(project, "node_modules/tap-instagram/dist/cli.js");
    const synced = await runNode([tap, "--config", "ENV"], { cwd: project, env: simulator.tapEnv });
    expect(synced.code).toBe(0);
    const messages = messagesOf(synced.stdout);
    expect(recordsOf(messages, "media")).toHaveLength(7);
    expect(finalState(messages)).toHaveProperty("bookmarks");
  });

  test.skipIf(!hasPython)("makes wheels of the same versions (needs python3)", async () => {
    clone.reset(released);
    const wheels = join(folder, "wheels");
    await clone.run("wheels", "--out", wheels);
    const names = distributions.map(
      ({ module, packageFolder }) =>
        `${module}-${pythonVersion(wanted[packageFolder] ?? "")}-py3-none-any.whl`,
    );
    expect(readdirSync(wheels).toSorted()).toEqual(names.toSorted());
  });

  test("of a fix in the core gives a version to what carries the core, and to nothing else", async () => {
    clone.reset(released);
    clone.describeChange("fix", { "@tap-instagram/core": "patch" });
    const next = expectedVersions(clone.versions(), clone.pending());
    await clone.run("version");
    expect(clone.versions()).toEqual(next);
    const changed = Object.keys(next).filter((name) => next[name] !== wanted[name]);
    expect(changed.toSorted()).toEqual([
      "@tap-instagram/airbyte-source",
      "@tap-instagram/core",
      "tap-instagram",
    ]);
    expectSameEverywhere(clone);
  });

  test("as a snapshot holds packages that want exactly each other", async () => {
    clone.reset(released);
    clone.describeChange("feature", everything);
    await clone.run("version", "--snapshot", "canary");
    const versions = clone.versions();
    const { "@tap-instagram/core": snapshot = "" } = versions;
    expect(snapshot).toMatch(/^0\.0\.0-canary-\d{14}$/);
    const unchanged = wanted["@tap-instagram/graph-simulator"];
    expect(versions).toEqual({
      "@tap-instagram/core": snapshot,
      "@tap-instagram/singer": snapshot,
      "@tap-instagram/airbyte-source": snapshot,
      "tap-instagram": snapshot,
      "target-jsonl": snapshot,
      "@tap-instagram/graph-simulator": unchanged,
    });
    expectSameEverywhere(clone);
    await clone.run("version:check");
    const project = join(folder, "snapshot");
    await lock(project, clone.packages());
    await expectOneOfEach(project, versions, lockOnly);
  });

  test("as a prerelease counts up, and ends in the version it led to", async () => {
    clone.reset(released);
    const [major, minor = 0] = (wanted["tap-instagram"] ?? "").split(".").map(Number);
    const next = `${major}.${minor + 1}.0`;
    clone.changeset("pre", "enter", "beta");
    for (const count of [0, 1]) {
      clone.describeChange(`feature-${count}`, { "tap-instagram": "minor" });
      await clone.run("version");
      expect(clone.versions()["tap-instagram"]).toBe(`${next}-beta.${count}`);
      expectSameEverywhere(clone);
    }
    expect(pythonVersion(`${next}-beta.1`)).toBe(`${next}b1`);
    clone.changeset("pre", "exit");
    await clone.run("version");
    expect(clone.versions()["tap-instagram"]).toBe(next);
    expectSameEverywhere(clone);
    await clone.run("version:check");
  });

  test("is the only change of packages that passes without a changeset", async () => {
    clone.reset(released);
    clone.git("branch", "--force", "main");
    clone.git("rm", "--quiet", "packages/core/README.md");
    clone.commit("Change a package");
    await expect(clone.run("changeset:check")).rejects.toThrow("no changesets were found");
    clone.describeChange("removal", { "@tap-instagram/core": "patch" });
    clone.commit("Describe the change");
    await expect(clone.run("changeset:check")).resolves.toBeDefined();
  });
});

/** Holds the version of each package against every other place where it stands. */
function expectSameEverywhere(clone: RepositoryClone): void {
  const versions = clone.versions();
  const locked: { packages: { [path: string]: { version?: string | undefined } } } = JSON.parse(
    clone.read("package-lock.json"),
  );
  for (const { name, version, path } of clone.packages()) {
    const where = path.slice(clone.folder.length + 1);
    expect({ name, version: locked.packages[where]?.version }).toEqual({ name, version });
    expect(JSON.parse(clone.read(`${where}/deno.json`))).toMatchObject({ version });
    if (existsSync(join(path, "src/version.ts")))
      expect(clone.read(`${where}/src/version.ts`)).toContain(`"${version}"`);
  }
  for (const { name, dependencies, devDependencies } of clone.manifests())
    for (const [other, range] of Object.entries({ ...dependencies, ...devDependencies })) {
      const version = versions[other];
      if (version === undefined) continue;
      const isSnapshot = version.startsWith("0.0.0-");
      expect({ name, other, range }).toEqual({ name, other, range: isSnapshot ? version : `^${version}` });
    }
}

/** Each of our packages is there once, in the version it was packed with, and everything that is wanted is there. */
async function expectOneOfEach(
  project: string,
  versions: { [name: string]: string },
  flags: readonly string[] = [],
): Promise<void> {
  // It fails where a dependency is missing or does not fit.
  await npm(["ls", "--all", ...flags], { cwd: project });
  const locked: { packages: { [path: string]: { version: string; resolved?: string | undefined } } } =
    JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8"));
  const ours = Object.entries(locked.packages).flatMap(([path, { version, resolved = "" }]) => {
    const name = path.replace(/^.*node_modules\//, "");
    return versions[name] === undefined ? [] : [[name, version, resolved.startsWith("file:")]];
  });
  expect(ours.toSorted()).toEqual(
    Object.entries(versions)
      .map(([name, version]) => [name, version, true])
      .toSorted(),
  );
}
