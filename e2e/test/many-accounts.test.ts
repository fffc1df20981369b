import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { built, repositoryPath } from "./commands.ts";
import { keysIn, worldOfMany, type AccountsTruth } from "./many-accounts.ts";
import { ended, runNode, start, temporaryFolder, type Ended } from "./processes.ts";
import { simulatorHere } from "./simulator-here.ts";
import { installed, script } from "./shell.ts";

const shardsSh = repositoryPath("examples/many-accounts/shards.sh");
const hasLocks = spawnSync("flock", ["--version"]).status === 0;

describe.skipIf(process.platform === "win32")("shards side by side", () => {
  test("of which one is killed and run again have each account once", async () => {
    const folder = temporaryFolder();
    const simulator = await simulatorHere({ world: worldOfMany(10) });
    const { accounts } = await simulator.admin<AccountsTruth>("world");
    const victim = largestShard(accounts.map(({ id }) => id));
    // It reads the first, and then waits for the posts of the second for ever.
    const stuck = { template: "/{ig-user}/media", pathIncludes: victim.ids[1] };
    await simulator.admin("faults", {
      method: "POST",
      body: JSON.stringify({ match: stuck, answer: "hang" }),
    });
    const env = {
      ...simulator.tapEnv,
      TAP_INSTAGRAM_CONCURRENCY: "1",
      // Each tap leaves its process id.
      TAP: script(
        folder,
        "tap",
        `echo $$ > "${folder}/pid.\${TAP_INSTAGRAM_SHARD%/*}"`,
        `exec "${process.execPath}" "${built.tap}" "$@"`,
      ),
      TARGET: installed().target,
    };
    const first = shards(folder, ["4"], env);
    const statePath = join(folder, `state.${victim.number}-of-4.json`);
    await vi.waitFor(() => expect(read(statePath)).toContain(victim.ids[0]), { timeout: 60_000 });
    process.kill(Number(read(join(folder, `pid.${victim.number}`))), "SIGKILL");
    const killed = await first;
    expect(killed.code).toBe(137);
    expect(killed.stdout.match(/: complete$/gm)).toHaveLength(3);
    expect(killed.stdout).toContain(`Shard ${victim.number}/4: cut off (137). Run it again`);
    expect(killed.stdout).toMatch(new RegExp(`^What is left: .*shards\\.sh 4 ${victim.number}$`, "m"));
    expect(read(statePath)).not.toContain(victim.ids[2]);

    await simulator.admin("faults", { method: "DELETE" });
    const again = await shards(folder, ["4", String(victim.number)], env);
    expect(again).toMatchObject({ code: 0, stdout: `Shard ${victim.number}/4: complete\n` });
    expect(again.stderr).toMatch(new RegExp(`^${victim.number}/4 \\| .*: complete, \\d+ records?\\.`, "m"));

    const ids = accounts.map(({ id }) => id).toSorted();
    const output = [1, 2, 3, 4].map((number) => join(folder, `output/${number}-of-4`));
    const rows = (stream: string, ...key: string[]) => keysIn(output, stream, key);
    expect(rows("users", "id")).toEqual(ids);
    const days = rows("user_insights", "business_account_id", "date");
    expect(new Set(days).size).toBe(days.length);
    // The running day of each account is not over.
    expect(days).toHaveLength(accounts.reduce((sum, { insightDays }) => sum + insightDays - 1, 0));
    expect(new Set(rows("media", "id")).size).toBe(accounts.reduce((sum, { media }) => sum + media, 0));

    const states = [1, 2, 3, 4].map((number) => join(folder, `state.${number}-of-4.json`));
    const merged = await runNode([built.tap, "state", "merge", ...states]);
    const partitions: { context: { business_account_id: string } }[] = JSON.parse(merged.stdout).bookmarks
      .user_insights.partitions;
    expect(partitions.map(({ context }) => context.business_account_id).toSorted()).toEqual(ids);
  });

  test.each([
    [{ 2: 4, 3: 5 }, 5],
    [{ 2: 5, 3: 137 }, 137],
    [{ 1: 137, 2: 5, 3: 3 }, 3],
    [{ 4: 1 }, 1],
    [{}, 0],
  ])("that end with %j end with %i, and name what is left", async (codes, code) => {
    const folder = temporaryFolder();
    const cases = Object.entries(codes).map(([shard, its]) => `${shard}/*) exit ${its};;`);
    const tap = script(folder, "tap", `case $TAP_INSTAGRAM_SHARD in ${cases.join(" ")} esac`);
    const run = await shards(folder, ["4"], {
      TAP: tap,
      TARGET: script(folder, "target", "exec cat > /dev/null"),
    });
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code, stderr: "" });
    const left = Object.keys(codes).join(" ");
    expect(/^What is left: .*shards\.sh 4 (.*)$/m.exec(run.stdout)?.[1] ?? "").toBe(left);
  });

  test("run as many at a time as AT_ONCE says", async () => {
    const folder = temporaryFolder();
    const tap = script(folder, "tap", 'echo "starts" >> log', "sleep 0.05", 'echo "ends" >> log');
    const target = script(folder, "target", "exec cat > /dev/null");
    expect(await shards(folder, ["3"], { TAP: tap, TARGET: target, AT_ONCE: "1" })).toMatchObject({
      code: 0,
    });
    expect(read(join(folder, "log"))).toBe("starts\nends\n".repeat(3));
  });

  test("stop at a signal with what is on disk, and start no more", async () => {
    const folder = temporaryFolder();
    const lines = [
      `trap 'echo "{\\"of\\":\\"$TAP_INSTAGRAM_SHARD\\"}"; exit 0' TERM`,
      "echo ready >&2",
      "while :; do sleep 0.05; done",
    ];
    const tap = script(folder, "tap", ...lines);
    const target = script(folder, "target", "trap '' TERM", "exec cat");
    const running = start(shardsSh, ["3"], {
      env: { FOLDER: folder, AT_ONCE: "2", TAP: tap, TARGET: target },
    });
    let log = "";
    running.child.stderr?.on("data", (data) => (log += data));
    const end = ended(running);
    await vi.waitFor(() => expect(log.match(/ready/g)).toHaveLength(2), { timeout: 60_000 });
    running.child.kill("SIGTERM");
    const { code, stdout } = await end;
    expect(code).toBe(143);
    expect(stdout).toMatch(/What is left: .* 3 1 2 3$/m);
    expect(read(join(folder, "state.1-of-3.json"))).toBe('{"of":"1/3"}\n');
    expect(read(join(folder, "state.2-of-3.json"))).toBe('{"of":"2/3"}\n');
    expect(existsSync(join(folder, "state.3-of-3.json"))).toBe(false);
  });

  test.skipIf(!hasLocks)("refuse to write what another run still writes (needs flock)", async () => {
    const folder = temporaryFolder();
    const target = script(folder, "target", "exec cat > /dev/null");
    const go = join(folder, "go");
    const tap = script(folder, "tap", "echo ready >&2", `until [ -e "${go}" ]; do sleep 0.05; done`);
    const running = start(shardsSh, ["2", "1"], { env: { FOLDER: folder, TAP: tap, TARGET: target } });
    const end = ended(running);
    await new Promise((done) => running.child.stderr?.once("data", done));
    const { code, stderr } = await shards(folder, ["2", "1"], { TAP: tap, TARGET: target });
    expect(code).toBe(75);
    expect(stderr).toMatch(/^1\/2 \| Another run still writes .*state\.1-of-2\.json/);
    writeFileSync(go, "");
    expect(await end).toMatchObject({ code: 0 });
  });

  test("of another number refuse to begin anew, until the states are split anew", async () => {
    const folder = temporaryFolder();
    const tap = script(folder, "tap", 'echo "{}"');
    const env = { TAP: tap, TARGET: script(folder, "target", "exec cat") };
    expect(await shards(folder, ["2"], env)).toMatchObject({ code: 0 });
    const { code, stderr } = await shards(folder, ["3"], env);
    expect(code).toBe(1);
    for (const [, command] of stderr.matchAll(/^ {2}tap-instagram (.*)$/gm)) {
      const done = await ended(start("sh", ["-c", `"${process.execPath}" "${built.tap}" ${command}`]));
      expect(done).toMatchObject({ code: 0 });
    }
    expect(await shards(folder, ["3"], env)).toMatchObject({ code: 0 });
  });

  test.each([[[]], [["four"]], [["4", "5"]], [["4", "0"]]])("refuse %j", async (words) => {
    const { code, stderr } = await shards(temporaryFolder(), words, {});
    expect(code).toBe(2);
    expect(stderr).toMatch(/^Cannot run shards: found .*, wanted /);
  });
});

/** Runs the script to its end. */
function shards(folder: string, words: readonly string[], env: Record<string, string>): Promise<Ended> {
  return ended(start(shardsSh, words, { env: { FOLDER: folder, ...env }, cwd: folder }));
}

/** The one of four with the most accounts, in the order in which the tap reads them. */
function largestShard(ids: readonly string[]): { number: number; ids: string[] } {
  const all = [1, 2, 3, 4].map((number) => ({
    number,
    ids: ids.filter((id) => (crc32(id) % 4) + 1 === number).toSorted(),
  }));
  return all.reduce((most, shard) => (shard.ids.length > most.ids.length ? shard : most));
}

function read(path: string): string {
  return readFileSync(path, "utf8");
}
