import type { GraphClient } from "../graph/client.ts";
import {
  InsightsUnavailableError,
  RefusedNameError,
  TransientError,
  type GraphError,
} from "../graph/errors.ts";
import { budgetOf, type InstagramAccount } from "./account.ts";
import { nodeRequestOf, repairQuestion, type InsightQuestion } from "./insight-question.ts";
import { figuresOf, type MediaFigures } from "./media-figures.ts";
import { kindOf, type MediaKind } from "./media-kind.ts";
import { mediaMetrics, type MediaMetric } from "./media-metrics.ts";
import type { MediaNode } from "./media.ts";
import { RefusalMemory } from "./refusal-memory.ts";
import { metricsFor } from "./valid-metrics.ts";

/** What became of one media's insights. */
export type MediaInsightsOutcome =
  | {
      ok: true;
      figures: MediaFigures;
      /** No wanted metric is valid for its kind, so that nothing was asked. */
      unasked?: true;
      /** Why some of what was asked is not there, although the rest is. */
      missing?: GraphError;
    }
  | { ok: false; error: GraphError };

/** What to ask of each media. */
export interface MediaInsightsOptions {
  /** Names of `mediaMetrics`; each is asked only of the kinds of media it is valid for. */
  metrics: readonly string[];
  /** Metrics to split by their breakdown: one more call per media for each. */
  splitMetrics?: readonly string[];
  /** The version that is asked, so that no metric is asked for that it lacks. Default `v25.0`. */
  apiVersion?: string | undefined;
  /** What is valid where. Default: `mediaMetrics`. */
  matrix?: readonly MediaMetric[];
  /**
   * Told once when metrics, or their splits (`navigation by story_navigation_action_type`), are given up for a kind of
   * media; `undefined` for every kind: the API does not know them.
   */
  onDroppedMetrics?: (metrics: readonly string[], kind: MediaKind | undefined) => void;
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
  const memory = new RefusalMemory<MediaKind>((metrics, kind) => options.onDroppedMetrics?.(metrics, kind));

  const questionsAbout = (
    media: MediaNode,
    subject: number,
    account: Pick<InstagramAccount, "id">,
  ): InsightQuestion[] => {
    const kind = kindOf(media);
    const valid = metricsFor(kind, graph.host, apiVersion, matrix).filter(({ name }) =>
      memory.allows(name, account.id, kind),
    );
    const apart = valid.filter(
      ({ name, breakdown }) =>
        breakdown !== undefined &&
        split.has(name) &&
        memory.allows(splitName(name, breakdown), account.id, kind),
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
        params: { breakdown },
      })),
    ];
  };

  return {
    async read(account, media, signal) {
      const results = media.map(() => new MediaResult());
      let questions = media.flatMap((one, subject) => questionsAbout(one, subject, account));
      for (const { subject } of questions) results[subject]?.asked();
      while (questions.length > 0) {
        const outcomes = await graph.readMany({
          requests: questions.map(nodeRequestOf),
          budget: budgetOf(account),
          signal,
        });
        const next: InsightQuestion[] = [];
        for (const [position, question] of questions.entries()) {
          const outcome = outcomes[position];
          const result = results[question.subject];
          const asked = media[question.subject];
          if (!outcome || !result || !asked) continue;
          const kind = kindOf(asked);
          if (outcome.ok) {
            result.take(question, outcome.body);
            memory.accepted([...question.metrics, ...splitsOf(question)], account.id, kind);
            continue;
          }
          const repair = repairQuestion(question, outcome.error, suspects);
          if (repair) {
            // Where sharing decides, a refusal is of this one media and says nothing of its kind.
            memory.refused(
              isOfBreakdown(outcome.error)
                ? splitsOf(question)
                : repair.refused.filter((metric) => !suspects.has(metric)),
              account.id,
              kind,
              outcome.error,
            );
            next.push(...repair.questions);
          } else result.fail(outcome.error);
        }
        questions = next;
      }
      return results.map((result) => result.outcome());
    },
  };
}

/** What the memory, and whoever is told, calls a metric that is split. */
function splitName(metric: string, breakdown: string): string {
  return `${metric} by ${breakdown}`;
}

function splitsOf({ metrics, params: { breakdown } }: InsightQuestion): string[] {
  return typeof breakdown === "string" ? metrics.map((metric) => splitName(metric, breakdown)) : [];
}

function isOfBreakdown(error: GraphError): boolean {
  return error instanceof RefusedNameError && error.nameKind === "breakdown";
}

/** Collects the answers about one media. */
class MediaResult {
  readonly #figures: MediaFigures = { values: {}, splits: {} };
  #isAsked = false;
  #isAnswered = false;
  #error: GraphError | undefined;

  asked(): void {
    this.#isAsked = true;
  }

  take(question: InsightQuestion, body: unknown): void {
    const { breakdown } = question.params;
    const figures = figuresOf(body, typeof breakdown === "string" ? breakdown : undefined);
    if (figures) {
      this.#isAnswered = true;
      Object.assign(this.#figures.values, figures.values);
      Object.assign(this.#figures.splits, figures.splits);
      return;
    }
    this.fail(
      new TransientError("Cannot read insights: the answer has no list of metrics", {
        endpoint: "GET /{id}/insights",
        reason: "unexpected-shape",
      }),
    );
  }

  /** The first failure stands, unless a later one says that the media has no insights at all. */
  fail(error: GraphError): void {
    if (!this.#error || error instanceof InsightsUnavailableError) this.#error = error;
  }

  /** What was answered is kept, whatever became of the rest. */
  outcome(): MediaInsightsOutcome {
    if (!this.#isAsked) return { ok: true, figures: this.#figures, unasked: true };
    if (!this.#error) return { ok: true, figures: this.#figures };
    if (this.#isAnswered) return { ok: true, figures: this.#figures, missing: this.#error };
    return { ok: false, error: this.#error };
  }
}
