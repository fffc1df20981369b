import { between, unit } from "../../random/hash.ts";
import { ids } from "../ids.ts";
import type { Comment, Media } from "../model.ts";

const texts = ["Love this!", "När öppnar ni? 😍", "Preis?", "❤️", "Is it gluten free?", "Line one\nline two"];
const people = ["anna.k", "b0b", "cycling_carl", "d.e.n.i.s", "emma_eats"];

function replyCount(place: readonly [string, string, number]): number {
  return unit(...place, "replied") < 0.3 ? between(1, 2, ...place) : 0;
}

/** How many comments there are below a post, without the replies to them. */
export function topLevelCount(media: Media): number {
  return media.place === "post" ? between(0, media.account.commentsMaximum, media.id, "comments") : 0;
}

/** How many comments and replies there are below a post. */
export function countComments(media: Media): { readonly topLevel: number; readonly replies: number } {
  const topLevel = topLevelCount(media);
  let replies = 0;
  for (let nth = 0; nth < topLevel; nth += 1) replies += replyCount([media.id, "top", nth]);
  return { topLevel, replies };
}

function writeComment(media: Media, parent: Comment | undefined, nth: number): Comment {
  const place = [media.id, parent?.id ?? "top", nth] as const;
  const who = between(0, people.length - 1, ...place, "who");
  const replies: Comment[] = [];
  const comment: Comment = {
    id: ids.comment(...place),
    legacyId: ids.legacyMedia(...place),
    media,
    parent,
    replies,
    text: texts[between(0, texts.length - 1, ...place, "text")] ?? "",
    username: people[who] ?? "",
    userId: ids.appScoped("person", who),
    likes: between(0, 9, ...place, "likes"),
    hidden: unit(...place, "hidden") < 0.05,
    publishedAt: (parent ?? media).publishedAt + between(1, 600, ...place, "after") * 60_000,
  };
  const wanted = parent === undefined ? replyCount(place) : 0;
  for (let index = 0; index < wanted; index += 1) replies.push(writeComment(media, comment, index));
  return comment;
}

/** A comment on a post of somebody else that mentions an account. */
export function mentioningComment(media: Media): Comment {
  const comment = writeComment(media, undefined, 0);
  return { ...comment, replies: [], text: `@${media.account.username} ${comment.text}` };
}

/** Top-level comments of a post, newest first. */
export function commentsOf(media: Media): readonly Comment[] {
  return Array.from({ length: topLevelCount(media) }, (_, nth) =>
    writeComment(media, undefined, nth),
  ).toSorted((left, right) => right.publishedAt - left.publishedAt || (left.id < right.id ? 1 : -1));
}
