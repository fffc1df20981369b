import {
  utcTimestamp,
  type MediaFigures,
  type MediaInsightsOutcome,
  type MediaNode,
} from "@tap-instagram/core";
import { mediaKindOf, mediaMetrics, type MediaKind } from "@tap-instagram/core/matrix";
import { lackOf, reasonOfFailure, refusalOf } from "../../book/reason-of.ts";
import type { Lack, Thing } from "../../book/thing.ts";

type Answered = Extract<MediaInsightsOutcome, { ok: true }>;

/** The API may need 48 hours for the figures of a new media; the rest is for clocks that differ. */
const figuresComeAfterMs = 50 * 60 * 60_000;
/** A story is gone after 24 hours; the run may have begun an hour ago. */
const storyEndsAfterMs = 23 * 60 * 60_000;

/** What came along with a page: some of its metrics may lack. */
export function outcomeOfPage(figures: MediaFigures, metrics: readonly string[]): MediaInsightsOutcome {
  const { values, unreadable = [] } = figures;
  const lacks = metrics.flatMap((metric): Answered["lacks"] => {
    if (unreadable.includes(metric)) return [{ metric, cause: "unreadable" }];
    return typeof values[metric] === "number" ? [] : [{ metric, cause: "empty" }];
  });
  return { ok: true, figures, lacks };
}

/** Why a media has no figures; `undefined` when it has some. */
export function lackOfMedia(
  media: MediaNode,
  outcome: MediaInsightsOutcome,
  nowMs: number,
): Lack | undefined {
  if (outcome.ok && hasFigures(outcome.figures)) return undefined;
  const thing = thingOf(media);
  if (!outcome.ok) {
    const isExpired = outcome.error.kind === "not-found" && isOldStory(thing, nowMs);
    return lackOf(thing, outcome.error, isExpired ? "deleted-meanwhile" : undefined);
  }
  if (outcome.unasked) return { thing, reason: "refused-name" };
  // An answer without a figure makes no record: in a target it would blank the figures of before.
  const [first] = outcome.lacks;
  if (first?.error && outcome.lacks.every(({ error }) => error))
    return lackOf(thing, first.error, first.error.kind === "refused-name" ? "refused-name" : undefined);
  if (outcome.lacks.some(({ cause }) => cause === "unreadable")) return { thing, reason: "unreadable" };
  if (!isFresh(thing, nowMs)) return { thing, reason: "empty-answer" };
  // A young post whose metrics are named without values has a record, to be counted: it had no figures before.
  return { thing, reason: "fresh", hasRecord: isNamed(outcome.figures) };
}

/** A post may have to wait for its figures. A story has them while it is live, or never. */
function isFresh({ kind, publishedAt }: Thing, nowMs: number): boolean {
  return kind === "post" && publishedAt !== undefined && Date.parse(publishedAt) > nowMs - figuresComeAfterMs;
}

/** A story that was in the list may end before its figures are asked for. */
function isOldStory({ kind, publishedAt }: Thing, nowMs: number): boolean {
  return kind === "story" && publishedAt !== undefined && Date.parse(publishedAt) <= nowMs - storyEndsAfterMs;
}

/** The metrics that a media lacks, while it has a record. Of a media without any figure only refusals are told. */
export function lacksOfMetrics(
  media: MediaNode,
  all: Answered["lacks"],
  ofMedia: Lack | undefined,
  nowMs: number,
): Lack[] {
  const lacks = ofMedia ? all.filter(({ cause }) => cause !== "empty") : all;
  if (lacks.length === 0) return [];
  const whole = thingOf(media);
  const { id, publishedAt } = whole;
  const variant = mediaKindOf(media);
  return lacks.map(({ metric, cause, error }) => {
    const thing: Thing = { kind: "metric", id, metric, variant };
    const refusal = error && refusalOf(error);
    if (cause === "failed") {
      const reason = error ? reasonOfFailure(error) : cause;
      return { thing: { ...thing, publishedAt }, reason, refusal };
    }
    if (cause === "empty")
      return {
        thing: { ...thing, publishedAt },
        reason: "empty-figure",
        isDue: !isFresh(whole, nowMs) && !isOftenEmpty(metric, variant),
      };
    if (cause === "unreadable") return { thing: { ...thing, publishedAt }, reason: "unreadable" };
    return { thing, reason: error?.kind === "refused-name" ? "refused-name" : "refused-alone", refusal };
  });
}

/** Metrics that only some media of a kind have: those that are shared to Facebook, or older kinds. */
function isOftenEmpty(metric: string, kind: MediaKind): boolean {
  const row = mediaMetrics.find(({ name }) => name === metric);
  return row?.onlyWhenShared === true || [...(row?.doubtful ?? []), ...(row?.unproven ?? [])].includes(kind);
}

/** The metrics that the media of a page have. */
export class MetricsOfPage {
  readonly #names = new Map<MediaKind, Set<string>>();

  add(media: MediaNode, { values, splits }: MediaFigures): void {
    const variant = mediaKindOf(media);
    const names = this.#names.get(variant) ?? new Set();
    this.#names.set(variant, names);
    for (const metric of Object.keys(values)) if (typeof values[metric] === "number") names.add(metric);
    for (const metric of Object.keys(splits)) names.add(metric);
  }

  get all(): Pick<Thing, "metric" | "variant">[] {
    return [...this.#names].flatMap(([variant, names]) => [...names].map((metric) => ({ metric, variant })));
  }
}

/** Whether an answer names any metric, with or without a value. */
export function isNamed(figures: MediaFigures | undefined): boolean {
  return figures !== undefined && (hasFigures(figures) || Object.keys(figures.values).length > 0);
}

function hasFigures({ values, splits }: MediaFigures): boolean {
  return (
    Object.values(values).some((value) => value !== null) ||
    Object.values(splits).some((split) => Object.keys(split).length > 0)
  );
}

function thingOf(media: MediaNode): Thing {
  return {
    kind: mediaKindOf(media) === "story" ? "story" : "post",
    id: media.id,
    publishedAt: utcTimestamp(media["timestamp"]) ?? undefined,
  };
}
