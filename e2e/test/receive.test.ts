import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { built } from "./commands.ts";
import { runNode, temporaryFolder } from "./processes.ts";
import { messagesOf, recordsOf } from "./singer-lines.ts";
import { appSecret, sendWebhook, startReceiver } from "./webhook-receiver.ts";

function entryOf(story: string): object {
  const value = { media_id: story, reach: 80, replies: 1, taps_forward: 50, taps_back: 3, exits: 9 };
  return { id: "17841400000000001", time: 1_767_400_000, changes: [{ field: "story_insights", value }] };
}

/** Whether the server said that it has taken the webhook. */
async function isTaken(url: string, story: string, signal = AbortSignal.timeout(30_000)): Promise<boolean> {
  return sendWebhook(url, entryOf(story), signal).then(
    (status) => status === 200,
    // It was killed.
    () => false,
  );
}

test("receive loses no webhook that it answered with 200, however often it is killed, and delivers each once", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "config.json"), JSON.stringify({ app_secret: appSecret }));
  const stories = Array.from({ length: 200 }, (_, index) => `1800000000000${String(index).padStart(4, "0")}`);
  const answered = new Set<string>();
  for (const enough of [1, 10, 40, 90]) {
    const { url, stop } = await startReceiver(folder);
    const killed = new AbortController();
    let count = 0;
    const sent = stories.map(async (story) => {
      if (await isTaken(url, story, killed.signal)) answered.add(story);
      count += 1;
      if (count !== enough) return;
      await stop("SIGKILL");
      killed.abort();
    });
    await Promise.all(sent);
    const waiting = join(folder, "spool/waiting");
    const stored = readdirSync(waiting).map((name) => readFileSync(join(waiting, name), "utf8"));
    // A file that is there is whole.
    const ids = new Set(stored.map((text) => JSON.parse(text).entry[0].changes[0].value.media_id));
    expect([...answered].filter((story) => !ids.has(story))).toEqual([]);
  }
  // The API sends again what was not answered, and some of the rest.
  const { url, stop } = await startReceiver(folder);
  expect(await Promise.all(stories.map((story) => isTaken(url, story)))).not.toContain(false);
  await stop("SIGTERM");
  const { code, stdout } = await runNode([built.tap, "webhook", "--spool", "spool"], { cwd: folder });
  expect(code).toBe(0);
  const ids = recordsOf(messagesOf(stdout)).map(({ record }) => record["id"]);
  expect(ids.toSorted()).toEqual(stories);
  expect(readdirSync(join(folder, "spool/parts"))).toEqual([]);
});
