import { parseExactJson } from "@tap-instagram/singer";
import * as v from "valibot";

/** The figures of one story, as the API sends them when it expires. */
export interface StoryNotice {
  /** Id of the Instagram account. */
  readonly account: string;
  readonly story: string;
  /** When it was sent, in milliseconds since the epoch; `undefined` where that is not said. */
  readonly sentMs: number | undefined;
  /** By the names that the webhook still uses. */
  readonly figures: { readonly [name: string]: unknown };
}

/** What a payload holds. */
export interface ReadPayload {
  readonly stories: readonly StoryNotice[];
  /** Changes of other fields, such as comments. */
  readonly others: number;
  /** Changes of stories that cannot be read, each with what is wrong. */
  readonly broken: readonly string[];
}

const id = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d+$/, "an id"));
const payload = v.object({
  entry: v.array(
    v.object({
      id,
      time: v.optional(v.unknown()),
      changes: v.optional(v.array(v.looseObject({ field: v.string() })), []),
    }),
  ),
});
const story = v.object({ value: v.looseObject({ media_id: id }) });

/**
 * Reads the body of a webhook. https://developers.facebook.com/docs/instagram-platform/webhooks
 *
 * @throws SyntaxError with what is wrong, where it is no body of a webhook as a whole.
 */
export function readPayload(text: string): ReadPayload {
  const parsed = v.safeParse(payload, parseExactJson(text));
  if (!parsed.success) throw new SyntaxError(problemOf(parsed.issues[0]));
  const stories: StoryNotice[] = [];
  const broken: string[] = [];
  let others = 0;
  for (const { id: account, time, changes } of parsed.output.entry) {
    const sentMs = instantOf(time);
    for (const change of changes) {
      if (change.field !== "story_insights") {
        others += 1;
        continue;
      }
      const read = v.safeParse(story, change);
      if (read.success) {
        const { media_id: mediaId, ...figures } = read.output.value;
        stories.push({ account, story: mediaId, sentMs, figures });
      } else broken.push(problemOf(read.issues[0]));
    }
  }
  return { stories, others, broken };
}

/** Seconds since the epoch, where they are an instant of this century. */
function instantOf(time: unknown): number | undefined {
  const isInstant = typeof time === "number" && time > 9e8 && time < 4e9;
  return isInstant ? Math.floor(time) * 1000 : undefined;
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  return `${v.getDotPath(issue) ?? "the line"}: found ${issue.received}, wanted ${issue.expected ?? "something else"}`;
}
