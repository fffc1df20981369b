import type { GraphClient } from "../../graph/client.ts";
import { InsightsUnavailableError, RefusedNameError, type GraphError } from "../../graph/errors/errors.ts";
import type { InstagramAccount } from "../accounts/account.ts";
import { InsightsAsker } from "../insights/insights-asker.ts";
import { repairRequest, splitByMetric } from "../insights/insight-request.ts";
import { Trials } from "../insights/trials.ts";
import type { MediaKind } from "../media/media-kind.ts";
import { MediaRequests, type MediaInsightRequest } from "./media-requests.ts";
import { mediaMetrics, type MediaMetric } from "./media-metrics.ts";
import { MediaResult, type MediaInsightsOutcome } from "./media-result.ts";
import type { MediaNode } from "../media/media-node.ts";
import { RefusalMemory } from "../memory/refusal-memory.ts";

/** So many media without insights may come before one that shows whether the API has a metric. */
const mostScouts = 10;

/** What to read of each media. */
export interface MediaInsightsOptions {
  /** Names of `mediaMetrics`. Each is requested only for the kinds of media that have it. */
  metrics: readonly string[];
  /** Metrics to split by their breakdown. Each costs one more call per media. */
  splitMetrics?: readonly string[] | undefined;
  /** The version of the API: newer metrics are not requested. Default `v25.0`. */
  apiVersion?: string | undefined;
  /** The table of metrics. Default: `mediaMetrics`. */
  matrix?: readonly MediaMetric[] | undefined;
  /** Called once when metrics are dropped for a kind of media; `undefined` for every kind: the API does not know them. */
  onDroppedMetrics?: ((metrics: readonly string[], kind: MediaKind | undefined) => void) | undefined;
  /** Called once when metrics are no longer split for a kind of media. They come as plain totals then. */
  onDroppedSplits?: ((metrics: readonly string[], kind: MediaKind) => void) | undefined;
}

/** Reads insights of many media. It remembers which metrics the API refuses. */
export interface MediaInsightsReader {
  /** Gives one outcome per media, in order, usually for one call each. Rejects only when aborted. */
  read(
    account: Pick<InstagramAccount, "id">,
    media: readonly MediaNode[],
    signal?: AbortSignal,
  ): Promise<MediaInsightsOutcome[]>;
}

/**
 * Makes a reader of media insights. The media need `media_type` and `media_product_type`: they say which metrics exist.
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
      const settled = new Map<MediaKind, Set<string>>();
      const settle = ({ kind, metrics }: MediaInsightRequest) => {
        const ofKind = settled.get(kind) ?? new Set();
        settled.set(kind, ofKind);
        for (const metric of metrics) ofKind.add(metric);
      };
      const ask = async (requests: readonly MediaInsightRequest[]) => {
        for (const request of requests) results[request.subject]?.asked(request);
        const asker = new InsightsAsker<MediaInsightRequest>(graph, account, {
          repair: (request, error) => repairRequest(request, error, suspects),
          splitters: [splitByMetric],
          trials,
          onAnswered: (request, entries) => {
            settle(request);
            results[request.subject]?.take(request, entries);
            memory.accepted(request.metrics, account.id, request.kind);
            if (request.breakdowns) splitMemory.accepted(request.metrics, account.id, request.kind);
          },
          onRefused: (request, metrics, error) => {
            settle({ ...request, metrics: [...metrics] });
            results[request.subject]?.refuse(metrics, error);
            // A metric of shared media only: the refusal concerns this media, not its kind.
            const refused = metrics.filter((metric) => !suspects.has(metric));
            memory.refused(refused, account.id, request.kind, error);
            if (isOfBreakdown(error)) splitMemory.refused(request.metrics, account.id, request.kind, error);
          },
          onFailed: (request, error) => {
            // A media without insights, like a story with few viewers, says nothing about the metric.
            if (!(error instanceof InsightsUnavailableError)) settle(request);
            results[request.subject]?.fail(request.metrics, error);
          },
          signal,
        });
        await asker.run(requests);
      };
      // A refusal costs one call per media: for a kind that may refuse, ask about a few first.
      await ask(plan.secondChances(media, account.id));
      for (let position = 0; position < mostScouts; position += 1) {
        const open = plan
          .scouts(media, account.id, position)
          .filter(({ kind, metrics }) => !metrics.every((metric) => settled.get(kind)?.has(metric)));
        if (open.length === 0) break;
        await ask(open);
      }
      const { now, later } = plan.withFewOf(media, account.id);
      await ask(plan.about(now, account.id));
      await ask(plan.about(later, account.id));
      return results.map((result) => result.outcome());
    },
  };
}

function isOfBreakdown(error: GraphError): boolean {
  return error instanceof RefusedNameError && error.nameKind === "breakdown";
}
