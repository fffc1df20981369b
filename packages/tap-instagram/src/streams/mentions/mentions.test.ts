import { fileURLToPath } from "node:url";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTap, type JsonValue } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { catalogOf, now, run, simulated } from "../../../test/run.ts";
import { createTapInstagram } from "../../tap.ts";

const catalog = catalogOf({ mentioned_media: "all", mentioned_comments: "all" });
const world = {
  accounts: [
    { username: "our.shop", posts: 2, stories: 0, mentions: 3, login: "both" },
    { username: "our.other.shop", posts: 1, stories: 0, mentions: 1 },
  ],
} as const;
const dayMs = 86_400_000;

async function started() {
  const simulator = await simulated({ world });
  const [account, other] = simulator.world.accounts;
  if (!account || !other) throw new Error("The world is empty");
  const spool = mkdtempSync(join(tmpdir(), "mentions-"));
  onTestFinished(() => rmSync(spool, { recursive: true, force: true }));
  /** `tap-instagram webhook`, with a mention of a caption, or of a comment. */
  const told = async (of: { id: string }, media: string, comment?: string, atMs: number = now) => {
    const value = comment === undefined ? { media_id: media } : { media_id: media, comment_id: comment };
    const body = {
      object: "instagram",
      entry: [{ id: of.id, time: atMs / 1000, changes: [{ field: "mentions", value }] }],
    };
    const host = createMemoryHost({
      argv: ["webhook", "--mentions", spool],
      stdin: [new TextEncoder().encode(JSON.stringify(body))],
      now: () => atMs,
    });
    expect(await runTap(createTapInstagram(), host)).toBe(0);
    expect(host.err()).toContain("Mentions kept for a sync: 1.");
  };
  const sync = (state?: JsonValue, more: Partial<Parameters<typeof run>[1]> = {}) =>
    run(simulator, { settings: { webhook_spool: spool }, catalog, state, ...more });
  const waiting = (kind: "media" | "comment", of = account) => {
    try {
      return readdirSync(join(spool, "mentions", of.id, kind));
    } catch {
      return [];
    }
  };
  const [first = "", second = "", third = ""] = account.ids.mentions;
  return { simulator, account, other, told, sync, waiting, spool, first, second, third };
}

