import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "./processes.ts";
import { simulatorHere } from "./simulator-here.ts";
import { finalState, messagesOf, recordsOf } from "./singer-lines.ts";
import { tapHere } from "./tap-here.ts";
import { appSecret, sendWebhook, startReceiver } from "./webhook-receiver.ts";

const idsOf = (stdout: string, stream: string): unknown[] =>
  recordsOf(messagesOf(stdout), stream).map(({ record }) => record["id"]);

test("mentions and comments that webhooks tell of become records, and a lookup that fails loses none", async () => {
  const folder = temporaryFolder();
  const file = (name: string, content: unknown) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(content));
    return path;
  };
  const world = { accounts: [{ username: "our.shop", posts: 2, stories: 0, mentions: 2 }] };
  const simulator = await simulatorHere({ world });
  const truth = await simulator.admin<{
    accounts: { id: string; ids: { mentions: string[]; mentioningComments: string[] } }[];
  }>("world");
  const [account] = truth.accounts;
  if (!account) throw new Error("The world is empty");
  const [media = ""] = account.ids.mentions;
  const [comment = ""] = account.ids.mentioningComments;

  const spool = join(folder, "spool");
  file("config.json", { app_secret: appSecret });
  const { url, stop } = await startReceiver(folder);
  const tell = async (field: string, value: object) => {
    const entry = { id: account.id, time: Math.floor(Date.now() / 1000), changes: [{ field, value }] };
    expect(await sendWebhook(url, entry)).toBe(200);
  };
  await tell("mentions", { media_id: media });
  await tell("mentions", { media_id: media, comment_id: comment });
  await tell("comments", { id: "17850000000000001", text: "Hello", media: { id: "18000000000000009" } });
  await stop("SIGTERM");

  const delivered = await tapHere(["webhook", "--spool", spool]);
  expect(delivered.code).toBe(0);
  expect(idsOf(delivered.stdout, "comments")).toEqual(["17850000000000001"]);
  expect(readdirSync(join(spool, "waiting"))).toEqual([]);

  const catalog = file("catalog.json", {
    streams: ["mentioned_media", "mentioned_comments"].map((stream) => ({
      tap_stream_id: stream,
      stream,
      schema: {},
      metadata: [{ breadcrumb: [], metadata: { selected: true } }],
    })),
  });
  const config = file("config.json", { webhook_spool: spool });
  const sync = (state: unknown = {}) =>
    tapHere(
      ["--config", config, "--config", "ENV", "--catalog", catalog, "--state", file("state.json", state)],
      { ...simulator.tapEnv, TAP_INSTAGRAM_MAX_RETRIES: "0" },
    );
  const waiting = join(spool, "mentions", account.id, "media", `${media}.json`);

  // The lookup fails: the id stays.
  const fault = {
    match: { query: { fields: "mentioned_media" }, target: "item" },
    answer: { code: 2, status: 503 },
  };
  await simulator.admin("faults", { method: "POST", body: JSON.stringify(fault) });
  const failed = await sync();
  expect(failed.code).toBe(4);
  expect(idsOf(failed.stdout, "mentioned_comments")).toEqual([comment]);
  await simulator.admin("faults", { method: "DELETE" });
  const second = await sync(finalState(messagesOf(failed.stdout)));
  expect(second.code).toBe(0);
  expect(idsOf(second.stdout, "mentioned_media")).toEqual([media]);
  expect(idsOf(second.stdout, "mentioned_comments")).toEqual([]);

  // The state of that sync is lost with its target: the next one delivers the record again.
  expect(existsSync(waiting)).toBe(true);
  const again = await sync(finalState(messagesOf(failed.stdout)));
  expect(idsOf(again.stdout, "mentioned_media")).toEqual([media]);
  const last = await sync(finalState(messagesOf(again.stdout)));
  expect(idsOf(last.stdout, "mentioned_media")).toEqual([]);
  expect(existsSync(waiting)).toBe(false);
});
