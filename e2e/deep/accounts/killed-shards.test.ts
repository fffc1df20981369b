import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pacificDays } from "@tap-instagram/core";
import { expect, onTestFinished, test } from "vitest";
import { built } from "../../test/commands.ts";
import { runNode, simulatorProcess, temporaryFolder, type SimulatorProcess } from "../../test/processes.ts";
import { Pipeline } from "./pipeline.ts";
import { randomKills, type Kill } from "./random-kills.ts";
import { startStateStore, type StateStore } from "./state-store.ts";

const shards = [1, 2, 3, 4];
const dayMs = 86_400_000;
/** How many days are read of each account, as a rule: one day may end while the test runs. */
const days = 6;
const count = Number(process.env["ACCOUNTS"] ?? 2000);
const seed = Number(process.env["KILLS_SEED"] ?? Date.now() % 1_000_000);

/** One column of each stream beside its key: what is read stays, and what it costs does not matter here. */
const selected: { readonly [stream: string]: readonly string[] } = {
  users: ["username"],
  user_insights: ["reach"],
  media: ["shortcode"],
  media_insights: ["reach"],
};
const keys: { readonly [stream: string]: readonly string[] } = {
  users: ["id"],
  user_insights: ["business_account_id", "date"],
  media: ["id"],
  media_insights: ["id"],
};

interface Truth {
  accounts: { id: string; media: number }[];
  totalsByHost: { facebook: { [name: string]: number } };
}

test(
  `${count} accounts in four shards, of which a process is killed ten times at random, land once each (seed ${seed})`,
  { timeout: 600_000 },
  async () => {
    const folder = temporaryFolder();
    const world = { accounts: Array.from({ length: count }, () => ({ posts: 2, insightDays: days + 4 })) };
    const worldFile = join(folder, "world.json");
    writeFileSync(worldFile, JSON.stringify(world));
    const nowMs = Date.now();
    const startMs = nowMs - days * dayMs;
    const simulator = await simulatorProcess(["--world", worldFile, "--now", new Date(nowMs).toISOString()]);
    const { accounts, totalsByHost } = await simulator.admin<Truth>("world");
    const store = await startStateStore();
    onTestFinished(() => store.close());
    const catalog = await catalogFile(folder);
    const startDate = new Date(startMs).toISOString();
    const setup = { folder, simulator, store, catalog, startDate };

    // A run takes seconds here; on a slow machine, the kills come earlier in it.
    const kills = randomKills(10, shards.length, 2500, seed);
    const killed = await Promise.all(
      shards.map((shard) =>
        runKilled(
          shard,
          kills.filter((kill) => kill.shard === shard),
          setup,
        ),
      ),
    );
    expect(killed.reduce((sum, times) => sum + times)).toBe(10);

    expect(keysOf(folder, "users")).toEqual(accounts.map(({ id }) => id).toSorted());
    const { length: daysRead } = keysOf(folder, "user_insights");
    expect(daysRead).toBeGreaterThanOrEqual(count * pacificDays(startMs, nowMs).length);
    expect(daysRead).toBeLessThanOrEqual(count * pacificDays(startMs, Date.now()).length);
    expect(keysOf(folder, "media")).toHaveLength(accounts.reduce((sum, { media }) => sum + media, 0));
    expect(keysOf(folder, "media_insights")).toHaveLength(
      totalsByHost.facebook["mediaWithInsights"] ?? Number.NaN,
    );

    const stored = shards.map((shard) => JSON.parse(store.get(`${shard}.json`) ?? ""));
    // What the tap itself stores at the end is what the target gives back.
    expect(shards.map((shard) => JSON.parse(store.get(`${shard}.end.json`) ?? ""))).toEqual(stored);
    const partitions = stored.flatMap(({ bookmarks }) => bookmarks.user_insights.partitions);
    expect(new Set(partitions.map(({ context }) => context.business_account_id)).size).toBe(count);
    const lastDays = new Set(partitions.map((partition) => partition.replication_key_value)).size;
    expect(lastDays).toBe(daysRead % count === 0 ? 1 : 2);
  },
);

interface Setup {
  readonly folder: string;
  readonly simulator: SimulatorProcess;
  readonly store: StateStore;
  readonly catalog: string;
  readonly startDate: string;
}

/** Runs a shard until it is complete, killed as often as it is to be. Returns how often that was. */
async function runKilled(shard: number, kills: readonly Kill[], setup: Setup): Promise<number> {
  let times = 0;
  for (const { victim, afterMs } of kills) {
    // A run that ends sooner than it can be killed is run again, and killed earlier.
    for (let most = afterMs; ; most /= 2) {
      const pipeline = run(shard, setup);
      await Promise.race([sleep(most), pipeline.ended]);
      if (pipeline.isRunning) pipeline.kill(victim);
      const codes = await pipeline.ended;
      // It may have ended a moment before the kill came.
      if (codes.includes(null)) {
        times += 1;
        break;
      }
      expect(codes).toEqual([0, 0]);
    }
  }
  const last = run(shard, setup, ["--state-output", setup.store.address(`${shard}.end.json`)]);
  expect(await last.ended).toEqual([0, 0]);
  return times;
}

function run(
  shard: number,
  { folder, simulator, store, catalog, startDate }: Setup,
  others: readonly string[] = [],
): Pipeline {
  const address = store.address(`${shard}.json`);
  return new Pipeline({
    env: {
      ...simulator.tapEnv,
      TAP_INSTAGRAM_SHARD: `${shard}/${shards.length}`,
      TAP_INSTAGRAM_START_DATE: startDate,
      TARGET_JSONL_DESTINATION_PATH: join(folder, `output/${shard}`),
      TARGET_JSONL_LOAD_METHOD: "upsert",
    },
    tapArguments: ["--config", "ENV", "--catalog", catalog, "--state", address, ...others],
    logFile: join(folder, `log.${shard}`),
    targetArguments: ["--config", "ENV", "--state-output", address],
  });
}

async function catalogFile(folder: string): Promise<string> {
  const { stdout } = await runNode([built.tap, "--discover"]);
  const { streams }: { streams: Entry[] } = JSON.parse(stdout);
  for (const { tap_stream_id: stream, metadata } of streams) {
    const columns = selected[stream];
    for (const one of metadata)
      one.metadata["selected"] =
        one.breadcrumb.length === 0
          ? columns !== undefined
          : (columns ?? []).includes(one.breadcrumb[1] ?? "");
  }
  const path = join(folder, "catalog.json");
  writeFileSync(path, JSON.stringify({ streams }));
  return path;
}

interface Entry {
  tap_stream_id: string;
  metadata: { breadcrumb: string[]; metadata: { [key: string]: unknown } }[];
}

/** The keys of all rows of a stream, sorted. Every row is there once. */
function keysOf(folder: string, stream: string): string[] {
  const all = shards
    .map((shard) => join(folder, `output/${shard}/${stream}.jsonl`))
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, "utf8").trimEnd().split("\n"))
    .map((line) => {
      const row = JSON.parse(line);
      return (keys[stream] ?? []).map((key) => row[key]).join(" ");
    });
  expect(new Set(all).size).toBe(all.length);
  return all.toSorted();
}
