import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { repositoryPath } from "../../test/commands.ts";
import { accountIdsOf, keysIn, manyAccounts, workerEnvironment } from "../../test/many-accounts.ts";
import { simulatorProcess, temporaryFolder } from "../../test/processes.ts";
import { AirflowProcess, airflowRequirement } from "../../machines/airflow/airflow-process.ts";
import { sharedEnvironment, hasPosixPython } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { script } from "../../test/shell.ts";

const tokenName = "AIRFLOW_VAR_INSTAGRAM_MAIN_ACCESS_TOKEN";

describe.skipIf(!hasPosixPython)(
  "the DAG of examples/many-accounts (needs python3 with venv on Linux or macOS)",
  () => {
    const folder = sharedFolder();
    let airflow: AirflowProcess;

    beforeAll(async () => {
      const environment = await sharedEnvironment(inject("shared"), "airflow", [airflowRequirement]);
      airflow = new AirflowProcess(environment, {
        home: join(folder, "home"),
        dags: repositoryPath("examples/many-accounts"),
        dag: "instagram_main",
      });
      await airflow.command("db", "migrate");
      await airflow.command("pools", "set", "instagram_main", "2", "Shards of the app main at a time");
    }, 240_000);

    afterAll(() => airflow?.signal("SIGKILL"));

    test("becomes a task per shard, in the pool of its app, and lands each account once", async () => {
      const simulator = await manyAccounts(folder, 6);
      const where = temporaryFolder();
      const { tasks } = await airflow.run(workerEnvironment(simulator, where, tokenName));
      expect(tasks).toEqual(
        ["1/4", "2/4", "3/4", "4/4"].map((name) =>
          expect.objectContaining({ name, pool: "instagram_main", state: "success", tries: 1, maxTries: 5 }),
        ),
      );
      expect(keysIn(outputOf(where), "users", ["id"])).toEqual(await accountIdsOf(simulator));
    });

    test("fails at once without a valid token, and says where to put one", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const env = workerEnvironment(simulator, temporaryFolder(), tokenName);
      env[tokenName] = simulator.tokens["expired"] ?? "";
      const { tasks, log } = await airflow.run(env);
      expect(tasks.map(({ state, tries }) => [state, tries])).toEqual(fourTimes(["failed", 1]));
      expect(log).toContain("Put a new access token into the Variable instagram_main_access_token");
    });

    test("tries again in an hour when the quota is gone", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const quotaGone = { match: { template: "/me/accounts" }, answer: { code: 4 } };
      await simulator.admin("faults", { method: "POST", body: JSON.stringify(quotaGone) });
      const env = workerEnvironment(simulator, temporaryFolder(), tokenName);
      const { tasks } = await airflow.run({ ...env, TAP_INSTAGRAM_MAX_WAIT_MINUTES: "0" });
      expect(tasks.map(({ state, retryAfterSeconds }) => [state, retryAfterSeconds])).toEqual(
        fourTimes(["up_for_retry", 3600]),
      );
    });

    test("tries again soon after a part has failed or a process was killed, and never a wrong command", async () => {
      const where = temporaryFolder();
      const cases = "1/*) exit 1;; 2/*) exit 2;; 3/*) exit 4;; 4/*) kill -9 $$;;";
      const tap = script(where, "tap", `case $TAP_INSTAGRAM_SHARD in ${cases} esac`);
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const { tasks } = await airflow.run({ ...workerEnvironment(simulator, where, tokenName), TAP: tap });
      expect(tasks.map(({ state, retryAfterSeconds }) => [state, retryAfterSeconds])).toEqual([
        ["failed", null],
        ["failed", null],
        // Five minutes, the delay of the task.
        ["up_for_retry", null],
        ["up_for_retry", null],
      ]);
    });

    test("ends tap and target in order when its task is ended, and goes on from there", async () => {
      const simulator = await manyAccounts(folder, 6);
      const stuck = { match: { template: "/{ig-user}/media" }, answer: "hang" };
      await simulator.admin("faults", { method: "POST", body: JSON.stringify(stuck) });
      const where = temporaryFolder();
      const env = workerEnvironment(simulator, where, tokenName);
      const running = airflow.run(env);
      const states = [1, 2, 3, 4].map((shard) => join(where, `main/state.${shard}-of-4.json`));
      const stopped = await vi.waitUntil(
        () => states.find((path) => existsSync(path) && /"partitions":\[\{/.test(readFileSync(path, "utf8"))),
        60_000,
      );
      airflow.signal("SIGTERM");
      await simulator.admin("faults", { method: "DELETE" });
      const { tasks, log } = await running;
      expect(log).toContain("ended with exit code 143");
      expect(tasks.map(({ state }) => state)).toEqual(
        states.map((path) => (path === stopped ? "up_for_retry" : "success")),
      );
      const again = await airflow.run(env);
      expect(again.tasks.map(({ state }) => state)).toEqual(fourTimes("success"));
      expect(keysIn(outputOf(where), "users", ["id"])).toEqual(await accountIdsOf(simulator));
    });
  },
);

/** For each of the DAG's shards. */
function fourTimes<T>(value: T): T[] {
  return Array.from({ length: 4 }, () => value);
}

/** Where each shard's target writes. */
function outputOf(where: string): string[] {
  return [1, 2, 3, 4].map((shard) => join(where, `main/output/${shard}-of-4`));
}
