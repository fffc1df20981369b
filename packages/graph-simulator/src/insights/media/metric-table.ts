import type { Behaviour } from "../../behaviour/behaviour.ts";
import type { Host } from "../../host.ts";
import { productType } from "../../world/media/media-type.ts";
import type { Media } from "../../world/model.ts";

/** Every name the endpoint knows, in the order its errors list them. */
const mediaMetrics: readonly string[] = [
  "impressions",
  "reach",
  "replies",
  "saved",
  "likes",
  "comments",
  "shares",
  "total_interactions",
  "follows",
  "profile_visits",
  "profile_activity",
  "navigation",
  "ig_reels_video_view_total_time",
  "ig_reels_avg_watch_time",
  "views",
  "reels_skip_rate",
  "reposts",
  "facebook_views",
  "crossposted_views",
  "total_views",
  "total_likes",
  "total_comments",
  "link_clicks",
];

/** Names that only graph.instagram.com knows, all of Threads. */
const threadsMetrics: readonly string[] = [
  "quotes",
  "thread_replies",
  "thread_shares",
  "threads_media_clicks",
  "threads_reposts",
  "threads_views",
];

/** Every name that a host knows. */
export function metricsOf(host: Host): readonly string[] {
  return host === "facebook" ? mediaMetrics : [...mediaMetrics, ...threadsMetrics];
}

const words = (text: string): string[] => text.split(" ");

const everywhere = words("reach views shares reposts total_interactions total_views facebook_views");

const served: Readonly<Record<"FEED" | "REELS" | "STORY", ReadonlySet<string>>> = {
  FEED: new Set([
    ...everywhere,
    ...words("likes comments saved follows profile_visits profile_activity"),
    ...words("total_likes total_comments impressions"),
  ]),
  REELS: new Set([
    ...everywhere,
    ...words("likes comments saved ig_reels_avg_watch_time ig_reels_video_view_total_time"),
    ...words("reels_skip_rate total_likes total_comments crossposted_views"),
  ]),
  STORY: new Set([
    ...everywhere,
    ...words("follows profile_visits profile_activity navigation replies link_clicks"),
  ]),
};

const facebookOnly: ReadonlySet<string> = new Set([
  "total_views",
  "total_likes",
  "total_comments",
  "link_clicks",
]);

/**
 * What a metric does for a media: answered, refused by name, gone since v22, the nameless `Fatal`, or a missing
 * permission that voids the call.
 */
export type MetricVerdict = "served" | "unsupported" | "retired" | "fatal" | "not-permitted";

function isServed(metric: string, media: Media, behaviour: Behaviour): boolean {
  if (media.kind === "ad") return behaviour.adMetrics.includes(metric) || metric === "facebook_views";
  if (media.kind === "feed-video") {
    return ["impressions", "facebook_views", ...behaviour.feedVideoMetrics].includes(metric);
  }
  const product = productType(media);
  if (
    product === "STORY" &&
    behaviour.totalsOnStories === "serve" &&
    /^total_(likes|comments)$/.test(metric)
  ) {
    return true;
  }
  return product !== "AD" && served[product].has(metric);
}

/** What a known metric does for a media on a host. */
export function judgeMetric(metric: string, media: Media, host: Host, behaviour: Behaviour): MetricVerdict {
  if (media.place !== "post" && media.place !== "story") return "unsupported";
  if (host === "instagram" && facebookOnly.has(metric)) return "unsupported";
  if (!isServed(metric, media, behaviour)) return "unsupported";
  if (metric === "total_views" && media.place === "story") {
    if (behaviour.storyTotalViews === "refuse-by-name") return "unsupported";
    if (behaviour.storyTotalViews === "refuse-call") return "not-permitted";
  }
  if (metric === "impressions") return "retired";
  if (metric === "facebook_views" || metric === "crossposted_views") {
    return media.traits.sharedToFacebook ? "served" : "fatal";
  }
  return "served";
}
