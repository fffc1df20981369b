import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTap, type JsonValue } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { shardNumberOf } from "../settings/shard.ts";
import { createTapInstagram } from "../tap.ts";

const ids = Array.from({ length: 9 }, (_, index) => `1784140000000000${index}`);

function partition(id: string, value: string) {
  return {
    context: { business_account_id: id },
    replication_key: "date",
    replication_key_value: value,
  };
}

const state = {
  bookmarks: {
    users: {},
    media: { replication_key: "timestamp", replication_key_value: "2026-09-01T00:00:00Z" },
    user_insights: { partitions: ids.map((id, index) => partition(id, `2026-09-0${index + 1}T07:00:00Z`)) },
  },
};

function folderWith(files: { [name: string]: JsonValue | string }): string {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-state-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}

async function command(folder: string, ...argv: string[]) {
  const host = createMemoryHost({ argv: ["state", ...argv], cwd: folder });
  const exitCode = await runTap(createTapInstagram(), host);
  return { exitCode, out: host.out(), log: host.err() };
}

function read(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), "utf8"));
}

describe("state split and state merge", () => {
  test.each([
    ["shards", ["--shards", "4"]],
    ["accounts", ["--by", "account"]],
  ])("by %s are the state again", async (_what, flags) => {
    const folder = folderWith({ "state.json": state });
    const split = await command(folder, "split", ...flags, "state.json");
    expect(split).toMatchObject({ exitCode: 0, log: "" });
    const names = split.out.trim().split("\n");
    expect(readdirSync(folder).toSorted()).toEqual(["state.json", ...names].toSorted());
    const merged = await command(folder, "merge", ...names);
    expect(merged.exitCode).toBe(0);
    expect(JSON.parse(merged.out)).toEqual(state);
  });
});

describe("state forget", () => {
  test("prints the state without the account", async () => {
    const folder = folderWith({ "state.json": state });
    const [gone = "", ...others] = ids;
    const { exitCode, out } = await command(folder, "forget", "--account", gone, "state.json");
    expect(exitCode).toBe(0);
    const kept = state.bookmarks.user_insights.partitions.slice(1);
    expect(kept).toHaveLength(others.length);
    expect(JSON.parse(out)).toEqual({
      bookmarks: { ...state.bookmarks, user_insights: { partitions: kept } },
    });
  });

  test("of the last account leaves what belongs to no account", async () => {
    const only = partition("17841400000000001", "2026-09-01T07:00:00Z");
    const folder = folderWith({
      "state.json": { bookmarks: { ...state.bookmarks, user_insights: { partitions: [only] } } },
    });
    const { out } = await command(folder, "forget", "--account", "17841400000000001", "state.json");
    expect(JSON.parse(out)).toEqual({ bookmarks: { ...state.bookmarks, user_insights: { partitions: [] } } });
  });

  test("says when the state has no such account, and prints nothing", async () => {
    const folder = folderWith({ "state.json": state });
    const { exitCode, out, log } = await command(folder, "forget", "--account", "1", "state.json");
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
    expect(log).toContain("has no account 1");
  });

  test("asks for the account", async () => {
    const folder = folderWith({ "state.json": state });
    const { exitCode, log } = await command(folder, "forget", "state.json");
    expect(exitCode).toBe(2);
    expect(log).toContain("needs --account");
  });
});

