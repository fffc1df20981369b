import {
  fatal,
  incompatibleBreakdowns,
  invalidParameter,
  missingPermissions,
  noSuchObject,
  notEnoughViewers,
  permissionDenied,
} from "../../errors/refusals.ts";
import type { Call } from "../../graph/node.ts";
import type { Edge, Json } from "../../graph/node.ts";
import { isAble } from "../../tokens/grant.ts";
import { figuresOf } from "../../world/media/figures.ts";
import type { Media } from "../../world/model.ts";
import { namesOf } from "../metric-names.ts";
import { titleOf } from "../titles.ts";
import { breakdownOf, mediaBreakdowns, mediaBreakdown } from "./breakdowns.ts";
import { isExpiredStory, isTooOld, isWithoutValues } from "./availability.ts";
import { beforeConversion, retiredImpressions, unsupportedMetrics } from "./media-refusals.ts";
import { judgeMetric, metricsOf } from "./metric-table.ts";

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
  if (unsupported.length > 0) throw unsupportedMetrics(unsupported, behaviour.refusedMetricNames);
  if (verdicts.includes("retired")) throw retiredImpressions();
  if (verdicts.includes("fatal")) throw fatal();
  if (verdicts.includes("not-permitted")) throw missingPermissions();
}

function checkBreakdown(metrics: readonly string[], breakdowns: readonly string[], call: Call): void {
  const asked = breakdowns.join(", ");
  const misfits = metrics.filter((metric) => breakdownOf[metric] !== asked);
  if (misfits.length > 0) throw incompatibleBreakdowns(asked, misfits.join(", "), call.simulation.behaviour);
}

function isKeptEmpty(media: Media, call: Call): boolean {
  return call.simulation.behaviour.emptyInsights.includes(media.place === "story" ? "stories" : "media");
}

/** A figure as it is shown. */
interface Shown {
  readonly metric: string;
  readonly value: number;
  readonly breakdown: string | undefined;
}

function entry(media: Media, { metric, value, breakdown }: Shown, call: Call): Json {
  const { title, description } = titleOf(metric, media.account.language);
  return {
    name: metric,
    period: "lifetime",
    values: isWithoutValues(media, call) ? [] : [{ value }],
    title,
    description,
    total_value:
      breakdown === undefined ? undefined : { value, breakdowns: [mediaBreakdown(media, breakdown, value)] },
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
    const metrics = namesOf("metric", parameters.get("metric"), metricsOf(call.host));
    const breakdown = parameters.get("breakdown");
    const breakdowns = breakdown === undefined ? [] : namesOf("breakdown", breakdown, mediaBreakdowns);
    checkMedia(media, call);
    checkMetrics(metrics, media, call);
    if (breakdowns.length > 0) checkBreakdown(metrics, breakdowns, call);
    if (isTooOld(media, call) || isKeptEmpty(media, call)) return { data: [] };
    const figure = figuresOf(media, call.nowMs);
    const [asked] = breakdowns;
    return {
      data: metrics.map((metric) => entry(media, { metric, value: figure(metric), breakdown: asked }, call)),
    };
  };
}