describe("mentions", () => {
  test("become records by their ids, of the account that is mentioned, and leave the spool when a state has them", async () => {
    const { simulator, account, other, told, sync, waiting, first } = await started();
    const [comment = ""] = account.ids.mentioningComments;
    await told(account, first);
    await told(account, first, comment);
    await told(other, other.ids.mentions[0] ?? "");
    const { exitCode, records, finalState } = await sync();
    expect(exitCode).toBe(0);
    const asked = simulator
      .requests()
      .entries.filter(({ query }) => query["fields"]?.startsWith("mentioned_"));
    const items = simulator.requests().entries.flatMap(({ items: some = [] }) => some);
    expect(asked.length + items.length).toBe(3);
    expect(records("mentioned_media")).toHaveLength(2);
    expect(records("mentioned_media")).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          business_account_id: account.id,
          id: first,
          told_at: "2026-09-21T19:00:00Z",
          username: "someone.else",
          media_type: expect.any(String),
        }),
        expect.objectContaining({ business_account_id: other.id, id: other.ids.mentions[0] }),
      ]),
    );
    expect(records("mentioned_comments")).toEqual([
      expect.objectContaining({ id: comment, media_id: first, text: expect.stringContaining("@our.shop") }),
    ]);
    // The state may never reach a target: until it comes back, the ids stay.
    expect(waiting("media")).toHaveLength(1);
    expect((await sync()).records("mentioned_media")).toHaveLength(2);
    const next = await sync(finalState());
    expect(next.records("mentioned_media")).toEqual([]);
    expect([waiting("media"), waiting("comment"), waiting("media", other)]).toEqual([[], [], []]);
    expect(JSON.stringify(next.finalState())).not.toContain(first);
  });

  test("that come while others wait for their state are read, and told twice they are read twice", async () => {
    const { account, told, sync, first, second } = await started();
    await told(account, first);
    const state = (await sync()).finalState();
    await told(account, second);
    const next = await sync(state);
    expect(next.records("mentioned_media").map(({ id }) => id)).toEqual([second]);
    await told(account, first);
    expect((await sync(next.finalState())).records("mentioned_media").map(({ id }) => id)).toEqual([first]);
  });

  test("that cannot be read for now stay, and are read by the next sync", async () => {
    const { simulator, account, told, sync, waiting, first, second } = await started();
    await told(account, first);
    await told(account, second);
    simulator.faults.add({
      match: { query: { fields: "mentioned_media" }, target: "item" },
      answer: { code: 2, status: 503 },
    });
    const failed = await sync();
    expect(failed.exitCode).toBe(4);
    simulator.faults.clear();
    const next = await sync(failed.finalState());
    expect(next.exitCode).toBe(0);
    expect(next.records("mentioned_media")).toHaveLength(2);
    expect(waiting("media")).toHaveLength(2);
  });

  test("without the permission stay, too, and the log names it once", async () => {
    const { simulator, account, told, sync, waiting, first } = await started();
    await told(account, first);
    simulator.change({ revokePermission: "instagram_manage_comments" });
    const { exitCode, log } = await sync();
    expect(exitCode).toBe(3);
    const named = log.split("\n").filter((line) => line.startsWith("WARNING Grant the token"));
    expect(named).toEqual([
      expect.stringContaining("instagram_manage_comments: the API refuses mentioned_media"),
    ]);
    await sync();
    expect(waiting("media")).toHaveLength(1);
  });

  test("of what was deleted are unavailable, are asked for a week, and then let go", async () => {
    const { simulator, account, told, sync, waiting, first, second } = await started();
    await told(account, first);
    await told(account, second);
    simulator.change({ deleteMedia: second });
    const all = catalogOf({ mentioned_media: "all", sync_events: "all" });
    const one = await sync(undefined, { catalog: all });
    expect(one.exitCode).toBe(0);
    expect(one.records("mentioned_media")).toHaveLength(1);
    expect(one.records("sync_events")).toEqual([
      expect.objectContaining({ thing: "post", object_id: second, reason: "deleted-meanwhile" }),
    ]);
    const two = await sync(one.finalState());
    expect(waiting("media")).toEqual([`${second}.json`]);
    const later = { now: () => now + 8 * dayMs };
    const three = await sync(two.finalState(), later);
    expect(three.log).toContain("1 deleted or hidden meanwhile");
    await sync(three.finalState(), later);
    expect(waiting("media")).toEqual([]);
  });

  test("of which none is there are an outage, and stay", async () => {
    const { simulator, account, told, sync, waiting } = await started();
    for (const id of account.ids.mentions) await told(account, id);
    const match = { query: { fields: "mentioned_media" }, target: "item" } as const;
    simulator.faults.add({ match, answer: { code: 100, subcode: 33 } });
    const { exitCode, log } = await sync();
    expect(exitCode).toBe(4);
    expect(log).toContain(
      "mentioned_media: 3 expected, 0 delivered, 3 missing (3 not visible to this token)",
    );
    expect(waiting("media")).toHaveLength(3);
  });

  test("that the API does not serve are missing, and stay for as long as that is so", async () => {
    const { simulator, account, told, sync, waiting, first } = await started();
    await told(account, first);
    const message = "(#100) Tried accessing nonexisting field (mentioned_media)";
    simulator.faults.add({ match: { query: { fields: "mentioned_media" } }, answer: { code: 100, message } });
    const later = { now: () => now + 30 * dayMs };
    const failed = await sync(undefined, later);
    expect(failed.exitCode).toBe(4);
    await sync(failed.finalState(), later);
    expect(waiting("media")).toHaveLength(1);
  });

  test("stay in a trial and in a dry run, which counts a call each", async () => {
    const { account, told, sync, waiting, first, second } = await started();
    await told(account, first);
    const state = (await sync()).finalState();
    await told(account, second);
    expect((await sync(state, { args: ["--test"] })).records("mentioned_media")).toHaveLength(1);
    const plan = await sync(state, { args: ["--dry-run", "--format", "json"] });
    expect(JSON.parse(plan.out).streams).toContainEqual({ stream: "mentioned_media", calls: 1 });
    expect(waiting("media")).toHaveLength(2);
  });

  test("wait with Instagram Login, and the stream without a spool says what it lacks", async () => {
    const { simulator, account, told, sync, waiting, first } = await started();
    await told(account, first);
    const instagram = { access_token: simulator.tokens.instagram, api_url: simulator.instagramUrl };
    const { log } = await run(simulator, { settings: instagram, catalog });
    expect(log).toContain("The stream mentioned_media stays empty. Use Facebook Login");
    const without = await run(simulator, { catalog });
    expect(without.exitCode).toBe(0);
    expect(without.log).toContain("mentioned_media stays empty: the setting webhook_spool");
    expect(waiting("media")).toHaveLength(1);
    expect((await sync()).records("mentioned_media")).toHaveLength(1);
  });

  test("of a spool that is no folder are told before anything is asked", async () => {
    const { simulator } = await started();
    const { exitCode, log } = await run(simulator, {
      settings: { webhook_spool: fileURLToPath(import.meta.url) },
      catalog,
    });
    expect(exitCode).toBe(1);
    expect(log).toMatch(/Cannot read mentions: webhook_spool: found .* \(ENOTDIR\), wanted the folder/);
    expect(simulator.requests().httpRequests).toBe(0);
  });
});
