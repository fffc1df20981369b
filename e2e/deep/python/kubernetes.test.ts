import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { built, repositoryPath } from "../../test/commands.ts";
import { accountIdsOf, keysIn, manyAccounts } from "../../test/many-accounts.ts";
import {
  ended,
  run,
  simulatorProcess,
  start,
  temporaryFolder,
  type SimulatorProcess,
} from "../../test/processes.ts";
import { runIndexedJob, type JobEnd } from "../../machines/kubernetes/indexed-job.ts";
import { jobOf } from "../../machines/kubernetes/manifest.ts";
import { commandIn, hasPosixPython, sharedEnvironment } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { installed, script } from "../../test/shell.ts";

const manifestPath = repositoryPath("examples/kubernetes/instagram.yml");
const manifest = readFileSync(manifestPath, "utf8");

describe.skipIf(!hasPosixPython)(
  "the schemas of Kubernetes (need python3 with venv on Linux or macOS)",
  () => {
    const folder = sharedFolder();
    let validator: string;

    beforeAll(async () => {
      const requirements = ["kubernetes-validate==1.37.0"];
      const environment = await sharedEnvironment(inject("shared"), "kubernetes", requirements);
      validator = commandIn(environment, "kubernetes-validate");
    }, 240_000);

    const validate = (path: string, version: string) =>
      run(validator, ["--strict", "--kubernetes-version", version, path]);

    test.each(["1.33.0", "1.37.0"])("accept every key of the example, %s", async (version) => {
      const { code, stdout, stderr } = await validate(manifestPath, version);
      expect({ code, said: stdout + stderr }).toEqual({
        code: 0,
        said: expect.stringContaining("cronjob/instagram"),
      });
    });

    test.each([
      ["an unknown key", "backoffLimitPerIndex", "retriesPerIndex"],
      ["a rule without its operator", "operator: In", "containerName: sync"],
      ["a text for a number", "completions: 4", "completions: four"],
    ])("refuse %s in it", async (claim, right, wrong) => {
      const path = join(folder, `${claim}.yml`);
      writeFileSync(path, manifest.replace(right, wrong));
      const { code } = await validate(path, "1.37.0");
      expect(code).not.toBe(0);
    });
  },
);

describe.skipIf(process.platform === "win32")("the Indexed Job of examples/kubernetes", () => {
  const folder = sharedFolder();

  test("lands each account once, also where a pod is killed and the quota of another is gone", async () => {
    const simulator = await manyAccounts(folder, 6);
    const volume = temporaryFolder();
    const cases = `1) ${tap()} | head -n 3; kill -9 $$;; 2) exit 5;; 3) exit 4;;`;
    const { succeeded, tries } = await runJob(simulator, volume, cases);
    expect({ succeeded, tries }).toEqual({ succeeded: true, tries: [[0], [137, 0], [5, 0], [4, 0]] });
    const output = [0, 1, 2, 3].map((index) => join(volume, `output/${index}-of-4`));
    expect(keysIn(output, "users", ["id"])).toEqual(await accountIdsOf(simulator));
    for (const index of [0, 1, 2, 3]) expect(existsSync(join(volume, `state.${index}-of-4.json`))).toBe(true);
  });

  test("ends as a whole when the token is refused", async () => {
    const simulator = await simulatorProcess(["--world", "tiny"]);
    const expired = { ...simulator.tapEnv, TAP_INSTAGRAM_ACCESS_TOKEN: simulator.tokens["expired"] ?? "" };
    const { succeeded, tries } = await runJob({ ...simulator, tapEnv: expired }, temporaryFolder());
    expect(succeeded).toBe(false);
    // Two run side by side, and the others are not begun.
    expect(tries).toEqual([[3], [3], [], []]);
  });

  test("gives up an index that fails again and again, and completes the others", async () => {
    const simulator = await simulatorProcess(["--world", "tiny"]);
    const { succeeded, tries } = await runJob(
      simulator,
      temporaryFolder(),
      "",
      "if [ $JOB_COMPLETION_INDEX = 3 ]; then exit 4; fi",
    );
    expect(succeeded).toBe(false);
    expect(tries.map((codes) => codes.length)).toEqual([1, 1, 1, 16]);
  });
});

function tap(): string {
  return `"${process.execPath}" "${built.tap}" "$@"`;
}

/**
 * Runs the job's pods as processes here.
 *
 * @param once - what the tap of an index does in its first run, as cases of a shell.
 * @param always - what the tap does before all else.
 */
function runJob({ tapEnv }: SimulatorProcess, volume: string, once = "", always = ""): Promise<JobEnd> {
  const isFirst = `mkdir "${volume}/first.$JOB_COMPLETION_INDEX" 2> /dev/null`;
  const first = `if ${isFirst}; then case $JOB_COMPLETION_INDEX in ${once} *) ;; esac; fi`;
  const path = script(volume, "tap", always, first, `exec ${tap()}`);
  const secrets = { instagram: { access_token: tapEnv["TAP_INSTAGRAM_ACCESS_TOKEN"] ?? "" } };
  return runIndexedJob(jobOf(manifest), secrets, async (command, env) => {
    expect(command).toEqual(["pipe.sh"]);
    const inVolume = Object.entries(env).map(([name, value]) => [name, value.replace(/^\/data\b/, volume)]);
    const ours = { TAP: path, TARGET: installed().target };
    const { code } = await ended(
      start(repositoryPath("examples/pipe/pipe.sh"), [], {
        env: {
          TAP_INSTAGRAM_API_URL: tapEnv["TAP_INSTAGRAM_API_URL"],
          ...Object.fromEntries(inVolume),
          ...ours,
        },
      }),
    );
    return code ?? Number.NaN;
  });
}
