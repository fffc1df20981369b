import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { runTap, type JsonValue } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { expect, onTestFinished, test } from "vitest";
import { createTapInstagram } from "../../tap.ts";
import { catalogOf, run, simulated, type RunOptions, type RunResult } from "../../../test/run.ts";

const one = { username: "one", posts: 2 };
const two = { username: "two", posts: 2 };
const fullTable = catalogOf({ users: ["username"], media: ["caption"] });
const activating = { emit_activate_version_messages: true };

/** A first run that sees both accounts, and the simulator of the next, which shows only the first of them. */
async function vanishedSecond(
  catalog: JsonValue = fullTable,
): Promise<{ first: RunResult; left: RunningSimulator; gone: string; page: string }> {
  const both = await simulated({ world: { accounts: [one, two] } });
  const first = await run(both, { catalog, settings: activating });
  expect(first.exitCode).toBe(0);
  const account = both.world.accounts.find(({ username }) => username === "two");
  const left = await simulated({ world: { accounts: [one] } });
  expect(left.world.accounts[0]?.id).toBe(both.world.accounts[0]?.id);
  return { first, left, gone: String(account?.id), page: String(account?.pageId) };
}

function activations({ messages }: RunResult): number {
  return messages.filter(({ type }) => type === "ACTIVATE_VERSION").length;
}

/** The state after a command that prints one. */
async function stateAfter(
  argv: (file: (name: string, content: JsonValue) => string) => readonly string[],
): Promise<JsonValue> {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-state-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: JsonValue) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return name;
  };
  const host = createMemoryHost({ argv: ["state", ...argv(file)], cwd: folder });
  expect(await runTap(createTapInstagram(), host)).toBe(0);
  return JSON.parse(host.out()) as JsonValue;
}

test("an account of streams without a bookmark is missed, by id and name, and no version is activated", async () => {
  const { first, left, gone } = await vanishedSecond();
  expect(activations(first)).toBe(2);
  const second = await run(left, { catalog: fullTable, settings: activating, state: first.finalState() });
  expect(second.exitCode).toBe(4);
  expect(second.log).toContain(`WARNING The token no longer sees account two (${gone})`);
  expect(second.log).toContain(`tap-instagram state forget --account ${gone}`);
  expect(second.log).toContain(
    "WARNING The token does not see 1 account that this run should read: the log says which, and what to do",
  );
  expect(activations(second)).toBe(0);
  expect(second.records("users").map(({ username }) => username)).toEqual(["one"]);
  // It is missed by every run until it is let go.
  const third = await run(left, { catalog: fullTable, settings: activating, state: second.finalState() });
  expect(third.exitCode).toBe(4);
});

test("an account without any figure of a day, and so without a bookmark, is missed too", async () => {
  const catalog = catalogOf({ user_insights: ["reach"] });
  const quiet = await simulated({
    world: { accounts: [one, two] },
    behaviour: { emptyInsights: ["account"] },
  });
  const first = await run(quiet, { catalog });
  const left = await simulated({ world: { accounts: [one] } });
  expect((await run(left, { catalog, state: first.finalState() })).exitCode).toBe(4);
});

test("with partial_failures warn it is told, ends with 0, and activates no version all the same", async () => {
  const { first, left, gone } = await vanishedSecond();
  const settings = { ...activating, partial_failures: "warn" };
  const second = await run(left, { catalog: fullTable, settings, state: first.finalState() });
  expect(second.exitCode).toBe(0);
  expect(second.log).toContain(gone);
  expect(activations(second)).toBe(0);
});

test("an account is let go by its id, username or Page in exclude_accounts, without a further word", async () => {
  const { first, left, gone, page } = await vanishedSecond();
  for (const name of [gone, "@Two", page]) {
    const settings = { exclude_accounts: [name] };
    const second = await run(left, { catalog: fullTable, settings, state: first.finalState() });
    expect([name, second.exitCode]).toEqual([name, 0]);
    expect(second.log).not.toContain("WARNING");
  }
});

