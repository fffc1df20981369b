import { between, type HashPart } from "../random/hash.ts";
import { ids } from "./ids.ts";
import { mentioningComment } from "./media/comments.ts";
import type { Account, ForeignPlace, Media } from "./model.ts";
import { generatePosts } from "./media/posts.ts";
import type { AccountSpec, PostsSpec, StoriesSpec } from "./spec/spec.ts";
import { createStoryCalendar } from "./media/stories.ts";
import { generateForeign } from "./media/foreign.ts";

/** What an account needs to know about the world it is born into. */
export interface Birth {
  readonly seed: number;
  readonly index: number;
  /** Epoch milliseconds, floored to the hour. */
  readonly nowMs: number;
  /** The Pacific day of `nowMs`. */
  readonly today: number;
  /** Called with the media of a list when it is drawn: when it is asked for first. */
  readonly onDrawn: (media: readonly Media[]) => void;
}

function ordinaryPosts(count: number): PostsSpec {
  return { count, reels: Math.floor(count / 3), carousels: Math.floor(count / 5) };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function textOr(given: string | null | undefined, otherwise: string): string | undefined {
  return given === undefined ? otherwise : (given ?? undefined);
}

/** Makes an account; its posts are drawn when they are first asked for. */
export function createAccount(spec: AccountSpec, birth: Birth, pageId: string | undefined): Account {
  const { seed, index, nowMs, onDrawn } = birth;
  const drawn = (make: () => readonly Media[]) =>
    once(() => {
      const media = make();
      onDrawn(media);
      return media;
    });
  const parts: HashPart[] = [seed, "account", index];
  const posts: PostsSpec =
    typeof spec.posts === "object" ? spec.posts : ordinaryPosts(spec.posts ?? between(60, 150, ...parts));
  const stories: StoriesSpec = typeof spec.stories === "object" ? spec.stories : { live: spec.stories ?? 0 };
  const username = spec.username ?? `account.${index + 1}`;
  const login = spec.login ?? "facebook";
  const accountType = spec.accountType ?? "BUSINESS";
  const logins = { facebook: login !== "instagram", instagram: login !== "facebook" };
  const foreign = (part: string, count = 0, place: ForeignPlace = part === "tag" ? "tag" : "collaboration") =>
    once(() =>
      generateForeign(account, count, {
        nowMs,
        place,
        parts: part === "tag" ? parts : [...parts, part],
      }),
    );
  const account: Account = {
    id: ids.account(...parts),
    appScopedId: ids.appScoped(...parts),
    legacyId: ids.legacyUser(...parts),
    username,
    name: textOr(spec.name, username),
    biography: textOr(spec.biography, `All about ${username} 🌱`),
    website: textOr(spec.website, `https://${username.replaceAll("_", "-")}.example/`),
    picture: spec.picture ?? true,
    followers: spec.followers ?? between(1_000, 90_000, ...parts, "followers"),
    follows: spec.follows ?? between(10, 900, ...parts, "follows"),
    mediaCount: posts.count + (spec.mediaCountError ?? 0),
    accountType,
    logins,
    reachableBy: accountType === "PERSONAL" ? { facebook: false, instagram: false } : logins,
    pageId,
    language: spec.language ?? "en",
    firstInsightDay: birth.today - (spec.insightDays ?? 730) + 1,
    commentsMaximum: posts.commentsMaximum ?? 3,
    posts: drawn(() => generatePosts(account, posts, nowMs, parts)),
    stories: (epochMs) => calendar().live(epochMs),
    recentStory: (id, epochMs): Media | undefined =>
      calendar()
        .recent(epochMs)
        .find((one) => one.id === id),
    tags: drawn(foreign("tag", spec.tags)),
    collaborations: drawn(foreign("collaboration", spec.collaborations)),
    invites: foreign("invite", spec.invites),
    mentions: drawn(foreign("mention", spec.mentions, "mention")),
    mentioningComments: once(() => account.mentions().map(mentioningComment)),
    isLive: spec.live ?? false,
  };
  const calendar = once(() => createStoryCalendar(account, stories, parts));
  return account;
}
