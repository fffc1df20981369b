import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { built, repositoryPath } from "../../test/commands.ts";
import { manyAccounts } from "../../test/many-accounts.ts";
import { simulatorProcess, temporaryFolder, type SimulatorProcess } from "../../test/processes.ts";
import { AirflowProcess, airflowRequirement } from "../../machines/airflow/airflow-process.ts";
import { sharedEnvironment, hasPosixPython } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";

describe.skipIf(!hasPosixPython)(
  "the DAG of examples/many-accounts (needs python3 with venv on Linux or macOS)",
  { timeout: 120_000 },
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
      const { tasks } = await airflow.run(environmentOf(simulator, where));
      expect(tasks).toEqual(
        ["1/4", "2/4", "3/4", "4/4"].map((name) =>
          expect.objectContaining({ name, pool: "instagram_main", state: "success", tries: 1, maxTries: 5 }),
        ),
      );
      const { accounts } = await simulator.admin<Truth>("world");
      expect(usersIn(where)).toEqual(accounts.map(({ id }) => id).toSorted());
    });

    test("fails at once without a valid token, and says where to put one", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const env = environmentOf(simulator, temporaryFolder());
      env["AIRFLOW_VAR_INSTAGRAM_MAIN_ACCESS_TOKEN"] = simulator.tokens["expired"] ?? "";
      const { tasks, log } = await airflow.run(env);
      expect(tasks.map(({ state, tries }) => [state, tries])).toEqual(fourTimes(["failed", 1]));
      expect(log).toContain("Put a new access token into the Variable instagram_main_access_token");
    });

    test("tries again in an hour when the quota is gone", async () => {
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const quotaGone = { match: { template: "/me/accounts" }, answer: { code: 4 } };
      await simulator.admin("faults", { method: "POST", body: JSON.stringify(quotaGone) });
      const env = environmentOf(simulator, temporaryFolder());
      const { tasks } = await airflow.run({ ...env, TAP_INSTAGRAM_MAX_WAIT_MINUTES: "0" });
      expect(tasks.map(({ state, retryAfterSeconds }) => [state, retryAfterSeconds])).toEqual(
        fourTimes(["up_for_retry", 3600]),
      );
    });

    test("tries again soon after a part has failed or a process was killed, and never a wrong command", async () => {
      const where = temporaryFolder();
      const tap = join(where, "tap");
      const cases = "1/*) exit 1;; 2/*) exit 2;; 3/*) exit 4;; 4/*) kill -9 $$;;";
      writeFileSync(tap, `#!/bin/sh\ncase $TAP_INSTAGRAM_SHARD in ${cases} esac\n`);
      chmodSync(tap, 0o755);
      const simulator = await simulatorProcess(["--world", "tiny"]);
      const { tasks } = await airflow.run({ ...environmentOf(simulator, where), TAP: tap });
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
      const { accounts } = await simulator.admin<Truth>("world");
      const stuck = { match: { template: "/{ig-user}/media" }, answer: "hang" };
      await simulator.admin("faults", { method: "POST", body: JSON.stringify(stuck) });
      const where = temporaryFolder();
      const env = environmentOf(simulator, where);
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
      expect(usersIn(where)).toEqual(accounts.map(({ id }) => id).toSorted());
    });
  },
);

/** For each of the DAG's shards. */
function fourTimes<T>(value: T): T[] {
  return Array.from({ length: 4 }, () => value);
}

interface Truth {
  accounts: { id: string }[];
}

/** The ids in the `users` of all shards. */
function usersIn(where: string): string[] {
  return [1, 2, 3, 4]
    .map((shard) => join(where, `main/output/${shard}-of-4/users.jsonl`))
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, "utf8").trimEnd().split("\n"))
    .map((line) => JSON.parse(line).id)
    .toSorted();
}

/** Environment of a worker, whose Airflow has the simulator's token. */
function environmentOf({ tapEnv }: SimulatorProcess, where: string): Record<string, string> {
  return {
    INSTAGRAM_FOLDER: where,
    TAP_INSTAGRAM_API_URL: tapEnv["TAP_INSTAGRAM_API_URL"] ?? "",
    AIRFLOW_VAR_INSTAGRAM_MAIN_ACCESS_TOKEN: tapEnv["TAP_INSTAGRAM_ACCESS_TOKEN"] ?? "",
    TAP: `${process.execPath} ${built.tap}`,
    TARGET: `${process.execPath} ${built.target}`,
  };
}
