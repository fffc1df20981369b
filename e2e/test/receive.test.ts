import { createHmac } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { built } from "./commands.ts";
import { runNode, start, temporaryFolder } from "./processes.ts";

const secret = "0123456789abcdef";

/** Starts `receive` as a process, and waits until it listens. */
async function receiving(folder: string) {
  const args = [built.tap, "receive", "--config", "config.json", "--spool", "spool", "--port", "0"];
  const { child } = start(process.execPath, args, { cwd: folder });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  if (child.stderr === null) throw new Error("receive has no stderr");
  const lines = createInterface(child.stderr);
  for await (const line of lines) {
    const url = /http:\S+\/webhook/.exec(line)?.[0];
    if (url === undefined) continue;
    child.stderr.on("data", () => undefined);
    return {
      url,
      stop: (signal: NodeJS.Signals) => {
        child.kill(signal);
        return ended;
      },
    };
  }
  throw new Error("receive ended before it listened");
}

function body(story: string): string {
  const value = { media_id: story, reach: 80, replies: 1, taps_forward: 50, taps_back: 3, exits: 9 };
  const entry = [
    { id: "17841400000000001", time: 1_767_400_000, changes: [{ field: "story_insights", value }] },
  ];
  return JSON.stringify({ object: "instagram", entry });
}

/** Whether the server said that it has taken the webhook. */
async function isTaken(url: string, text: string, signal = AbortSignal.timeout(30_000)): Promise<boolean> {
  const signature = `sha256=${createHmac("sha256", secret).update(text).digest("hex")}`;
  const headers = { "x-hub-signature-256": signature };
  return fetch(url, { method: "POST", body: text, headers, signal }).then(
    ({ status }) => status === 200,
    // It was killed.
    () => false,
  );
}

test("receive loses no webhook that it answered with 200, however often it is killed, and delivers each once", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "config.json"), JSON.stringify({ app_secret: secret }));
  const stories = Array.from({ length: 200 }, (_, index) => `1800000000000${String(index).padStart(4, "0")}`);
  const answered = new Set<string>();
  for (const enough of [1, 10, 40, 90]) {
    const { url, stop } = await receiving(folder);
    const killed = new AbortController();
    let count = 0;
    const sent = stories.map(async (story) => {
      if (await isTaken(url, body(story), killed.signal)) answered.add(story);
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
  const { url, stop } = await receiving(folder);
  expect(await Promise.all(stories.map((story) => isTaken(url, body(story))))).not.toContain(false);
  await stop("SIGTERM");
  const { code, stdout } = await runNode([built.tap, "webhook", "--spool", "spool"], { cwd: folder });
  expect(code).toBe(0);
  const records = stdout
    .trimEnd()
    .split("\n")
    .flatMap((line) => JSON.parse(line).record?.id ?? []);
  expect(records.toSorted()).toEqual(stories);
  expect(readdirSync(join(folder, "spool/parts"))).toEqual([]);
});