describe("state split", () => {
  test("puts each account where the setting shard reads it, and writes empty shards too", async () => {
    const folder = folderWith({ "state.json": state });
    const { out } = await command(folder, "split", "--shards", "20", "--output", "parts", "state.json");
    const names = Array.from({ length: 20 }, (_, index) => join("parts", `state.${index + 1}-of-20.json`));
    expect(out.trim().split("\n")).toEqual(names);
    for (const [index, name] of names.entries()) {
      const mine = state.bookmarks.user_insights.partitions.filter(
        ({ context }) => shardNumberOf(context.business_account_id, 20) === index + 1,
      );
      expect(read(folder, name)).toEqual({
        bookmarks: { ...state.bookmarks, user_insights: { partitions: mine } },
      });
    }
  });

  test("writes a file per account", async () => {
    const folder = folderWith({ "state.json": state });
    await command(folder, "split", "--by", "account", "state.json");
    expect(read(folder, `state.${ids[2]}.json`)).toMatchObject({
      bookmarks: { user_insights: { partitions: [partition(String(ids[2]), "2026-09-03T07:00:00Z")] } },
    });
  });

  test("replaces no file unless told to", async () => {
    const folder = folderWith({ "state.json": state, "state.2-of-2.json": "newer" });
    const refused = await command(folder, "split", "--shards", "2", "state.json");
    expect(refused.exitCode).toBe(1);
    expect(refused.log).toContain("state.2-of-2.json: is there already");
    expect(readdirSync(folder)).not.toContain("state.1-of-2.json");
    expect((await command(folder, "split", "--shards", "2", "--force", "state.json")).exitCode).toBe(0);
    expect(read(folder, "state.2-of-2.json")).toHaveProperty("bookmarks");
  });

  test("never writes outside its folder, whatever stands in a state", async () => {
    const odd = { bookmarks: { a: { partitions: [partition("../../evil", "2026-09-01")] } } };
    const folder = folderWith({ "state.json": odd });
    const { out } = await command(folder, "split", "--by", "account", "state.json");
    expect(out).toBe("state.other.json\n");
  });
});

describe("state merge", () => {
  test("keeps every account, and the latest bookmark of those in several", async () => {
    const of = (...partitions: JsonValue[]) => ({ bookmarks: { user_insights: { partitions } } });
    const folder = folderWith({
      "a.json": of(partition("1", "2026-09-01T07:00:00Z"), partition("2", "2026-09-09T07:00:00Z")),
      "b.json": of(partition("2", "2026-09-05T07:00:00Z"), partition("3", "2026-09-02T07:00:00Z")),
      "empty.json": "",
    });
    const { out } = await command(folder, "merge", "a.json", "b.json", "empty.json");
    expect(JSON.parse(out)).toEqual(
      of(
        partition("1", "2026-09-01T07:00:00Z"),
        partition("2", "2026-09-09T07:00:00Z"),
        partition("3", "2026-09-02T07:00:00Z"),
      ),
    );
  });

  test("reads STATE lines and the states of other connectors", async () => {
    const folder = folderWith({
      "line.json": { type: "STATE", value: { bookmarks: { users: {} } } },
      "airbyte.json": { user_insights: { "17841400000000001": { date: "2026-09-01T07:00:00Z" } } },
    });
    const { exitCode, out } = await command(folder, "merge", "line.json", "airbyte.json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toEqual({
      bookmarks: {
        users: {},
        user_insights: { partitions: [partition("17841400000000001", "2026-09-01T07:00:00Z")] },
      },
    });
  });
});

describe("what cannot be used", () => {
  test("is told with its place, all of it at once, and exit code 1", async () => {
    const folder = folderWith({ "broken.json": '{"bookmarks": ', "list.json": [1], "good.json": state });
    const { exitCode, out, log } = await command(
      folder,
      "merge",
      "good.json",
      "broken.json",
      "list.json",
      "none.json",
    );
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: "" });
    expect(log).toMatch(/broken\.json: .*1:/);
    expect(log).toContain("list.json: found [1], wanted");
    expect(log).toContain("none.json: there is no such file");
  });

  test.each([
    [[], /needs another word: forget or merge or split/],
    [["mrege"], /no command state "mrege"; did you mean state merge\?/],
    [["merge"], /at least 1 FILE, but got 0/],
    [["merge", "--fast", "a.json"], /no flag --fast/],
    [["split", "state.json"], /either --shards or --by account/],
    [["split", "--shards", "2", "--by", "account", "state.json"], /either --shards or --by account/],
    [["split", "--shards", "2"], /takes 1 FILE, but got 0/],
    [["split", "--shards", "none", "state.json"], /whole number from 1 to 9999, not none/],
    [["split", "--by", "stream", "state.json"], /--by takes account, not stream/],
  ])("of a command line, %j, has exit code 2", async (argv, words) => {
    const folder = folderWith({ "state.json": state });
    const { exitCode, out, log } = await command(folder, ...argv);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(log).toMatch(words);
    expect(readdirSync(folder)).toEqual(["state.json"]);
  });

  test.each([["--help"], ["merge", "--help"], ["split", "-h"]])(
    "%s %s tells how it goes",
    async (...argv) => {
      const { exitCode, out } = await command("/", ...argv.filter((word) => word !== undefined));
      expect(exitCode).toBe(0);
      expect(out).toMatch(/^tap-instagram state /);
    },
  );
});
