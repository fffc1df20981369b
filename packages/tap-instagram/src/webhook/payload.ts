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

/** A comment, as the API sends it when it is written. */
export interface CommentNotice {
  readonly account: string;
  readonly comment: string;
  readonly media: string | undefined;
  readonly parent: string | undefined;
  readonly text: string | undefined;
  readonly username: string | undefined;
  readonly sentMs: number | undefined;
}

/** A mention by somebody else: of the caption of a post, or of a comment. */
export interface MentionNotice {
  readonly account: string;
  /** `undefined` where the caption has it. */
  readonly comment: string | undefined;
  readonly media: string;
  readonly sentMs: number | undefined;
}

/** What a payload holds. */
export interface ReadPayload {
  readonly stories: readonly StoryNotice[];
  readonly comments: readonly CommentNotice[];
  readonly mentions: readonly MentionNotice[];
  /** Changes of other fields, such as messages. */
  readonly others: number;
  /** Changes that cannot be read, each with what is wrong. */
  readonly broken: readonly string[];
}

const id = v.pipe(
  v.union([v.string(), v.number()]),
  v.transform(String),
  v.regex(/^\d+$/, "an id in digits"),
);
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
const words = v.fallback(v.optional(v.string()), undefined);
const comment = v.object({
  value: v.object({
    id,
    text: words,
    parent_id: v.optional(id),
    media: v.optional(v.object({ id })),
    from: v.optional(v.object({ username: words })),
  }),
});
const mention = v.object({ value: v.object({ media_id: id, comment_id: v.optional(id) }) });

/**
 * Reads the body of a webhook. https://developers.facebook.com/docs/instagram-platform/webhooks
 *
 * @throws SyntaxError with what is wrong, where it is not a body of a webhook at all.
 */
export function readPayload(text: string): ReadPayload {
  const parsed = v.safeParse(payload, parseExactJson(text));
  if (!parsed.success) throw new SyntaxError(problemOf(parsed.issues[0]));
  const found: Found = { stories: [], comments: [], mentions: [], others: 0, broken: [] };
  for (const { id: account, time, changes } of parsed.output.entry) {
    const sentMs = instantOf(time);
    for (const change of changes) readChange(change, { account, sentMs }, found);
  }
  return found;
}

interface Found extends ReadPayload {
  readonly stories: StoryNotice[];
  readonly comments: CommentNotice[];
  readonly mentions: MentionNotice[];
  others: number;
  readonly broken: string[];
}

function readChange(
  change: { field: string },
  of: { account: string; sentMs: number | undefined },
  found: Found,
): void {
  if (change.field === "story_insights") {
    const read = v.safeParse(story, change);
    if (!read.success) found.broken.push(problemOf(read.issues[0]));
    else {
      const { media_id: mediaId, ...figures } = read.output.value;
      found.stories.push({ ...of, story: mediaId, figures });
    }
  } else if (change.field === "comments") {
    const read = v.safeParse(comment, change);
    if (!read.success) found.broken.push(problemOf(read.issues[0]));
    else {
      const { id: commentId, text: said, parent_id: parent, media, from } = read.output.value;
      const { username } = from ?? {};
      found.comments.push({ ...of, comment: commentId, media: media?.id, parent, text: said, username });
    }
  } else if (change.field === "mentions") {
    const read = v.safeParse(mention, change);
    if (!read.success) found.broken.push(problemOf(read.issues[0]));
    else {
      const { media_id: media, comment_id: commentId } = read.output.value;
      found.mentions.push({ ...of, comment: commentId, media });
    }
  } else found.others += 1;
}

/** Seconds since the epoch, where they are an instant of this century. */
function instantOf(time: unknown): number | undefined {
  const isInstant = typeof time === "number" && time > 9e8 && time < 4e9;
  return isInstant ? Math.floor(time) * 1000 : undefined;
}

function problemOf(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue) ?? "the line";
  if (issue.received === "undefined") return `${place} is not there`;
  const wanted = issue.type === "regex" ? issue.message : issue.expected;
  return `${place}: found ${issue.received}, wanted ${wanted ?? "something else"}`;
}
