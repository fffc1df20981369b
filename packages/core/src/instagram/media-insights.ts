import * as v from "valibot";
import type { GraphClient } from "../graph/client.ts";
import { InsightsUnavailableError, TransientError, type GraphError } from "../graph/errors.ts";
import { budgetOf, type InstagramAccount } from "./account.ts";
import { nodeRequestOf, repairQuestion, type InsightQuestion } from "./insight-question.ts";
import { insightsBody, singleValue, splitBy, type InsightEntry } from "./insight-values.ts";
import type { MediaNode } from "./media.ts";
import { kindOf, mediaMetrics, metricsFor, type MediaKind } from "./media-metrics.ts";
import { RefusalMemory } from "./refusal-memory.ts";

/** The figures of one media. A metric without a value, or not valid for its kind, is absent. */
export interface MediaFigures {
  values: { [metric: string]: number | null };
  /** Metrics that were split: `{ navigation: { tap_forward: 30 } }`. */
  splits: { [metric: string]: { [category: string]: number } };
}

/** What became of one media's insights. */
export type MediaInsightsOutcome = { ok: true; figures: MediaFigures } | { ok: false; error: GraphError };

/** What to ask of each media. */
export interface MediaInsightsOptions {
  /** Names of `mediaMetrics`; each is asked only of the kinds of media it is valid for. */
  metrics: readonly string[];
  /** Metrics to split by their breakdown: one more call per media for each. */
  splitMetrics?: readonly string[];
  /** Told once when metrics are given up for a kind of media. */
  onDroppedMetrics?: (metrics: readonly string[], kind: MediaKind) => void;
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

const suspects = new Set(mediaMetrics.filter(({ onlyWhenShared }) => onlyWhenShared).map(({ name }) => name));

/**
 * Makes a reader of media insights. The media need `media_type` and `media_product_type`, which say what is valid.
 * https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights
 */
export function createMediaInsightsReader(
  graph: GraphClient,
  options: MediaInsightsOptions,
): MediaInsightsReader {
  const wanted = new Set(options.metrics);
  const split = new Set(options.splitMetrics);
  const memory = new RefusalMemory<MediaKind>((metrics, kind) => options.onDroppedMetrics?.(metrics, kind));

  const questionsAbout = (media: MediaNode, subject: number): InsightQuestion[] => {
    const kind = kindOf(media);
    const valid = metricsFor(kind, graph.host).filter(({ name }) => memory.allows(name, kind));
    const plain = valid.filter(({ name }) => wanted.has(name) && !split.has(name)).map(({ name }) => name);
    const apart = valid.filter(({ name, breakdown }) => breakdown !== undefined && split.has(name));
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
      let questions = media.flatMap(questionsAbout);
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
            memory.accepted(question.metrics, kind);
            continue;
          }
          const repair = repairQuestion(question, outcome.error, suspects);
          if (repair) {
            memory.refused(repair.refused, kind);
            next.push(...repair.questions);
          } else result.fail(outcome.error);
        }
        questions = next;
      }
      return results.map((result) => result.outcome());
    },
  };
}

/** Collects the answers about one media. */
class MediaResult {
  readonly #figures: MediaFigures = { values: {}, splits: {} };
  #error: GraphError | undefined;

  take(question: InsightQuestion, body: unknown): void {
    const parsed = v.safeParse(insightsBody, body);
    if (!parsed.success) {
      this.fail(
        new TransientError("Cannot read insights: the answer has no list of metrics", {
          endpoint: "GET /{id}/insights",
          reason: "unexpected-shape",
        }),
      );
      return;
    }
    for (const entry of parsed.output.data) {
      this.#figures.values[entry.name] = singleValue(entry);
      const { breakdown } = question.params;
      if (typeof breakdown === "string") this.#takeSplit(entry, breakdown);
    }
  }

  /** The first failure stands, unless a later one says that the media has no insights at all. */
  fail(error: GraphError): void {
    if (!this.#error || error instanceof InsightsUnavailableError) this.#error = error;
  }

  outcome(): MediaInsightsOutcome {
    return this.#error ? { ok: false, error: this.#error } : { ok: true, figures: this.#figures };
  }

  #takeSplit(entry: InsightEntry, dimension: string): void {
    this.#figures.splits[entry.name] = splitBy(entry, dimension);
  }
}
