import { countText } from "../log/count-text.ts";
import { CommandError, type Logger } from "@tap-instagram/singer";
import type { TapMessage } from "@tap-instagram/singer/protocol";
import { problemText } from "../files/problem-text.ts";
import type { MentionSpool } from "../mentions/mention-spool.ts";
import { commentRecordMessage, commentSchemaMessage } from "./comment-record.ts";
import { readPayload, type MentionNotice } from "./payload.ts";
import { recordMessage } from "./story-record.ts";

/** Where what webhooks tell goes. */
export interface DeliveryOptions {
  readonly write: (message: TapMessage) => Promise<void>;
  /** Where ids of mentions wait for a sync; `undefined` where no place is named. */
  readonly mentions: MentionSpool | undefined;
  readonly logger: Logger;
  /** The clock, in milliseconds since the epoch. */
  readonly now: () => number;
}

/** Turns bodies of webhooks into records, and keeps the ids of those that have to be read. */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #counts = { stories: 0, comments: 0, mentions: 0, unkept: 0, others: 0, skipped: 0 };

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  /**
   * Writes what a body holds. When this has resolved, the body is needed no longer.
   *
   * @throws Error of the system, when a mention cannot be stored.
   */
  async take(text: string, place: string): Promise<void> {
    const { write, logger, now } = this.#options;
    const counts = this.#counts;
    try {
      const { stories, comments, mentions, others, broken } = readPayload(text);
      for (const story of stories) await write(recordMessage(story, now()));
      for (const comment of comments) {
        if (counts.comments === 0) await write(commentSchemaMessage);
        counts.comments += 1;
        await write(commentRecordMessage(comment, now()));
      }
      for (const mention of mentions) this.#keep(mention);
      counts.stories += stories.length;
      counts.others += others;
      counts.skipped += broken.length;
      for (const problem of broken) logger.warning(`${place} is skipped: ${problem}`);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      counts.skipped += 1;
      logger.warning(`${place} is skipped: ${error.message}`);
    }
  }

  /** Tells what was done. */
  summarize(): void {
    const { logger } = this.#options;
    const { stories, comments, mentions, unkept, others, skipped } = this.#counts;
    logger.info(
      `Records of story_insights: ${stories}, of comments: ${comments}. Mentions kept for a sync: ${mentions}. Left out: ${others} of other fields, ${skipped} that cannot be used`,
    );
    if (unkept > 0)
      logger.warning(
        `${countText(unkept, "mention is", "mentions are")} not kept, because no spool is named. Give --mentions with the folder that the setting webhook_spool names`,
      );
  }

  #keep({ account, comment, media, sentMs }: MentionNotice): void {
    const { mentions, now } = this.#options;
    if (mentions === undefined) {
      this.#counts.unkept += 1;
      return;
    }
    const toldMs = sentMs ?? now();
    try {
      mentions.keep(
        comment === undefined
          ? { account, kind: "media", id: media, toldMs }
          : { account, kind: "comment", id: comment, toldMs },
      );
    } catch (error) {
      if (error instanceof RangeError) throw error;
      throw new CommandError(`Cannot keep a mention for a sync: ${problemText(error)}`, {
        exitCode: 1,
        hint: "Let this user write to the folder of --mentions, or name another one",
      });
    }
    this.#counts.mentions += 1;
  }
}
