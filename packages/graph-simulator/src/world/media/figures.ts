import { unit } from "../../random/hash.ts";
import { countComments } from "./comments.ts";
import type { Media } from "../model.ts";

const dayMs = 86_400_000;

/** How much of its final audience a media has met: grows for a month, then rests. */
function maturity(media: Media, nowMs: number): number {
  const hours = Math.floor((nowMs - media.publishedAt) / 3_600_000);
  return Math.min(1, 1 - Math.exp(-Math.max(1, hours) / 40));
}

/** Accounts reached. Some media lose reach again after two months, as real ones do. */
export function reachOf(media: Media, nowMs: number): number {
  if (media.traits.belowFiveViewers) return Math.floor(unit(media.id, "viewers") * 5);
  const appeal = 0.05 + unit(media.id, "appeal") * (media.kind === "reel" ? 1.4 : 0.5);
  const reach = 5 + Math.floor(media.account.followers * appeal * maturity(media, nowMs));
  const fallen = nowMs - media.publishedAt > 60 * dayMs && unit(media.id, "falls") < 0.1;
  return fallen ? Math.max(5, Math.floor(reach * 0.4)) : reach;
}

/** Comments and replies, more than are served where somebody is restricted. */
export function commentCountOf(media: Media): number {
  const { topLevel, replies } = countComments(media);
  const listed = topLevel + replies;
  return listed + (listed > 2 && unit(media.id, "restricted") < 0.2 ? 1 : 0);
}

/** The figures of a media at an instant, by the name of the metric; paid ones are the `total_` ones. */
export function figuresOf(media: Media, nowMs: number): (metric: string) => number {
  const reach = reachOf(media, nowMs);
  const share = (name: string, most: number): number => Math.floor(reach * unit(media.id, name) * most);
  const figure = (metric: string): number => {
    switch (metric) {
      case "reach":
        return reach;
      case "views":
        return Math.floor(reach * (1.1 + unit(media.id, "views")));
      case "likes":
        return share("likes", 0.12);
      case "comments":
        return commentCountOf(media);
      case "saved":
        return share("saved", 0.03);
      case "shares":
        return share("shares", 0.02);
      case "total_interactions":
        return figure("likes") + figure("comments") + figure("saved") + figure("shares");
      case "total_likes":
        return Math.ceil(figure("likes") * 1.1);
      case "total_comments":
        return figure("comments");
      case "total_views":
        return Math.ceil(figure("views") * 1.2);
      case "ig_reels_avg_watch_time":
        return 2_000 + Math.floor(unit(media.id, "watch") * 12_000);
      case "ig_reels_video_view_total_time":
        return figure("ig_reels_avg_watch_time") * figure("views");
      case "reels_skip_rate":
        return Math.round(unit(media.id, "skip") * 600 + 100) / 10;
      case "navigation":
        return Math.floor(reach * (0.8 + unit(media.id, "navigation")));
      default:
        return share(metric, 0.015);
    }
  };
  return figure;
}
