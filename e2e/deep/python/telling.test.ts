import { writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { built } from "../../test/commands.ts";
import { run, simulatorProcess, succeed } from "../../test/processes.ts";
import { commandIn, hasPython, sharedEnvironment } from "../../machines/python.ts";
import { sharedFolder } from "../shared-folder.ts";
import { smallWorld } from "../small-world.ts";

const scripts = fileURLToPath(new URL("telling/", import.meta.url));
const requirements = ["openlineage-python==1.54.0", "prometheus-client==0.26.0"];

describe.skipIf(!hasPython)("what a run tells platforms (needs python3 with venv)", () => {
  const folder = sharedFolder();
  let python: string;
  beforeAll(async () => {
    python = commandIn(await sharedEnvironment(inject("shared"), "telling", requirements), "python");
  });

  test("is taken by the classes of OpenLineage's client, and by the parser of Prometheus's", async () => {
    const [events, metrics] = [join(folder, "events.jsonl"), join(folder, "tap.prom")];
    const { url, tokens } = await simulatorProcess(["--world", smallWorld(folder)]);
    const config = join(folder, "config.json");
    const env = {
      ...process.env,
      OPENLINEAGE_URL: pathToFileURL(events).href,
      OPENLINEAGE_PARENT_ID: "airflow/flow.task/01920000-0000-7000-8000-000000000001",
    };
    for (const settings of [{}, { accounts: ["one.shop", "none"] }]) {
      writeFileSync(config, JSON.stringify({ access_token: tokens["user"], api_url: url, ...settings }));
      await run(process.execPath, [built.tap, "--config", config, "--metrics-file", metrics], { env });
    }
    const lineage = await succeed(python, [join(scripts, "check_lineage.py"), events]);
    expect(lineage.trim()).toBe("START COMPLETE START FAIL");
    const families = await succeed(python, [join(scripts, "check_metrics.py"), metrics]);
    expect(families.trim()).toMatch(/^1\d families, (\d+) of \1 things$/);
  });
});
