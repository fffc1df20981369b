import { businessDiscoveryOnly, nonexistingField, noVideoContent } from "../errors/refusals.ts";
import type { Call } from "../graph/node.ts";
import { NodeValue, type MediaReading } from "../graph/node.ts";
import { unit } from "../random/hash.ts";
import { graphTimestamp } from "../time/graph-time.ts";
import { captionText } from "../world/media/captions.ts";
import { pollOf } from "../world/media/polls.ts";
import { commentCountOf, figuresOf } from "../world/media/figures.ts";
import { ids, shortcode } from "../world/ids.ts";
import { isVideo, mediaType, productType } from "../world/media/media-type.ts";
import type { Media } from "../world/model.ts";
import { cdnAddress } from "../graph/cdn-address.ts";

/** A media and how it was reached. */
export interface ReadMedia {
  readonly media: Media;
  readonly read: MediaReading;
}

type MediaField = (subject: ReadMedia, field: unknown, call: Call) => unknown;

/** A post of somebody else. */
function isForeign({ place }: Media): boolean {
  return place === "tag" || place === "collaboration" || place === "mention";
}

function usernameOf(media: Media): string {
  return isForeign(media) ? "someone.else" : media.account.username;
}

function permalink(media: Media): string {
  const { id, kind } = media;
  if (media.place === "story") return `https://www.instagram.com/stories/${media.account.username}/${id}`;
  return `https://www.instagram.com/${kind === "reel" ? "reel" : "p"}/${shortcode(id)}/`;
}

/** Not on the children of a carousel. */
const notOnChildren =
  (read: MediaField): MediaField =>
  (subject, field, call) =>
    subject.media.place === "child" ? undefined : read(subject, field, call);

/** On graph.facebook.com only; the other host silently leaves it out. */
const facebookOnly =
  (read: MediaField): MediaField =>
  (subject, field, call) =>
    call.host === "facebook" && !isForeign(subject.media) ? read(subject, field, call) : undefined;

/** The same, for posts: neither stories nor the children of a carousel have it. */
const facebookPost = (read: MediaField): MediaField =>
  facebookOnly((subject, field, call) =>
    subject.media.place === "post" ? read(subject, field, call) : undefined,
  );

/** Of posts, and of those of others that the account is a collaborator of, unless their owner hides the counts. */
const paidFigure =
  (metric: string, isOf: (media: Media) => boolean = () => true): MediaField =>
  ({ media }, _field, call) => {
    const isThere = media.place === "post" || (media.place === "collaboration" && !media.traits.hiddenLikes);
    return call.host === "facebook" && isThere && isOf(media)
      ? figuresOf(media, call.nowMs)(metric)
      : undefined;
  };

const loginField =
  (read: MediaField): MediaField =>
  (subject, field, call) =>
    call.host === "instagram" && call.simulation.behaviour.captionOnInstagramHost === "omit"
      ? undefined
      : read(subject, field, call);

/** Known from Meta's SDK alone. */
const unrecorded =
  (name: string, read: MediaField): MediaField =>
  (subject, field, call) => {
    const isRefused = call.simulation.behaviour.unrecordedMediaFields === "refuse";
    if (isRefused && call.host === "facebook") throw nonexistingField(name, undefined);
    return facebookPost(read)(subject, field, call);
  };

/** Every field of a media. */
export const mediaFields: Readonly<Record<string, MediaField>> = {
  id: ({ media }) => media.id,
  ig_id: facebookOnly(({ media }, _field, call) => {
    if (call.simulation.behaviour.igId === "refuse") throw nonexistingField("ig_id", undefined);
    return ids.legacyMedia(media.id);
  }),
  timestamp: ({ media }) => graphTimestamp(media.publishedAt),
  media_type: ({ media }) => mediaType(media),
  media_product_type: loginField(({ media }) =>
    media.traits.withoutProductType ? undefined : productType(media),
  ),
  caption: loginField(({ media }) => (media.caption === undefined ? undefined : captionText(media.caption))),
  media_url: ({ media }, _field, call) =>
    media.traits.withoutMediaUrl ? undefined : cdnAddress(call, media.id, isVideo(media) ? "mp4" : "jpg"),
  thumbnail_url: ({ media }, _field, call) =>
    isVideo(media) ? cdnAddress(call, `${media.id}_thumb`, "jpg") : undefined,
  permalink: notOnChildren(({ media }) => permalink(media)),
  shortcode: ({ media }) => shortcode(media.id),
  username: ({ media }) => usernameOf(media),
  owner: ({ media, read }, _field, call) =>
    isForeign(media) || read === "discovery" ? undefined : new NodeValue(call.nodes.igUser(media.account)),
  like_count: notOnChildren(({ media, read }, _field, call) =>
    media.traits.hiddenLikes && read !== "direct" ? undefined : figuresOf(media, call.nowMs)("likes"),
  ),
  comments_count: notOnChildren(({ media }) => commentCountOf(media)),
  is_comment_enabled: notOnChildren(({ media }) => unit(media.id, "comments-off") > 0.05),
  is_shared_to_feed: ({ media }) => (media.kind === "reel" ? unit(media.id, "feed") < 0.8 : undefined),
  alt_text: ({ media }) =>
    unit(media.id, "alt") < 0.2 ? `Picture ${media.id.slice(-4)} described` : undefined,
  media_audio_type: facebookOnly(({ media }) => {
    if (!isVideo(media)) return undefined;
    return unit(media.id, "audio") < 0.5 ? "MUSIC" : "ORIGINAL_SOUND";
  }),
  audio_id: unrecorded("audio_id", ({ media }) =>
    isVideo(media) ? ids.legacyMedia("audio", media.id) : undefined,
  ),
  has_poll: unrecorded("has_poll", ({ media }) => pollOf(media) !== undefined),
  has_slider: unrecorded("has_slider", ({ media }) => unit(media.id, "slider") < 0.01),
  video_title: unrecorded("video_title", ({ media }) =>
    media.kind === "feed-video" ? "A longer film" : undefined,
  ),
  is_ai_generated: ({ media }) => unit(media.id, "ai") < 0.05,
  total_like_count: paidFigure("total_likes"),
  total_comments_count: paidFigure("total_comments"),
  total_views_count: paidFigure("total_views", isVideo),
  saved_count: paidFigure("saved"),
  shares_count: paidFigure("shares"),
  reposts_count: paidFigure("reposts"),
  boost_eligibility_info: facebookPost(({ media }) => {
    const draw = unit(media.id, "boost");
    if (draw < 0.3) return { eligible_to_boost: true };
    return draw < 0.35
      ? { eligible_to_boost: false, boost_ineligible_reason: "MEDIA_NOT_ELIGIBLE" }
      : undefined;
  }),
  boost_ads_list: facebookPost(({ media }) => (unit(media.id, "ads-list") < 0.05 ? [] : undefined)),
  copyright_check_information: ({ media }, _field, call) => {
    if (call.host === "instagram") return undefined;
    if (!isVideo(media)) throw noVideoContent();
    return { status: { status: "completed", matches_found: media.traits.withoutMediaUrl === true } };
  },
  legacy_instagram_media_id: facebookPost(({ media }) =>
    unit(media.id, "legacy") < 0.5 ? ids.legacyMedia(media.id) : undefined,
  ),
  view_count: ({ media, read }, _field, call) => {
    if (read !== "discovery") throw businessDiscoveryOnly();
    return isVideo(media) ? figuresOf(media, call.nowMs)("views") : undefined;
  },
};
