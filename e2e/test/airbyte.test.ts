import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandOf } from "test-tools/commands";
import { expect, test } from "vitest";
import { built, repositoryPath } from "./commands.ts";
import { daysAgo } from "./days-ago.ts";
import { atMoments, momentsMatter } from "./moments.ts";
import { ended, killAfter, runNode, start, temporaryFolder } from "./processes.ts";
import { simulatorHere } from "./simulator-here.ts";
import { withoutDrift } from "./singer-lines.ts";

const days = 240;
const interruptions = Number(process.env["INTERRUPTIONS"] ?? 5);
const streams = ["users", "media", "media_insights", "stories", "story_insights", "user_insights"];

test("the Airbyte source and the Singer tap have the same records, as the example shows", async () => {
  const [, script] = await commandOf(repositoryPath("examples/airbyte/compare.ts"));
  const { code, stdout } = await runNode([script], { cwd: repositoryPath(".") });
  expect(stdout.trimEnd().split("\n")).toEqual(
    streams.map((stream) => expect.stringMatching(new RegExp(`^${stream} +[1-9]\\d* records  equal$`))),
  );
  expect(code).toBe(0);
});

interface Message {
  type: string;
  record?: { stream: string; data: { [column: string]: unknown } } | undefined;
  state?: { stream: { stream_descriptor: { name: string } } } | undefined;
}

/** What a warehouse holds of messages: the last record of each key. */
function keyed(messages: readonly Message[]): Map<string, string> {
  return new Map(
    messages.flatMap(({ record }) => {
      if (record === undefined) return [];
      const { stream, data } = record;
      const key = stream === "user_insights" ? [data["business_account_id"], data["date"]] : [data["id"]];
      return [[JSON.stringify([stream, ...key]), withoutDrift(JSON.stringify(data))] as const];
    }),
  );
}

function messagesOf(stdout: string): Message[] {
  // A process that was killed may have written a part of a line.
  const whole = stdout.slice(0, stdout.lastIndexOf("\n") + 1);
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Message => JSON.parse(line));
}

/** What a platform hands to the next read: the last state of each stream. */
function lastStates(messages: readonly Message[]): unknown[] {
  const states = messages.flatMap(({ state }) =>
    state === undefined ? [] : [[state.stream.stream_descriptor.name, state] as const],
  );
  return [...new Map(states).values()];
}

test.each(["SIGKILL", "SIGTERM"] as const)(
  `killed with %s at ${interruptions} moments, a read that goes on from the last states completes the set`,
  momentsMatter,
  async (signal) => {
    const folder = temporaryFolder();
    const file = (name: string, content: unknown): string => {
      writeFileSync(join(folder, name), JSON.stringify(content));
      return join(folder, name);
    };
    const world = {
      accounts: [
        { posts: 40, stories: 2, insightDays: days },
        { posts: 10, insightDays: 90 },
      ],
    };
    const { url, tokens } = await simulatorHere({ world, latencyMs: 3 });
    const config = file("config.json", {
      access_token: tokens.user,
      api_url: url,
      start_date: `${daysAgo(days)}T00:00:00Z`,
      concurrency: 2,
    });
    const catalog = file("catalog.json", {
      streams: streams.map((name) => ({ stream: { name, json_schema: {} }, sync_mode: "incremental" })),
    });
    const read = (state: string) =>
      start(process.execPath, [
        built.airbyte,
        "read",
        "--config",
        config,
        "--catalog",
        catalog,
        "--state",
        state,
      ]);

    const startedAt = performance.now();
    const clean = await ended(read(file("none.json", [])));
    const durationMs = performance.now() - startedAt;
    const expected = keyed(messagesOf(clean.stdout));
    expect(clean.code).toBe(0);
    expect(expected.size).toBeGreaterThan(400);

    const lengthAt = (moment: number) => Math.floor((clean.stdout.length * moment) / interruptions);
    // What comes again after an interruption is no progress.
    const lengthOf = (messages: readonly Message[]) =>
      Math.floor((clean.stdout.length * keyed(messages).size) / expected.size);

    let cutShort = 0;
    const interrupt = async (moments: readonly number[]): Promise<void> => {
      const messages: Message[] = [];
      let state = file("none.json", []);
      for (const moment of moments) {
        const killed = read(state);
        killAfter(killed, signal, {
          bytes:
            messages.length === 0 ? lengthAt(moment) : Math.max(1, lengthAt(moment) - lengthOf(messages)),
          // Not always just after a write.
          delayMs: (durationMs / interruptions) * ((moment % 4) / 4),
        });
        const { stdout } = await ended(killed);
        messages.push(...messagesOf(stdout));
        if (keyed(messages).size < expected.size) cutShort += 1;
        state = file(`state-${moment}.json`, lastStates(messages));
      }
      const final = await ended(read(state));
      expect(final.code).toBe(0);
      expect(keyed([...messages, ...messagesOf(final.stdout)])).toEqual(expected);
    };
    await atMoments(interruptions, interrupt);
    expect(cutShort).toBeGreaterThan(interruptions / 4);
  },
);
