import type { Reason } from "./reasons.ts";
import type { NoticedLack, Thing } from "./thing.ts";

type Metric = Pick<Thing, "metric" | "variant">;

/** What a chapter knows of its metrics. */
export interface MetricsOfChapter {
  readonly came: readonly Metric[];
  readonly due: readonly (Metric & { readonly things: number })[];
}

/** Lacks of one metric, and how they end. */
export interface SettledFigures {
  readonly reason: Reason;
  readonly count: number;
  readonly details: readonly NoticedLack[];
}

/**
 * Metrics that were answered without a number, of things that have other figures. Only the whole stream of an account
 * tells whether that is ordinary: a metric that never came is one that the account does not have.
 */
export class EmptyFigures {
  /** By variant. Every post brings its metrics here, so nothing is made of them to look them up. */
  readonly #came = new Map<string | undefined, Set<string | undefined>>();
  readonly #lacks = new Map<string, { count: number; due: number; first: NoticedLack }>();

  came(metrics: readonly Metric[]): void {
    for (const { metric, variant } of metrics) {
      const ofVariant = this.#came.get(variant) ?? new Set();
      this.#came.set(variant, ofVariant);
      ofVariant.add(metric);
    }
  }

  /** Whether a metric came of another object. */
  hasCome({ metric, variant }: Metric): boolean {
    return this.#came.get(variant)?.has(metric) === true;
  }

  add(lack: NoticedLack): void {
    const key = keyOf(lack.thing);
    const known = this.#lacks.get(key);
    const due = lack.isDue ? 1 : 0;
    if (known) {
      known.count += 1;
      known.due += due;
    } else this.#lacks.set(key, { count: 1, due, first: lack });
  }

  /** Metrics that had figures, and those that were due and had none. */
  get known(): MetricsOfChapter {
    return {
      came: [...this.#came].flatMap(([variant, names]) => [...names].map((metric) => ({ metric, variant }))),
      due: [...this.#lacks.values()].flatMap(({ due, first: { thing } }) =>
        due > 0 && !this.hasCome(thing)
          ? [{ metric: thing.metric, variant: thing.variant, things: due }]
          : [],
      ),
    };
  }

  /** What came for other objects may still come. What never came counts once. */
  settled(): SettledFigures[] {
    return [...this.#lacks.values()].map(({ count, first }) =>
      this.hasCome(first.thing)
        ? { reason: "empty-figure", count, details: [first] }
        : { reason: "often-empty", count: 1, details: [withoutObject(first)] },
    );
  }
}

function withoutObject(lack: NoticedLack): NoticedLack {
  const { kind, metric, variant } = lack.thing;
  return { ...lack, thing: { kind, metric, variant } };
}

export function keyOf({ metric, variant }: Metric): string {
  return JSON.stringify([metric, variant]);
}
