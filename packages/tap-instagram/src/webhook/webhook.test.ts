import { createHmac } from "node:crypto";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTap, type JsonObject } from "@tap-instagram/singer";
import { createMemoryHost, type MemoryHost, type MemoryHostOptions } from "@tap-instagram/singer/testing";
import { expect, onTestFinished, test } from "vitest";
import { createTapInstagram } from "../tap.ts";

const secret = "0123456789abcdef";

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "webhook-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function body(story: string, figures: JsonObject = {}, field = "story_insights"): string {
  const value = {
    media_id: story,
    impressions: 90,
    reach: 80,
    taps_forward: 50,
    taps_back: 3,
    exits: 9,
    replies: 1,
    ...figures,
  };
  const entry = [{ id: "17841400000000001", time: 1_767_400_000, changes: [{ field, value }] }];
  return JSON.stringify({ object: "instagram", entry });
}

async function webhook(options: MemoryHostOptions) {
  const host = createMemoryHost(options);
  const exitCode = await runTap(createTapInstagram(), host);
  const lines = host.out().split("\n").slice(0, -1);
  return { exitCode, messages: lines.map((line) => JSON.parse(line)), log: host.err() };
}

const fromStdin = (text: string) => webhook({ argv: ["webhook"], stdin: [new TextEncoder().encode(text)] });

test("a webhook becomes a record with today's column names, and the last line is STATE", async () => {
  const { exitCode, messages } = await fromStdin(`${body("18000000000000009")}\n`);
  expect(exitCode).toBe(0);
  expect(messages.map(({ type }) => type)).toEqual(["SCHEMA", "RECORD", "STATE"]);
  expect(messages[1]).toEqual({
    type: "RECORD",
    stream: "story_insights",
    record: {
      business_account_id: "17841400000000001",
      id: "18000000000000009",
      media_product_type: "STORY",
      reach: 80,
      replies: 1,
      navigation_tap_forward: 50,
      navigation_tap_back: 3,
      navigation_tap_exit: 9,
    },
    time_extracted: "2026-01-03T00:26:40.000Z",
  });
  const { schema, key_properties: keys } = messages[0];
  expect(keys).toEqual(["id"]);
  expect(Object.keys(schema.properties).toSorted()).toEqual(Object.keys(messages[1].record).toSorted());
});

test("broken lines are told with their number and skipped, other fields are counted, ids keep every digit", async () => {
  const lines = [
    "{not json",
    "[1]",
    body("1", { media_id: null }),
    body("2", {}, "messages"),
    "",
    body("18000000000000009").replace('"18000000000000009"', "18000000000000009"),
  ];
  const { exitCode, messages, log } = await fromStdin(lines.join("\n"));
  expect(exitCode).toBe(0);
  expect(messages.filter(({ type }) => type === "RECORD").map(({ record }) => record.id)).toEqual([
    "18000000000000009",
  ]);
  for (const line of ["Line 1", "Line 2", "Line 3"]) expect(log).toContain(`${line} is skipped: `);
  expect(log).toContain("Line 2 is skipped: entry is not there");
  expect(log).toContain(
    "Records of story_insights: 1, of comments: 0. Mentions kept for a sync: 0. Left out: 1 of other fields, 3 that cannot be used",
  );
});

test("a comment becomes a record of comments, with a schema of its own columns", async () => {
  const value = {
    id: "17850000000000001",
    text: "Love this!",
    from: { id: "9", username: "anna.k" },
    media: { id: "18000000000000009", media_product_type: "FEED" },
    parent_id: "17850000000000000",
  };
  const entry = [{ id: "17841400000000001", time: 1_767_400_000, changes: [{ field: "comments", value }] }];
  const { exitCode, messages } = await fromStdin(`${JSON.stringify({ entry })}\n`.repeat(2));
  expect(exitCode).toBe(0);
  expect(messages.map(({ type, stream }) => [type, stream])).toEqual([
    ["SCHEMA", "story_insights"],
    ["SCHEMA", "comments"],
    ["RECORD", "comments"],
    ["RECORD", "comments"],
    ["STATE", undefined],
  ]);
  expect(messages[2]).toMatchObject({
    record: {
      business_account_id: "17841400000000001",
      id: "17850000000000001",
      media_id: "18000000000000009",
      parent_id: "17850000000000000",
      text: "Love this!",
      username: "anna.k",
    },
    time_extracted: "2026-01-03T00:26:40.000Z",
  });
  const { schema } = messages[1];
  expect(Object.keys(schema.properties).toSorted()).toEqual(Object.keys(messages[2].record).toSorted());
});

