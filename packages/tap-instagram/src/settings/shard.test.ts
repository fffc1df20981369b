import fc from "fast-check";
import { mergeStates } from "@tap-instagram/singer/state";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";
import { isInShard, shardNumberOf } from "./shard.ts";

const world = { accounts: Array.from({ length: 12 }, () => ({ posts: 1, followers: 5000 })) };
const catalog = catalogOf({ users: "all", user_insights: ["reach"] });
const start = { start_date: "2026-09-01" };

describe("a shard", () => {
  test("of an account is what any program works out: the CRC-32 of gzip, of its id in UTF-8", () => {
    // As Python's zlib.crc32 gives them: 3142310093, 3421780262, 235179326.
    expect(shardNumberOf("17841400000000001", 1000)).toBe(94);
    expect(shardNumberOf("123456789", 1000)).toBe(263);
    expect(shardNumberOf("é", 1000)).toBe(327);
  });

  test("has each account in exactly one of them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 50 }), (id, count) => {
        const numbers = Array.from({ length: count }, (_, index) => index + 1);
        const mine = numbers.filter((number) => isInShard(id, { number, count }));
        expect(mine).toEqual([shardNumberOf(id, count)]);
      }),
    );
  });

  test("has about as many accounts as any other", () => {
    const ids = Array.from({ length: 5000 }, (_, index) =>
      String(17_841_400_000_000_000n + BigInt(index * 37)),
    );
    const sizes = [1, 2, 3, 4, 5].map((number) => ids.filter((id) => shardNumberOf(id, 5) === number).length);
    for (const size of sizes) expect(Math.abs(size - 1000)).toBeLessThan(150);
  });

  test("is read alone, and all of them together are the whole", async () => {
    const simulator = await simulated({ world });
    const whole = await run(simulator, { catalog, settings: start });
    const parts = [];
    for (const number of [1, 2, 3])
      parts.push(await run(simulator, { catalog, settings: { ...start, shard: `${number}/3` } }));
    for (const part of parts) expect(part.exitCode).toBe(0);
    for (const stream of ["users", "user_insights"]) {
      const keysOf = (result: typeof whole) =>
        result.records(stream).map((row) => `${row["business_account_id"]} ${row["date"] ?? ""}`);
      const all = parts.flatMap(keysOf);
      expect(new Set(all).size).toBe(all.length);
      expect(all.toSorted()).toEqual(keysOf(whole).toSorted());
    }
    expect(mergeStates(parts.map((part) => part.finalState()))).toEqual(whole.finalState());
  });

  test("reads nothing of other accounts, and carries their state through as it is", async () => {
    const simulator = await simulated({ world });
    const strangers = simulator.world.accounts
      .filter(({ id }) => !isInShard(id, { number: 2, count: 3 }))
      .map(({ id }, index) => ({
        context: { business_account_id: id },
        replication_key: "date",
        replication_key_value: `2026-08-0${(index % 9) + 1}T07:00:00Z`,
        note: { kept: index },
      }));
    const { exitCode, finalState, log } = await run(simulator, {
      catalog,
      settings: { ...start, shard: "2/3" },
      state: { bookmarks: { user_insights: { partitions: strangers } } },
    });
    expect(exitCode).toBe(0);
    expect(log).toContain(`Shard 2/3: syncing ${12 - strangers.length} of 12 accounts`);
    expect(finalState()).toMatchObject({
      bookmarks: { user_insights: { partitions: expect.arrayContaining(strangers) } },
    });
    const asked = simulator
      .requests()
      .entries.flatMap(({ path, items = [] }) => [path, ...items.map((item) => item.path)]);
    for (const { context } of strangers)
      expect(asked.filter((path) => path.includes(context.business_account_id))).toEqual([]);
  });

  test("without any account is complete, not failed", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 0 }] } });
    const id = String(simulator.world.accounts[0]?.id);
    const other = (shardNumberOf(id, 2) % 2) + 1;
    const { exitCode, messages, finalState, log } = await run(simulator, {
      settings: { shard: `${other}/2` },
    });
    expect(exitCode).toBe(0);
    expect(log).not.toContain("WARNING");
    expect(messages.filter(({ type }) => type === "RECORD")).toEqual([]);
    expect(finalState()).toHaveProperty("bookmarks");
  });

  test("alone of all tells of an account that nobody can see", async () => {
    const simulator = await simulated({ world });
    const accounts = [String(simulator.world.accounts[0]?.id), "nobody.here"];
    const codes = [];
    for (const shard of ["1/2", "2/2"])
      codes.push((await run(simulator, { catalog, settings: { ...start, accounts, shard } })).exitCode);
    expect(codes.filter((code) => code === 0)).toHaveLength(1);
  });

  test.each(["0/5", "6/5", "2", "2/", "a/b", "1/0", "-1/5", "1.5/5"])(
    "%s is refused with its place",
    async (shard) => {
      const simulator = await simulated({ world });
      const { exitCode, log } = await run(simulator, { settings: { shard } });
      expect(exitCode).toBe(1);
      expect(log).toContain(`config.json:shard: found "${shard}"`);
    },
  );

  test("never has a target delete the records of the others", async () => {
    const simulator = await simulated({ world });
    const { exitCode, log } = await run(simulator, {
      settings: { shard: "1/5", emit_activate_version_messages: true },
    });
    expect(exitCode).toBe(1);
    expect(log).toContain("emit_activate_version_messages: found true together with shard");
  });

  test.each([
    ["JOB_COMPLETION_INDEX", "0", 1],
    ["AWS_BATCH_JOB_ARRAY_INDEX", "2", 3],
    ["CLOUD_RUN_TASK_INDEX", "1", 2],
  ])("auto/3 takes its number from %s", async (variable, index, number) => {
    const simulator = await simulated({ world });
    const settings = { ...start, shard: "auto/3" };
    const { exitCode, records } = await run(simulator, { catalog, settings, env: { [variable]: index } });
    expect(exitCode).toBe(0);
    const ids = simulator.world.accounts.map(({ id }) => id);
    const read = records("users").map(({ id }) => String(id));
    expect(read.toSorted()).toEqual(ids.filter((id) => shardNumberOf(id, 3) === number).toSorted());
  });

  test.each([
    [{}, "no variable of the environment says which part this run reads"],
    [{ JOB_COMPLETION_INDEX: "3" }, 'JOB_COMPLETION_INDEX "3", wanted an index from 0 to 2'],
    [{ JOB_COMPLETION_INDEX: "" }, 'JOB_COMPLETION_INDEX "", wanted an index from 0 to 2'],
  ])("auto/3 with %j is a problem of the settings, and nothing is read", async (env, problem) => {
    const simulator = await simulated({ world });
    const { exitCode, log, messages } = await run(simulator, { settings: { shard: "auto/3" }, env });
    expect({ exitCode, messages }).toEqual({ exitCode: 1, messages: [] });
    expect(log).toContain(problem);
  });
});
