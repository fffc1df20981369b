import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { built } from "../../test/commands.ts";
import { ended, runNode, simulatorProcess, type SimulatorProcess } from "../../test/processes.ts";
import { byStreamAndAccount, finalState, messagesOf, withoutDrift } from "../../test/singer-lines.ts";
import { hasPosixPython } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { callsMade, expectedRowsOf, rowsOfFiles } from "../small-world.ts";
import { copyWheels } from "../python/wheels.ts";
import { Compose } from "./compose.ts";
import { copyOfRepository, secret } from "./copy-of-repository.ts";
import { Engine, findParts } from "../../machines/podman/engine.ts";
import { filesOf, images, inside, printed, startHardened } from "./image.ts";
import { buildStandIns, standInFlags } from "../../machines/podman/stand-ins.ts";

const parts = await findParts();

describe.skipIf(parts === undefined)(
  "in containers (needs root, packages of Debian, and a Podman that can run them)",
  { timeout: 240_000 },
  () => {
    const folder = parts === undefined ? "" : sharedFolder();
    let repository: string;
    let engine: Engine;
    beforeAll(async () => {
      if (parts === undefined) return;
      engine = new Engine(parts);
      repository = copyOfRepository(folder);
      await Promise.all([
        buildStandIns(engine, folder),
        ...(hasPosixPython ? [copyWheels(join(repository, "examples/meltano/dist"))] : []),
      ]);
      await engine.build(["--tag", images.tap, "--build-arg", "VERSION=1.2.3", ...standInFlags, repository]);
    }, 600_000);
    afterAll(() => engine.stop(), 120_000);

    test("the image is Node and the commands, and nothing of how they were made", async () => {
      const files = new Set(await filesOf(engine, images.tap));
      for (const file of await filesOf(engine, images.base)) files.delete(file);
      expect([...files].toSorted()).toEqual([
        "/opt/tap-instagram/LICENSE",
        "/opt/tap-instagram/THIRD-PARTY-LICENSES.txt",
        "/opt/tap-instagram/pipe.sh",
        "/opt/tap-instagram/tap-instagram.mjs",
        "/opt/target-jsonl/THIRD-PARTY-LICENSES.txt",
        "/opt/target-jsonl/target-jsonl.mjs",
        "/usr/local/bin/pipe.sh",
        "/usr/local/bin/tap-instagram",
        "/usr/local/bin/target-jsonl",
      ]);
    });

    test("it is built from the sources alone, without the settings and states that lay beside them", async () => {
      await engine.build(["--target", "build", "--tag", images.buildStage, ...standInFlags, repository]);
      const { stdout } = await inside(engine, images.buildStage, "ls", "--almost-all", "/build");
      const sources = ["package-lock.json", "package.json", "packages", "scripts"];
      const settings = [".npmrc", "tsconfig.base.json", "tsconfig.check.json"];
      expect(stdout.trim().split("\n").toSorted()).toEqual(
        [...settings, "node_modules", ...sources].toSorted(),
      );
      const unwanted = ["/build/packages", "-name", "dist", "-or", "-name", "*.test.ts"];
      expect(await inside(engine, images.buildStage, "find", ...unwanted)).toMatchObject({
        code: 0,
        stdout: "",
      });
      const grep = ["--recursive", "--files-with-matches", "--exclude-dir=node_modules", secret];
      for (const [image, where] of [
        [images.buildStage, "/build"],
        [images.tap, "/opt"],
      ] as const)
        expect(await inside(engine, image, "grep", ...grep, where)).toMatchObject({ code: 1, stdout: "" });
      expect(await engine.succeed(["history", "--no-trunc", images.tap])).not.toContain(secret);
    });

    test("it says what it is", async () => {
      const [{ Config: config }] = JSON.parse(await engine.succeed(["inspect", images.tap]));
      expect(config).toMatchObject({
        User: "1000:1000",
        Labels: {
          "org.opencontainers.image.title": "tap-instagram",
          "org.opencontainers.image.licenses": "MIT",
          "org.opencontainers.image.version": "1.2.3",
        },
      });
      for (const command of ["tap-instagram", "target-jsonl"]) {
        const said = await ended(startHardened(engine, {}, [`--entrypoint=${command}`], ["--version"]));
        expect(said).toMatchObject({
          code: 0,
          stdout: expect.stringMatching(new RegExp(`^${command} v\\d`)),
        });
      }
    });

    test.each(["1000", "12345"])("it writes nothing of its own, as user %s", async (user) => {
      const script = "id -u; for folder in /opt/tap-instagram /usr/local/bin /; do touch $folder/x; done";
      const as = ["run", "--rm", ...(user === "1000" ? [] : [`--user=${user}`])];
      const { stdout, stderr } = await engine.run([...as, "--entrypoint=sh", images.tap, "-c", script]);
      expect(stdout).toBe(`${user}\n`);
      expect(stderr.match(/^touch: /gm)).toHaveLength(3);
      const discovered = await engine.succeed([...as, "--read-only", images.tap, "--discover"]);
      expect(JSON.parse(discovered).streams.length).toBeGreaterThan(6);
    });

    test("it syncs what the package of npm does, and hands on exit codes", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const fromImage = await ended(startHardened(engine, simulator.tapEnv));
      const fromNpm = await runNode([built.tap, "--config", "ENV"], { env: simulator.tapEnv });
      expect(fromImage.code).toBe(0);
      const [imageMessages = [], npmMessages = []] = [fromImage, fromNpm].map(({ stdout }) =>
        messagesOf(withoutDrift(stdout)),
      );
      expect(byStreamAndAccount(imageMessages)).toEqual(byStreamAndAccount(npmMessages));
      expect(finalState(imageMessages)).toEqual(finalState(npmMessages));

      const expired = { ...simulator.tapEnv, TAP_INSTAGRAM_ACCESS_TOKEN: simulator.tokens["expired"] ?? "" };
      expect(await ended(startHardened(engine, expired))).toMatchObject({ code: 3 });
      const { code, stderr } = await ended(startHardened(engine, {}));
      expect({ code, stderr }).toMatchObject({
        code: 1,
        stderr: expect.stringContaining("TAP_INSTAGRAM_ACCESS_TOKEN: not set"),
      });
    });

    test("it stops when it is told to, with a state, although it is the first process", async () => {
      const simulator = await simulatorProcess(["--latency-ms", "2000"]);
      const syncing = startHardened(engine, simulator.tapEnv, ["--name=syncing"]);
      const end = ended(syncing);
      const [truth = {}] = await expectedRowsOf(simulator, async () => {
        await printed(syncing, '"type":"RECORD"');
        await engine.succeed(["stop", "--time=200", "syncing"]);
      });
      const { code, stdout } = await end;
      expect(code).toBe(0);
      const messages = messagesOf(stdout);
      expect(messages.at(-1)?.type).toBe("STATE");
      const records = messages.filter(({ type }) => type === "RECORD").length;
      expect(records).toBeGreaterThan(0);
      // Much was left to do: it did not come to its end by itself.
      expect(records).toBeLessThan(Object.values(truth).reduce((sum, rows) => sum + rows) / 2);
    });

    test("it keeps files in a volume, with the state from which the run after a stopped one goes on", async () => {
      const pipe = ({ tapEnv }: SimulatorProcess) => {
        const env = { ...tapEnv, TARGET_JSONL_LOAD_METHOD: "upsert" };
        return startHardened(engine, env, ["--name=pipe", "--volume=files:/data", "--entrypoint=pipe.sh"]);
      };
      const end = ended(pipe(await simulatorProcess(["--latency-ms", "1000"])));
      await expect
        .poll(() => engine.run(["exec", "pipe", "ls"]), { timeout: 120_000, interval: 500 })
        .toMatchObject({ stdout: expect.stringMatching(/^state.json$/m) });
      await engine.succeed(["stop", "--time=100", "pipe"]);
      expect(await end).toMatchObject({ code: 143 });

      const simulator = await simulatorProcess();
      const truths = await expectedRowsOf(simulator, async () =>
        expect(await ended(pipe(simulator))).toMatchObject({ code: 0 }),
      );
      const volume = await engine.succeed(["volume", "inspect", "--format={{.Mountpoint}}", "files"]);
      expect(truths).toContainEqual(rowsOfFiles(join(volume.trim(), "output")));
    });

    test("the one for Airbyte keeps the platform's contract, and reads what the command of npm reads", async () => {
      const build = ["--target", "airbyte", "--tag", images.airbyte, "--build-arg", "VERSION=1.2.3"];
      await engine.build([...build, ...standInFlags, repository]);
      const [{ Config: config }] = JSON.parse(await engine.succeed(["inspect", images.airbyte]));
      const [command = ""] = config.Entrypoint;
      expect(command).toMatch(/^\//);
      expect(config.Env).toContain(`AIRBYTE_ENTRYPOINT=${command}`);
      expect(config).toMatchObject({
        User: "1000:1000",
        Labels: { "io.airbyte.name": "airbyte-source-instagram", "io.airbyte.version": "1.2.3" },
      });
      // In Kubernetes the platform runs the variable through a shell, in a folder of its own.
      const shell = ["run", "--rm", "--read-only", "--workdir=/tmp", "--entrypoint=sh", images.airbyte, "-c"];
      expect(await engine.succeed([...shell, "id -un; touch /airbyte 2>&1; ls -ld /airbyte"])).toMatch(
        /^airbyte\n[^]* airbyte airbyte /,
      );
      expect(JSON.parse(await engine.succeed([...shell, "eval $AIRBYTE_ENTRYPOINT spec"]))).toMatchObject({
        type: "SPEC",
      });
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const secrets = join(folder, "secrets");
      mkdirSync(secrets);
      const put = (name: string, json: object) => writeFileSync(join(secrets, name), JSON.stringify(json));
      put("config.json", { access_token: simulator.tokens["user"], api_url: simulator.url });
      const streams = ["users", "media", "media_insights"].map((name) => ({
        stream: { name },
        sync_mode: "full_refresh",
      }));
      put("catalog.json", { streams });
      const files = (at: string) => [
        "read",
        "--config",
        `${at}/config.json`,
        "--catalog",
        `${at}/catalog.json`,
      ];
      const mounted = [
        "run",
        "--rm",
        "--read-only",
        "--network=host",
        "--cap-drop=all",
        `--volume=${secrets}:/secrets:ro`,
      ];
      const fromImage = await engine.run([...mounted, images.airbyte, ...files("/secrets")]);
      const fromNpm = await runNode([built.airbyte, ...files(secrets)]);
      const recordsIn = (stdout: string) =>
        [...withoutDrift(stdout).matchAll(/"record":\{"stream":"(\w+)","data":(.*),"emitted_at"/g)]
          .map(([, stream, data]) => `${stream} ${data}`)
          .toSorted();
      expect(fromImage.code).toBe(0);
      expect(recordsIn(fromImage.stdout).length).toBeGreaterThan(10);
      expect(recordsIn(fromImage.stdout)).toEqual(recordsIn(fromNpm.stdout));
    });

    describe.skipIf(!hasPosixPython)("the compose file (needs python3 with venv)", () => {
      const settings = { POSTGRES_PASSWORD: "p@ss/w:rd $x %41", WHEELS: "dist" };
      let compose: Compose;
      beforeAll(async () => {
        compose = await Compose.install(engine, repository);
        // Not the trial: it takes the image of Meltano's service. That one has layers that no other image begins with, so that
        // keeping each would only take time.
        await compose.build(["meltano"], settings, ["--layers=false"]);
        await compose.build(["simulator", "files"], settings);
      }, 600_000);

      test("asks for a password of the database", async () => {
        const { code, stderr } = await compose.run(["config"]);
        expect(code).not.toBe(0);
        expect(stderr).toMatch(/POSTGRES_PASSWORD.*\.env/);
      });

      test("lands every row of the trial in Postgres, and goes on from the state that is there", async () => {
        await compose.succeed(["up", "--detach", "postgres", "simulator"], settings);
        const simulator = { admin: compose.admin };
        await expect
          .poll(() => compose.admin("requests").catch(() => undefined), { timeout: 60_000 })
          .toBeDefined();
        const run = () => compose.succeed(["run", "--rm", "-T", "trial"], settings);
        const truths = await expectedRowsOf(simulator, run);
        expect(truths).toContainEqual(await compose.rows("trial"));
        const { "/{ig-user}/insights": first = 0 } = await callsMade(simulator);

        truths.push(...(await expectedRowsOf(simulator, run)));
        expect(truths).toContainEqual(await compose.rows("trial"));
        const { "/{ig-user}/insights": second = 0 } = await callsMade(simulator);
        expect(first).toBeGreaterThan(2 * 730);
        expect(second).toBeLessThan(first / 20);
        expect(await engine.run(["healthcheck", "run", "instagram_postgres_1"])).toMatchObject({ code: 0 });
        const left = (await engine.succeed(["ps", "--all", "--format={{.Names}}"])).trim().split("\n");
        expect(left.toSorted()).toEqual(["instagram_postgres_1", "instagram_simulator_1"]);
      });

      test.each(["meltano", "files"])("%s says that the token is missing", async (service) => {
        const { code, stdout, stderr } = await compose.run(["run", "--rm", "-T", service], settings);
        expect(code).toBe(1);
        expect(stdout + stderr).toMatch(
          /(access_token|TAP_INSTAGRAM_ACCESS_TOKEN): empty, but it is required/,
        );
      });
    });
  },
);
