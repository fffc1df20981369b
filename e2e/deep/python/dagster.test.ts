import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { built, repositoryPath } from "../../test/commands.ts";
import { accountIdsOf, keysIn, manyAccounts, workerEnvironment } from "../../test/many-accounts.ts";
import { expectNoToken, run, simulatorProcess, temporaryFolder } from "../../test/processes.ts";
import { commandIn, hasPosixPython, sharedEnvironment } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { script } from "../../test/shell.ts";

const driver = fileURLToPath(new URL("../../machines/dagster/materialize.py", import.meta.url));
const shards = ["1-of-4", "2-of-4", "3-of-4", "4-of-4"];

interface Partition {
  partition: string;
  succeeded: boolean;
  /** How long each retry waited, in seconds. */
  waits: number[];
  failure: string[];
  metadata: { [name: string]: number };
}

describe.skipIf(!hasPosixPython)(
  "the asset of examples/dagster (needs python3 with venv on Linux or macOS)",
  () => {
    const folder = sharedFolder();
    let python: string;

    beforeAll(async () => {
      const environment = await sharedEnvironment(inject("shared"), "dagster", ["dagster==1.13.28"]);
      python = commandIn(environment, "python");
    }, 240_000);

    /** Materializes partitions; a retry waits for a second at most. */
    const materialize = async (env: Record<string, string>, partitions: readonly string[]) => {
      const config = JSON.stringify({ max_retries: 1, wait_seconds: 0, quota_wait_seconds: 1 });
      const args = [
        driver,
        repositoryPath("examples/dagster/definitions.py"),
        "instagram",
        config,
        ...partitions,
      ];
      const { code, stdout, stderr } = await run(python, args, {
        env: { ...env, DAGSTER_DISABLE_TELEMETRY: "yes" },
      });
      expectNoToken(stdout + stderr);
      if (code !== 0) throw new Error(stderr);
      const lines: unknown[] = stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      return { partitions: lines.slice(0, -1) as Partition[], last: lines.at(-1), log: stderr };
    };

    test("is a partition per shard, and lands each account once, also where a shard is killed and retried", async () => {
      const simulator = await manyAccounts(folder, 6);
      const where = temporaryFolder();
      const tap = killedOnce(where, "2/4");
      const { partitions, last } = await materialize(
        { ...workerEnvironment(simulator, where), TAP: tap },
        shards,
      );
      expect(partitions.map(({ partition, succeeded, waits }) => ({ partition, succeeded, waits }))).toEqual(
        shards.map((partition) => ({ partition, succeeded: true, waits: partition === "2-of-4" ? [0] : [] })),
      );
      expect(existsSync(join(where, "killed"))).toBe(true);
      const output = shards.map((shard) => join(where, "output", shard));
      expect(keysIn(output, "users", ["id"])).toEqual(await accountIdsOf(simulator));
      const delivered = partitions.map(({ metadata }) => metadata["users delivered"] ?? Number.NaN);
      expect(delivered.reduce((sum, count) => sum + count)).toBe(6);
      expect(last).toEqual({ scheduled: shards });
    });

    test("fails at once without a valid token, and says where to put one", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const env = workerEnvironment(simulator, temporaryFolder());
      env["TAP_INSTAGRAM_ACCESS_TOKEN"] = simulator.tokens["expired"] ?? "";
      const { partitions } = await materialize(env, shards.slice(0, 1));
      expect(partitions).toEqual([
        expect.objectContaining({
          succeeded: false,
          waits: [],
          failure: [expect.stringContaining("Put a new access token into TAP_INSTAGRAM_ACCESS_TOKEN")],
        }),
      ]);
    });

    test("fails at once without a command that can be started, and tells no figures of an earlier run", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const where = temporaryFolder();
      const env = workerEnvironment(simulator, where);
      const [first] = (await materialize(env, shards.slice(0, 1))).partitions;
      expect(first).toMatchObject({ succeeded: true, metadata: { "users missing": 0 } });
      const tap = join(where, "tap");
      writeFileSync(tap, "");
      chmodSync(tap, 0o644);
      const { partitions } = await materialize({ ...env, TAP: tap }, shards.slice(0, 1));
      expect(partitions).toEqual([
        expect.objectContaining({
          succeeded: false,
          waits: [],
          failure: [expect.stringMatching(/exit code 126\. Make the command [^]* executable/)],
          metadata: {},
        }),
      ]);
    });

    test("waits longer for quota than for what may pass, and then completes the rest", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const goneOnce = { match: { template: "/me/accounts", nth: 1 }, answer: { code: 4 } };
      await simulator.admin("faults", { method: "POST", body: JSON.stringify(goneOnce) });
      const env = { ...workerEnvironment(simulator, temporaryFolder()), TAP_INSTAGRAM_MAX_WAIT_MINUTES: "0" };
      const { partitions } = await materialize(env, shards.slice(0, 1));
      expect(partitions).toMatchObject([{ succeeded: true, waits: [1] }]);
    });
  },
);

/** A tap that is killed in the middle of its first run of a shard. */
function killedOnce(where: string, shard: string): string {
  const tap = `"${process.execPath}" "${built.tap}" "$@"`;
  const isFirst = `[ "$TAP_INSTAGRAM_SHARD" = "${shard}" ] && mkdir "${where}/killed" 2> /dev/null`;
  return script(where, "tap", `if ${isFirst}; then ${tap} | head -n 3; kill -9 $$; fi`, `exec ${tap}`);
}
