import type { GraphClient } from "../../graph/client.ts";
import { RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { askRepairing } from "../insights/ask-insights.ts";
import { repairRequest, splitByMetric } from "../insights/insight-request.ts";
import { Trials } from "../insights/trials.ts";
import type { MediaKind } from "../media/media-kind.ts";
import { MediaRequests, type MediaInsightRequest } from "./media-requests.ts";
import { mediaMetrics, type MediaMetric } from "./media-metrics.ts";
import { MediaResult, type MediaInsightsOutcome } from "./media-result.ts";
import type { MediaNode } from "../media/media.ts";
import { RefusalMemory } from "../insights/refusal-memory.ts";

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
  const { matrix = mediaMetrics } = options;
  const suspects = new Set(matrix.filter(({ onlyWhenShared }) => onlyWhenShared).map(({ name }) => name));
  const memory = new RefusalMemory<MediaKind>(options.onDroppedMetrics);
  const splitMemory = new RefusalMemory<MediaKind>(
    (metrics, kind) => kind && options.onDroppedSplits?.(metrics, kind),
  );
  const plan = new MediaRequests(graph.host, options, memory, splitMemory);
  const trials = new Trials();

  return {
    async read(account, media, signal) {
      const results = media.map(() => new MediaResult());
      const ask = async (requests: readonly MediaInsightRequest[]) => {
        for (const { subject } of requests) results[subject]?.asked();
        await askRepairing(graph, account, requests, {
          repair: (request, error) => repairRequest(request, error, suspects),
          splitters: [splitByMetric],
          trials,
          onAnswered: (request, entries) => {
            results[request.subject]?.take(request, entries);
            memory.accepted(request.metrics, account.id, request.kind);
            if (request.breakdowns) splitMemory.accepted(request.metrics, account.id, request.kind);
          },
          onRefused: (request, metrics, error) => {
            results[request.subject]?.refuse(metrics, error);
            // Where sharing decides, a refusal is of this one media and says nothing of its kind.
            const refused = metrics.filter((metric) => !suspects.has(metric));
            memory.refused(refused, account.id, request.kind, error);
            if (isOfBreakdown(error)) splitMemory.refused(request.metrics, account.id, request.kind, error);
          },
          onFailed: ({ subject, metrics }, error) => results[subject]?.fail(metrics, error),
          signal,
        });
      };
      const about = (some: readonly [number, MediaNode][]) =>
        some.flatMap(([subject, one]) => plan.about(one, subject, account.id));
      // Of a kind that may refuse what is wanted, a few are asked first: a refusal costs a call, for each that is asked.
      await ask(plan.scouts(media, account.id));
      const { now, later } = plan.withFewOf(media, account.id);
      await ask(about(now));
      await ask(about(later));
      return results.map((result) => result.outcome());
    },
  };
}

function isOfBreakdown(error: GraphError): boolean {
  return error instanceof RefusedNameError && error.nameKind === "breakdown";
}
