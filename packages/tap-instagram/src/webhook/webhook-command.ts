import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { defineSubcommand, type StreamDeclaration, type Subcommand } from "@tap-instagram/singer";
import { mapMessages } from "@tap-instagram/singer/protocol";
import { readStateFile } from "@tap-instagram/singer/state";
import { MentionSpool } from "../mentions/mention-spool.ts";
import { settings } from "../settings/definitions.ts";
import type { Settings } from "../settings/settings.ts";
import { storyInsights } from "../streams/stories/story-insights.ts";
import { Delivery } from "./deliver.ts";
import { drain } from "./spool.ts";
import { schemaMessage } from "./story-record.ts";

/** `tap-instagram webhook`, of a tap with these streams: the setting stream_maps may name any of them. */
export function webhookCommandOf(
  streamsOf: (settings: Partial<Settings>) => readonly StreamDeclaration[],
): Subcommand {
  return defineSubcommand({
    summary: "Turn webhooks into records of story_insights and comments, and keep mentions for a sync",
    description:
      "Reads the bodies of webhooks, one JSON document a line, from stdin or from the spool of tap-instagram receive, and " +
      "writes Singer messages: records of story_insights with today's column names, records of comments, and a STATE as " +
      "the last line. The ids of mentions stay in the spool until a sync reads them; see the setting webhook_spool. Needs " +
      "no settings and asks the API nothing. Of the settings in --config it uses stream_maps only. The log names each line that cannot be read, and it is skipped. With --spool, what is " +
      "written moves to the folder drained of the spool.",
    settings,
    flags: {
      spool: { value: "FOLDER", help: "Read the spool of tap-instagram receive instead of stdin" },
      mentions: {
        value: "FOLDER",
        help: "The spool in which the ids of mentions wait for a sync (default: that of --spool)",
      },
      state: { aliases: ["s"], value: "FILE", isInput: true, help: "A state to hand on to the target" },
    },
    examples: [
      { line: "tap-instagram webhook < bodies.jsonl | target-jsonl", does: "bodies that you keep yourself" },
      { line: "tap-instagram webhook --spool spool | target-jsonl", does: "what receive has taken" },
      {
        line: "tap-instagram webhook --config config.json --spool spool",
        does: "the same, through stream_maps",
      },
    ],
    async run({ flags, host, logger, signal, print, readPartialSettings, configs }) {
      // Custom reports are streams that a map may name.
      const names = ["stream_maps", "stream_maps_hash_key", "custom_reports"];
      const found = readPartialSettings(configs, { names });
      const write = mapMessages(found, streamsOf(found), (message) => print(JSON.stringify(message)));
      const state =
        flags.state === undefined
          ? { bookmarks: { [storyInsights.name]: {} } }
          : readStateFile(flags.state, { host }).toJSON();
      const kept = flags.mentions ?? flags.spool;
      const delivery = new Delivery({
        write,
        mentions: kept === undefined ? undefined : new MentionSpool(resolve(host.cwd(), kept)),
        logger,
        now: () => host.now(),
      });
      await write(schemaMessage);
      if (flags.spool === undefined) {
        // Lines that are not UTF-8 are read all the same: JSON tells what is wrong with them.
        const lines = createInterface({ input: Readable.from(host.stdin), crlfDelay: Infinity });
        let number = 0;
        for await (const line of lines) {
          if (signal.aborted) break;
          number += 1;
          if (line.trim() !== "") await delivery.take(line, `Line ${number}`);
        }
        host.stdin.destroy();
      } else await drain(flags.spool, { signal, take: (text, place) => delivery.take(text, place) });
      await write({ type: "STATE", value: state });
      delivery.summarize();
      return 0;
    },
  });
}
