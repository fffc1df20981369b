import {
  fatal,
  invalidParameter,
  noSuchObject,
  notEnoughViewers,
  permissionDenied,
} from "../../errors/refusals.ts";
import type { Call } from "../../graph/node.ts";
import type { Edge, Json } from "../../graph/node.ts";
import { isAble } from "../../tokens/grant.ts";
import { mediaFigure } from "../../world/figures.ts";
import type { Media } from "../../world/model.ts";
import { namesOf } from "../metric-names.ts";
import { titleOf } from "../titles.ts";
import { breakdownOf, mediaBreakdowns, mediaBreakdown } from "./breakdowns.ts";
import { isExpiredStory, isTooOld, isWithoutValues } from "./availability.ts";
import { beforeConversion, retiredImpressions, unsupportedMetrics } from "./media-refusals.ts";
import { judgeMetric, mediaMetrics } from "./metric-table.ts";

function checkMedia(media: Media, call: Call): void {
  if (isExpiredStory(media, call.nowMs)) {
    const { storyInsightsAfterExpiry } = call.simulation.behaviour;
    if (storyInsightsAfterExpiry === "gone") throw noSuchObject(media.id);
    if (storyInsightsAfterExpiry === "permission") throw permissionDenied();
  }
  if (media.traits.beforeConversion) throw beforeConversion(media.account.language);
  if (media.traits.belowFiveViewers) throw notEnoughViewers();
}

function checkMetrics(metrics: readonly string[], media: Media, call: Call): void {
  const { behaviour, world } = call.simulation;
  const verdicts = metrics.map((metric) =>
    world.removedMetrics.media.has(metric) ? "unsupported" : judgeMetric(metric, media, call.host, behaviour),
  );
  const unsupported = metrics.filter((_, index) => verdicts[index] === "unsupported");
  if (unsupported.length > 0) throw unsupportedMetrics(unsupported);
  if (verdicts.includes("retired")) throw retiredImpressions();
  if (verdicts.includes("fatal")) throw fatal();
}

function checkBreakdown(metrics: readonly string[], breakdowns: readonly string[]): void {
  const asked = breakdowns.join(", ");
  const misfits = metrics.filter((metric) => breakdownOf[metric] !== asked);
  if (misfits.length > 0) {
    throw invalidParameter(`Incompatible breakdowns (${asked}) for metric (${misfits.join(", ")})`);
  }
}

function entry(media: Media, metric: string, breakdown: string | undefined, call: Call): Json {
  const value = mediaFigure(media, metric, call.nowMs);
  const { title, description } = titleOf(metric, media.account.language);
  return {
    name: metric,
    period: "lifetime",
    values: isWithoutValues(media, call) ? [] : [{ value }],
    title,
    description,
    ...(breakdown === undefined
      ? {}
      : { total_value: { value, breakdowns: [mediaBreakdown(media, breakdown, value)] } }),
    id: `${media.id}/insights/${metric}/lifetime`,
  };
}

/** Lifetime figures of a post or story. One bad metric fails the whole call. */
export function mediaInsightsEdge(media: Media): Edge {
  return ({ call, parameters, nested }) => {
    if (!isAble(call.grant, "insights")) throw permissionDenied();
    if (media.place === "tag") throw permissionDenied();
    if (nested && call.simulation.behaviour.nestedInsights === "refuse") {
      throw invalidParameter("Insights cannot be read through field expansion");
    }
    const metrics = namesOf("metric", parameters.get("metric"), mediaMetrics);
    const breakdown = parameters.get("breakdown");
    const breakdowns = breakdown === undefined ? [] : namesOf("breakdown", breakdown, mediaBreakdowns);
    checkMedia(media, call);
    checkMetrics(metrics, media, call);
    if (breakdowns.length > 0) checkBreakdown(metrics, breakdowns);
    if (isTooOld(media, call)) return { data: [] };
    return { data: metrics.map((metric) => entry(media, metric, breakdowns[0], call)) };
  };
}
