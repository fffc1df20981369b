import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { SingerMessage } from "@tap-instagram/singer";
import { built } from "./commands.ts";
import { daysAgo } from "./days-ago.ts";
import { atMoments, momentsMatter } from "./moments.ts";
import { ended, killAfter, start, temporaryFolder } from "./processes.ts";
import { simulatorHere } from "./simulator-here.ts";
import { messagesOf, recordsOf, withoutDrift } from "./singer-lines.ts";

const days = 240;
const interruptions = Number(process.env["INTERRUPTIONS"] ?? 5);

/** What a warehouse holds of messages: the last record of each key. */
function keyed(messages: readonly SingerMessage[]): Map<string, string> {
  const rows = new Map<string, string>();
  for (const { stream, record } of recordsOf(messages)) {
    const key = stream === "user_insights" ? [record["business_account_id"], record["date"]] : [record["id"]];
    rows.set(JSON.stringify([stream, ...key]), withoutDrift(JSON.stringify(record)));
  }
  return rows;
}

test(
  `killed with SIGTERM at ${interruptions} moments, the tap completes the set from the last state it had written`,
  momentsMatter,
  async () => {
    const folder = temporaryFolder();
    const world = {
      accounts: [
        { posts: 40, stories: 2, insightDays: days },
        { posts: 10, insightDays: 90 },
      ],
    };
    const simulator = await simulatorHere({ world, latencyMs: 3 });
    const env = {
      ...simulator.tapEnv,
      TAP_INSTAGRAM_START_DATE: daysAgo(days),
      TAP_INSTAGRAM_CONCURRENCY: "2",
    };
    const sync = (state?: string) =>
      start(
        process.execPath,
        [built.tap, "--config", "ENV", ...(state === undefined ? [] : ["--state", state])],
        { env },
      );

    const startedAt = performance.now();
    const clean = await ended(sync());
    const durationMs = performance.now() - startedAt;
    const expected = keyed(messagesOf(clean.stdout));
    expect(clean.code).toBe(0);
    expect(expected.size).toBeGreaterThan(200);

    // Every run begins with the schemas, wherever it goes on.
    const schemasLength = clean.stdout.indexOf('{"type":"RECORD"');
    const lengthAt = (moment: number) => Math.floor((clean.stdout.length * moment) / interruptions);
    // What comes again after an interruption is no progress.
    const recordsLengthOf = (messages: readonly SingerMessage[]) =>
      Math.floor(((clean.stdout.length - schemasLength) * keyed(messages).size) / expected.size);

    let cutShort = 0;
    const interrupt = async (moments: readonly number[]): Promise<void> => {
      const messages: SingerMessage[] = [];
      let state: string | undefined;
      for (const moment of moments) {
        const killed = sync(state);
        killAfter(killed, "SIGTERM", {
          bytes:
            messages.length === 0
              ? lengthAt(moment)
              : Math.max(schemasLength, lengthAt(moment) - recordsLengthOf(messages)),
          // Not always just after a write.
          delayMs: (durationMs / interruptions) * ((moment % 4) / 4),
        });
        const { code, signal, stdout } = await ended(killed);
        // Before the tap has heard of signals, Node ends it; nothing was written then.
        if (signal === null) expect(code).toBe(0);
        else expect(stdout).toBe("");
        const written = messagesOf(stdout);
        if (written.length > 0) expect(written.at(-1)?.type).toBe("STATE");
        messages.push(...written);
        if (keyed(messages).size < expected.size) cutShort += 1;

        const last = written.findLast((message) => message.type === "STATE");
        if (last?.type !== "STATE") continue;
        state = join(folder, `state-${moment}.json`);
        writeFileSync(state, JSON.stringify(last.value));
      }
      const final = await ended(sync(state));
      expect(final.code).toBe(0);
      expect(keyed([...messages, ...messagesOf(final.stdout)])).toEqual(expected);
    };
    await atMoments(interruptions, interrupt);
    expect(cutShort).toBeGreaterThan(interruptions / 4);
  },
);

test("a signal that comes while the tap ends changes nothing: all is written, and the exit code is 0", async () => {
  const simulator = await simulatorHere({ world: "tiny" });
  const env = { ...simulator.tapEnv, TAP_INSTAGRAM_START_DATE: new Date().toISOString() };
  for (const delayMs of [0, 1, 2, 4]) {
    const running = start(process.execPath, [built.tap, "--config", "ENV"], { env });
    let told = "";
    let isSent = false;
    running.child.stderr?.on("data", (chunk: Buffer) => {
      told += chunk.toString();
      // The last line of a sync.
      if (isSent || !told.includes("job_duration")) return;
      isSent = true;
      void sleep(delayMs).then(() => running.child.kill("SIGTERM"));
    });
    const { code, signal, stdout } = await ended(running);
    expect({ code, signal, isSent }).toEqual({ code: 0, signal: null, isSent: true });
    expect(messagesOf(stdout).at(-1)?.type).toBe("STATE");
  }
});