test("records of webhooks go through the maps of the settings, as in a sync", async () => {
  const maps = {
    comments: { username: "hmac_sha256(username)", text: null, from: null, __alias__: "remarks" },
    story_insights: { region: "'eu'", reach: null },
    report_weekly: null,
  };
  const config = join(folder(), "config.json");
  const key = "a key of at least 16 characters";
  const custom_reports = [{ name: "weekly", metrics: ["reach"], period: "day" }];
  writeFileSync(config, JSON.stringify({ stream_maps: maps, stream_maps_hash_key: key, custom_reports }));
  const value = {
    id: "17850000000000001",
    text: "Call me, Anna",
    from: { id: "9", username: "anna.k" },
    media: { id: "18000000000000009" },
  };
  const entry = [{ id: "17841400000000001", time: 1_767_400_000, changes: [{ field: "comments", value }] }];
  const lines = [JSON.stringify({ entry }), body("18000000000000009")].join("\n");
  const stdin = [new TextEncoder().encode(lines)];
  const { exitCode, messages, log } = await webhook({ argv: ["webhook", "--config", config], stdin });
  expect(exitCode).toBe(0);
  const records = messages.filter(({ type }) => type === "RECORD");
  expect(records.map(({ stream }) => stream)).toEqual(["remarks", "story_insights"]);
  expect(records[0].record).toMatchObject({
    id: "17850000000000001",
    username: createHmac("sha256", key).update("anna.k").digest("hex"),
  });
  expect(records[1].record).toMatchObject({ id: "18000000000000009", region: "eu" });
  for (const { record, stream } of records) {
    const { schema } = messages.find((message) => message.type === "SCHEMA" && message.stream === stream);
    expect(Object.keys(record).toSorted()).toEqual(Object.keys(schema.properties).toSorted());
  }
  expect(JSON.stringify(messages) + log).not.toMatch(/anna|a key of/i);
});

test("webhook refuses maps that it cannot follow, and writes nothing", async () => {
  const config = join(folder(), "config.json");
  const refused = async (settings: JsonObject) => {
    writeFileSync(config, JSON.stringify(settings));
    const host = createMemoryHost({ argv: ["webhook", "--config", config] });
    expect(await runTap(createTapInstagram(), host)).toBe(1);
    expect(host.out()).toBe("");
    return host.err();
  };
  expect(await refused({ stream_maps: { comment: null } })).toContain('did you mean "comments"?');
  expect(await refused({ stream_maps: { comments: { username: "hmac_sha256(self)" } } })).toContain(
    "stream_maps_hash_key: not set",
  );
});

test("what a webhook about a comment does not say is not in its record: it would blank what a sync has read", async () => {
  const entry = [
    { id: "17841400000000001", changes: [{ field: "comments", value: { id: "178", text: "Hi" } }] },
  ];
  const { messages } = await fromStdin(JSON.stringify({ entry }));
  expect(messages[2].record).toEqual({
    business_account_id: "17841400000000001",
    id: "178",
    parent_id: null,
    text: "Hi",
  });
});

test("mentions without a spool are not kept, which is told", async () => {
  const { exitCode, log } = await fromStdin(body("1", {}, "mentions"));
  expect(exitCode).toBe(0);
  expect(log).toContain("1 mention is not kept, because no spool is named. Give --mentions");
});

test("a mention with an id that is none is skipped: no path is made of it", async () => {
  const spool = folder();
  const text = body("1", { media_id: "../../1" }, "mentions");
  const options = { argv: ["webhook", "--mentions", spool], stdin: [new TextEncoder().encode(text)] };
  expect((await webhook(options)).log).toContain(
    'Line 1 is skipped: value.media_id: found "../../1", wanted an id in digits',
  );
  expect(readdirSync(spool)).toEqual([]);
});

