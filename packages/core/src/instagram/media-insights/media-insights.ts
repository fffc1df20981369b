import type { GraphClient } from "../../graph/client.ts";
import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { askRepairing } from "../insights/ask-insights.ts";
import { repairRequest, type InsightRequest } from "../insights/insight-request.ts";
import { mediaKindOf, type MediaKind } from "../media/media-kind.ts";
import { mediaMetrics, type MediaMetric } from "./media-metrics.ts";
import { MediaResult, type MediaInsightsOutcome } from "./media-result.ts";
import type { MediaNode } from "../media/media.ts";
import { refusalsToForget, RefusalMemory } from "../insights/refusal-memory.ts";
import { metricsFor } from "./valid-metrics.ts";

/** What to ask of each media. */
export interface MediaInsightsOptions {
  /** Names of `mediaMetrics`; each is asked only of the kinds of media it is valid for. */
  metrics: readonly string[];
  /** Metrics to split by their breakdown: one more call per media for each. */
  splitMetrics?: readonly string[] | undefined;
  /** The version that is asked, so that no metric is asked for that it lacks. Default `v25.0`. */
  apiVersion?: string | undefined;
  /** What is valid where. Default: `mediaMetrics`. */
  matrix?: readonly MediaMetric[] | undefined;
  /**
   * Told once when metrics are given up for a kind of media; `undefined` for every kind: the API does not know them.
   */
  onDroppedMetrics?: ((metrics: readonly string[], kind: MediaKind | undefined) => void) | undefined;
  /** Told once when metrics are no longer split for a kind of media, and read as plain totals there. */
  onDroppedSplits?: ((metrics: readonly string[], kind: MediaKind) => void) | undefined;
}

interface MediaInsightRequest extends InsightRequest {
  kind: MediaKind;
}

/** Reads insights of many media, and remembers through its life which metrics the API refuses where. */
export interface MediaInsightsReader {
  /** One outcome per media, in order, at one quota call per media as a rule. Rejects only when aborted. */
  read(
    account: Pick<InstagramAccount, "id">,
    media: readonly MediaNode[],
    signal?: AbortSignal,
  ): Promise<MediaInsightsOutcome[]>;
}

/**
 * Makes a reader of media insights. The media need `media_type` and `media_product_type`, which say what is valid.
 * https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
 *
 * @example
 * ```ts
 * import { createGraphClient, createMediaInsightsReader, readMedia } from "@tap-instagram/core";
 *
 * const graph = createGraphClient({ accessToken: "EAAG…" });
 * const account = { id: "17841400000000001" };
 * const insights = createMediaInsightsReader(graph, { metrics: ["reach", "saved"] });
 * for await (const posts of readMedia(graph, account, { fields: ["media_type", "media_product_type"] })) {
 *   const outcomes = await insights.read(account, posts);
 *   for (const [index, outcome] of outcomes.entries()) {
 *     if (outcome.ok) console.log(posts[index]?.id, outcome.figures.values); // 180… { reach: 5120, saved: 38 }
 *     else console.warn(posts[index]?.id, outcome.error.hint ?? outcome.error.message);
 *   }
 * }
 * ```
 */
export function createMediaInsightsReader(
  graph: GraphClient,
  options: MediaInsightsOptions,
): MediaInsightsReader {
  const { matrix = mediaMetrics, apiVersion } = options;
  const suspects = new Set(matrix.filter(({ onlyWhenShared }) => onlyWhenShared).map(({ name }) => name));
  const wanted = new Set(options.metrics);
  const split = new Set(options.splitMetrics);
  const doubtfulKinds = new Set(
    matrix.filter(({ name }) => wanted.has(name)).flatMap(({ doubtful = [] }) => doubtful),
  );
  const memory = new RefusalMemory<MediaKind>(options.onDroppedMetrics);
  const splitMemory = new RefusalMemory<MediaKind>(
    (metrics, kind) => kind && options.onDroppedSplits?.(metrics, kind),
  );

  const requestsAbout = (
    media: MediaNode,
    subject: number,
    account: Pick<InstagramAccount, "id">,
  ): MediaInsightRequest[] => {
    const kind = mediaKindOf(media);
    const valid = metricsFor(kind, graph.host, apiVersion, matrix).filter(({ name }) =>
      memory.allows(name, account.id, kind),
    );
    const apart = valid.filter(
      ({ name, breakdown }) =>
        breakdown !== undefined && split.has(name) && splitMemory.allows(name, account.id, kind),
    );
    const plain = valid
      .filter((metric) => wanted.has(metric.name) && !apart.includes(metric))
      .map(({ name }) => name);
    return [
      ...(plain.length > 0 ? [{ subject, id: media.id, kind, metrics: plain, params: {} }] : []),
      ...apart.map(({ name, breakdown }) => ({
        subject,
        id: media.id,
        kind,
        metrics: [name],
        breakdowns: breakdown === undefined ? undefined : [breakdown],
        params: {},
      })),
    ];
  };

  return {
    async read(account, media, signal) {
      const results = media.map(() => new MediaResult());
      const ask = async (some: readonly [number, MediaNode][]) => {
        const requests = some.flatMap(([subject, one]) => requestsAbout(one, subject, account));
        for (const { subject } of requests) results[subject]?.asked();
        await askRepairing(graph, account, requests, {
          repair: (request, error) => repairRequest(request, error, suspects),
          onAnswered: (request, entries) => {
            results[request.subject]?.take(request, entries);
            memory.accepted(request.metrics, account.id, request.kind);
            if (request.breakdowns) splitMemory.accepted(request.metrics, account.id, request.kind);
          },
          onRefused: (request, metrics, error) => {
            // Where sharing decides, a refusal is of this one media and says nothing of its kind.
            const refused = metrics.filter((metric) => !suspects.has(metric));
            memory.refused(refused, account.id, request.kind, error);
            if (isOfBreakdown(error)) splitMemory.refused(request.metrics, account.id, request.kind, error);
          },
          onFailed: ({ subject }, error) => results[subject]?.fail(error),
          signal,
        });
      };
      // Of a kind that may refuse what is wanted, a few are asked first: a refusal costs a call, for each that is asked.
      const unsure = (kind: MediaKind) => doubtfulKinds.has(kind) && !memory.knows(account.id, kind);
      const { now, later } = withFewOf(media, unsure);
      await ask(now);
      await ask(later);
      return results.map((result) => result.outcome());
    },
  };
}

/** Media with their positions; of the kinds that are unsure only a few `now`. */
function withFewOf(
  media: readonly MediaNode[],
  isUnsure: (kind: MediaKind) => boolean,
): { now: [number, MediaNode][]; later: [number, MediaNode][] } {
  const scouts = new Map<MediaKind, number>();
  const now: [number, MediaNode][] = [];
  const later: [number, MediaNode][] = [];
  for (const [position, one] of media.entries()) {
    const kind = mediaKindOf(one);
    const before = scouts.get(kind) ?? 0;
    const waits = isUnsure(kind) && before >= refusalsToForget;
    scouts.set(kind, before + 1);
    (waits ? later : now).push([position, one]);
  }
  return { now, later };
}

function isOfBreakdown(error: GraphError): boolean {
  return error instanceof RefusedNameError && error.nameKind === "breakdown";
}