test("accounts that the settings or another shard leave out are not missed, and stay in the state", async () => {
  const { first, left, gone } = await vanishedSecond();
  const state = first.finalState();
  const chosen = await run(left, { catalog: fullTable, settings: { accounts: ["one"] }, state });
  expect(chosen.exitCode).toBe(0);
  expect(JSON.stringify(chosen.finalState())).toContain(gone);
  const codes: number[] = [];
  for (const shard of ["1/2", "2/2"])
    codes.push((await run(left, { catalog: fullTable, settings: { shard }, state })).exitCode);
  expect(codes.toSorted()).toEqual([0, 4]);
});

test("state forget lets it go, and state merge and split keep it", async () => {
  const { first, left, gone } = await vanishedSecond();
  const next = async (options: RunOptions) => (await run(left, { catalog: fullTable, ...options })).exitCode;
  const forgotten = await stateAfter((file) => [
    "forget",
    "--account",
    gone,
    file("state.json", first.finalState()),
  ]);
  expect(JSON.stringify(forgotten)).not.toContain(gone);
  expect(await next({ state: forgotten })).toBe(0);
  const merged = await stateAfter((file) => [
    "merge",
    file("forgotten.json", forgotten),
    file("state.json", first.finalState()),
  ]);
  expect(await next({ state: merged })).toBe(4);
});

test("a stored bookmark tells of the account: then nothing else in the state does", async () => {
  const catalog = catalogOf({ media: ["caption"], user_insights: ["reach"] });
  const { first, left } = await vanishedSecond(catalog);
  expect(first.finalState()).not.toHaveProperty("bookmarks.accounts");
  expect((await run(left, { catalog, state: first.finalState() })).exitCode).toBe(4);
});

test("a trial, and a run that sees no account, leave what is known as it is", async () => {
  const { first, left, gone } = await vanishedSecond();
  const state = first.finalState();
  const settings = { access_token: left.tokens.withoutBusiness };
  const none = await run(left, { catalog: fullTable, state, settings });
  expect(none.exitCode).toBe(3);
  expect(none.finalState()).toEqual(state);
  expect(JSON.stringify(state)).toContain(gone);
  const trial = await run(left, { catalog: fullTable, state, args: ["--test"] });
  expect(trial.messages.some(({ type }) => type === "STATE")).toBe(false);
});

test("of very many accounts that are not seen some are named, and the state is written no more often than for few", async () => {
  const simulator = await simulated({ world: { accounts: [{ ...one, posts: 300 }] } });
  const stateOf = (accounts: number) => {
    const partitions = Array.from({ length: accounts }, (_, index) => ({
      context: { business_account_id: String(17_900_000_000_000_000 + index * 2) },
      replication_key: "date",
      replication_key_value: "2026-01-01T08:00:00Z",
    }));
    return { bookmarks: { user_insights: { partitions } } };
  };
  const catalog = catalogOf({ media: ["caption"] });
  const [few, many] = [
    await run(simulator, { catalog, state: stateOf(3), settings: { page_size: 10 } }),
    await run(simulator, { catalog, state: stateOf(5000), settings: { page_size: 10 } }),
  ];
  const linesOf = ({ log }: RunResult) =>
    log.split("\n").filter((line) => line.startsWith("WARNING The token no longer sees"));
  expect(linesOf(few)).toHaveLength(3);
  expect(linesOf(many)).toHaveLength(21);
  expect(linesOf(many).at(-1)).toContain("no longer sees 4980 more accounts");
  const statesOf = ({ messages }: RunResult) => messages.filter(({ type }) => type === "STATE").length;
  expect(statesOf(few)).toBeGreaterThan(10);
  expect(statesOf(many)).toBe(1);
  expect(many.exitCode).toBe(4);
});