test("a line that is not UTF-8 is skipped, and a figure that the API does not tell is null", async () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 10]), Buffer.from(body("7", { replies: -1 }))]);
  const { messages, log } = await webhook({ argv: ["webhook"], stdin: [bytes] });
  expect(log).toContain("Line 1 is skipped");
  expect(messages[1].record).toMatchObject({ id: "7", replies: null });
});

test("a state is handed on as it is", async () => {
  const state = join(folder(), "state.json");
  writeFileSync(state, JSON.stringify({ bookmarks: { media: {} } }));
  const { messages } = await webhook({ argv: ["webhook", "--state", state] });
  expect(messages.at(-1)).toEqual({ type: "STATE", value: { bookmarks: { media: {} } } });
});

/** Starts `receive`, and gives its address once it listens. */
async function receiving(
  spool: string,
  {
    args = [],
    now = () => Date.now(),
  }: { args?: readonly string[] | undefined; now?: (() => number) | undefined } = {},
) {
  const config = join(folder(), "config.json");
  writeFileSync(config, JSON.stringify({ app_secret: secret, webhook_verify_token: "open" }));
  const host: MemoryHost = createMemoryHost({
    argv: ["receive", "--config", config, "--spool", spool, "--port", "0", ...args],
    now,
  });
  const ended = runTap(createTapInstagram(), host);
  let url: string | undefined;
  while (url === undefined) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    url = /http:\S+\/webhook/.exec(host.err())?.[0];
  }
  const stop = async () => {
    host.send("SIGTERM");
    return ended;
  };
  onTestFinished(async () => void (await stop()));
  return { url, host, stop };
}

function post(url: string, text: string, key = secret): Promise<Response> {
  const signature = `sha256=${createHmac("sha256", key).update(text).digest("hex")}`;
  return fetch(url, { method: "POST", body: text, headers: { "x-hub-signature-256": signature } });
}

test("receive stores what is signed once, also after a restart, and webhook delivers it", async () => {
  const spool = join(folder(), "spool");
  const first = await receiving(spool);
  expect((await post(first.url, body("1"))).status).toBe(200);
  expect((await post(first.url, body("1"))).status).toBe(200);
  expect(readdirSync(join(spool, "waiting"))).toHaveLength(1);
  expect(await first.stop()).toBe(0);
  const second = await receiving(spool);
  expect((await post(second.url, body("1"))).status).toBe(200);
  expect((await post(second.url, body("2"))).status).toBe(200);
  const { messages } = await webhook({ argv: ["webhook", "--spool", spool] });
  const ids = messages.flatMap(({ type, record }) => (type === "RECORD" ? [record.id] : []));
  expect(ids.toSorted()).toEqual(["1", "2"]);
  expect(readdirSync(join(spool, "waiting"))).toEqual([]);
  // Sent again after it was drained.
  expect((await post(second.url, body("1"))).status).toBe(200);
  expect(readdirSync(join(spool, "waiting"))).toEqual([]);
});

test("a file in the place of a spool is told", async () => {
  const path = join(folder(), "file");
  writeFileSync(path, "");
  const { exitCode, log } = await webhook({ argv: ["webhook", "--spool", path] });
  expect(exitCode).toBe(1);
  expect(log).toContain(`--spool: found no folder "waiting" in ${path}`);
});

test("a folder that is no spool is told, and nothing is made in it", async () => {
  const path = folder();
  const { exitCode, log } = await webhook({ argv: ["webhook", "--spool", path] });
  expect(exitCode).toBe(1);
  expect(log).toContain(`--spool: found no folder "waiting" in ${path}`);
  expect(readdirSync(path)).toEqual([]);
});

test.runIf(process.platform === "linux")("a spool where no folder can be made is told", async () => {
  const config = join(folder(), "config.json");
  writeFileSync(config, JSON.stringify({ app_secret: secret, webhook_verify_token: "open" }));
  const argv = ["receive", "--config", config, "--port", "0", "--spool", "/proc/tap-instagram/spool"];
  const { exitCode, log } = await webhook({ argv });
  expect(exitCode).toBe(1);
  expect(log).toMatch(/CRITICAL Cannot use the spool \/proc\/tap-instagram\/spool: /);
});

