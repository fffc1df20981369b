import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import {
  defineSubcommand,
  type JsonObject,
  type SchemaMessage,
  type Subcommand,
} from "@tap-instagram/singer";
import { readStateFile } from "@tap-instagram/singer/state";
import { storyInsights } from "../streams/stories/story-insights.ts";
import { readPayload } from "./payload.ts";
import { drain } from "./spool.ts";
import { recordMessage, schemaMessage } from "./story-record.ts";

/** `tap-instagram webhook`. */
export const webhookCommand: Subcommand = defineSubcommand({
  summary: "Turn webhooks about expired stories into records of story_insights",
  description:
    "Reads the bodies of story_insights webhooks, one JSON document a line, from stdin or from the spool of " +
    "tap-instagram receive, and writes Singer messages: records of story_insights with today's column names, and a " +
    "STATE as the last line. Needs no settings and asks the API nothing. A line that cannot be read is told and " +
    "skipped. With --spool, what is written moves to the folder drained of the spool.",
  flags: {
    spool: { value: "FOLDER", help: "Read the spool of tap-instagram receive instead of stdin" },
    state: { aliases: ["s"], value: "FILE", help: "A state to hand on, so that a target keeps it" },
  },
  examples: [
    { line: "tap-instagram webhook < bodies.jsonl | target-jsonl", does: "bodies that you keep yourself" },
    { line: "tap-instagram webhook --spool spool | target-jsonl", does: "what receive has taken" },
  ],
  async run({ flags, host, logger, signal, print }) {
    const write = (message: JsonObject | SchemaMessage) => print(JSON.stringify(message));
    const state =
      flags.state === undefined
        ? { bookmarks: { [storyInsights.name]: {} } }
        : readStateFile(flags.state, { host }).toJSON();
    await write(schemaMessage);
    const counts = { records: 0, others: 0, skipped: 0 };
    const take = async (text: string, place: string): Promise<void> => {
      try {
        const { stories, others, broken } = readPayload(text);
        counts.others += others;
        for (const story of stories) await write(recordMessage(story, host.now()));
        counts.records += stories.length;
        for (const problem of broken) skip(place, problem);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        skip(place, error.message);
      }
    };
    const skip = (place: string, problem: string): void => {
      counts.skipped += 1;
      logger.warning(`${place} is skipped: ${problem}`);
    };
    if (flags.spool === undefined) {
      // Lines that are not UTF-8 are read all the same: JSON tells what is wrong with them.
      const lines = createInterface({ input: Readable.from(host.stdin), crlfDelay: Infinity });
      let number = 0;
      for await (const line of lines) {
        if (signal.aborted) break;
        number += 1;
        if (line.trim() !== "") await take(line, `Line ${number}`);
      }
      host.stdin.destroy();
    } else await drain(flags.spool, { signal, take });
    await write({ type: "STATE", value: state });
    logger.info(
      `${counts.records} records of story_insights, ${counts.others} changes of other fields left out, ${counts.skipped} skipped`,
    );
    return 0;
  },
});