test("receive stops though a request that began never ends", async () => {
  const { url, stop } = await receiving(join(folder(), "spool"));
  const slow = connect(Number(new URL(url).port), "127.0.0.1");
  onTestFinished(() => void slow.destroy());
  slow.on("error", () => undefined);
  slow.write(
    "POST /webhook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n",
  );
  // The server has begun with it.
  await once(slow, "data");
  expect(await stop()).toBe(0);
});

test("receive answers 503 while too much waits, says so once, and takes webhooks again when they are drained", async () => {
  const spool = join(folder(), "spool");
  let now = Date.now();
  const { url, host } = await receiving(spool, { args: ["--spool-megabytes", "1"], now: () => now });
  const large = (story: string) => body(story, { note: "x".repeat(400_000) });
  const statuses = [];
  for (const story of ["1", "2", "3", "4"]) statuses.push((await post(url, large(story))).status);
  expect(statuses).toEqual([200, 200, 503, 503]);
  expect(readdirSync(join(spool, "waiting"))).toHaveLength(2);
  expect(readdirSync(join(spool, "parts"))).toEqual([]);
  // What is there already needs no room.
  expect((await post(url, large("1"))).status).toBe(200);
  expect(host.err().match(/ERROR Webhooks are refused with 503: 1 MB of webhooks wait in /g)).toHaveLength(1);
  await webhook({ argv: ["webhook", "--spool", spool] });
  now += 10_000;
  expect((await post(url, large("3"))).status).toBe(200);
  expect(host.err()).toContain("The spool takes webhooks again. 2 were refused meanwhile");
});

test("receive knows what the API sends once more for 36 hours, also after restarts, and forgets it days later", async () => {
  const spool = join(folder(), "spool");
  const begin = Date.now();
  const hours = (count: number) => ({ now: () => begin + count * 60 * 60_000 });
  const first = await receiving(spool, hours(0));
  expect((await post(first.url, body("1"))).status).toBe(200);
  await first.stop();
  await webhook({ argv: ["webhook", "--spool", spool] });
  for (const count of [1, 12, 24, 36]) {
    const again = await receiving(spool, hours(count));
    expect((await post(again.url, body("1"))).status).toBe(200);
    expect(again.host.err()).toContain("A webhook that is stored already came again");
    await again.stop();
    expect(readdirSync(join(spool, "waiting"))).toEqual([]);
  }
  const late = await receiving(spool, hours(73));
  expect(readdirSync(join(spool, "drained"))).toEqual([]);
  await late.stop();
});

test("receive refuses what is not signed with the app's secret, too large, or no webhook, and stores none of it", async () => {
  const spool = join(folder(), "spool");
  const { url, host } = await receiving(spool);
  expect((await post(url, body("1"), "another")).status).toBe(401);
  expect((await fetch(url, { method: "POST", body: body("1") })).status).toBe(401);
  expect((await post(url, "x")).status).toBe(400);
  const large = await post(url, "x".repeat(3 * 2 ** 20)).catch(() => undefined);
  expect([413, undefined]).toContain(large?.status);
  expect((await fetch(new URL("/other", url))).status).toBe(404);
  expect(await statusOf(url, "//")).toBe(404);
  expect((await fetch(url, { method: "PUT" })).status).toBe(405);
  expect(readdirSync(join(spool, "waiting"))).toEqual([]);
  expect(host.err()).not.toContain(secret);
});

/** `fetch` does not send addresses that are none. */
async function statusOf(url: string, path: string): Promise<number | undefined> {
  const asked = request(url, { path }).end();
  const [response]: [IncomingMessage] = await once(asked, "response").then(([first]) => [first]);
  response.resume();
  return response.statusCode;
}

test("receive confirms a subscription that knows the verify token", async () => {
  const { url } = await receiving(join(folder(), "spool"));
  const ask = (token: string) =>
    fetch(`${url}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`);
  expect(await (await ask("open")).text()).toBe("1158201444");
  expect((await ask("wrong")).status).toBe(403);
});

test("receive does not start without the app's secret", async () => {
  const config = join(folder(), "config.json");
  writeFileSync(config, "{}");
  const host = createMemoryHost({ argv: ["receive", "--config", config] });
  expect(await runTap(createTapInstagram(), host)).toBe(1);
  expect(host.err()).toContain("app_secret: not set");
});
