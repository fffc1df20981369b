import type { GraphHost } from "../../graph/hosts.ts";
import type { InsightRequest } from "../insights/insight-request.ts";
import { refusalsToDrop, type RefusalMemory } from "../memory/refusal-memory.ts";
import { mediaKindOf, type MediaKind } from "../media/media-kind.ts";
import type { MediaNode } from "../media/media-node.ts";
import { mediaMetrics, type MediaMetric } from "./media-metrics.ts";
import { metricsFor } from "./valid-metrics.ts";

/** A request about one media. */
export interface MediaInsightRequest extends InsightRequest {
  kind: MediaKind;
}

/** Which metrics to request of which media. */
export interface MediaQuery {
  metrics: readonly string[];
  splitMetrics?: readonly string[] | undefined;
  apiVersion?: string | undefined;
  matrix?: readonly MediaMetric[] | undefined;
}

/** Makes the requests about media, from the metrics that exist, those that are wanted, and past refusals. */
export class MediaRequests {
  readonly #host: GraphHost;
  readonly #query: MediaQuery;
  readonly #matrix: readonly MediaMetric[];
  readonly #memory: RefusalMemory<MediaKind>;
  readonly #splitMemory: RefusalMemory<MediaKind>;
  readonly #doubtfulKinds: ReadonlySet<MediaKind>;
  readonly #valid = new Map<MediaKind, readonly MediaMetric[]>();
  #pages = 0;

  constructor(
    host: GraphHost,
    query: MediaQuery,
    memory: RefusalMemory<MediaKind>,
    splitMemory: RefusalMemory<MediaKind>,
  ) {
    this.#host = host;
    this.#query = query;
    this.#matrix = query.matrix ?? mediaMetrics;
    this.#memory = memory;
    this.#splitMemory = splitMemory;
    const wanted = this.#matrix.filter(({ name }) => query.metrics.includes(name));
    this.#doubtfulKinds = new Set(wanted.flatMap(({ doubtful = [] }) => doubtful));
  }

  /** The requests about media, without what only a scout asks for. Media of a kind share their lists of metrics. */
  about(media: readonly Positioned[], account: string): MediaInsightRequest[] {
    const byKind = new Map<MediaKind, readonly Question[]>();
    return media.flatMap(([subject, one]) => {
      const kind = mediaKindOf(one);
      const questions = byKind.get(kind) ?? this.#questionsOf(kind, account);
      byKind.set(kind, questions);
      return questions.map(({ metrics, breakdowns }) => ({
        subject,
        id: one.id,
        kind,
        company: companyOf(one, kind),
        params: {},
        metrics,
        breakdowns,
      }));
    });
  }

  #questionsOf(kind: MediaKind, account: string): Question[] {
    const { metrics, splitMetrics = [] } = this.#query;
    const valid = this.#validFor(kind).filter((metric) => this.#isAskedOfAll(metric, account, kind));
    const apart = valid.filter(
      ({ name, breakdown }) =>
        breakdown !== undefined &&
        splitMetrics.includes(name) &&
        this.#splitMemory.allows(name, account, kind),
    );
    const plain = valid
      .filter((metric) => metrics.includes(metric.name) && !apart.includes(metric))
      .map(({ name }) => name);
    return [
      ...(plain.length > 0 ? [{ metrics: plain }] : []),
      ...apart.map(({ name, breakdown }) => ({
        metrics: [name],
        breakdowns: breakdown === undefined ? undefined : [breakdown],
      })),
    ];
  }

  /** Asks again for a dropped metric of each kind, for another one on each page: an answer brings it back. */
  secondChances(media: readonly MediaNode[], account: string): MediaInsightRequest[] {
    this.#pages += 1;
    return ofKinds(media).flatMap(([kind, [first]]) => {
      const givenUp = this.#wantedOf(kind).filter(({ name }) => this.#memory.isGivenUp(name, account, kind));
      const metric = givenUp[this.#pages % givenUp.length];
      return first && metric ? [aboutOne(first, kind, metric)] : [];
    });
  }

  /** Asks the media of each kind at a position among their kind for the metrics without a known answer. */
  scouts(media: readonly MediaNode[], account: string, position: number): MediaInsightRequest[] {
    return ofKinds(media).flatMap(([kind, some]) => {
      const one = some[position];
      if (!one) return [];
      return this.#wantedOf(kind)
        .filter((metric) => this.#isUnproven(metric, kind) && this.#memory.allows(metric.name, account, kind))
        .map((metric) => aboutOne(one, kind, metric));
    });
  }

  /** Media with their positions. Of the kinds that may refuse a wanted metric, only a few are in `now`. */
  withFewOf(
    media: readonly MediaNode[],
    account: string,
  ): { now: [number, MediaNode][]; later: [number, MediaNode][] } {
    const seen = new Map<MediaKind, number>();
    const now: [number, MediaNode][] = [];
    const later: [number, MediaNode][] = [];
    for (const [position, one] of media.entries()) {
      const kind = mediaKindOf(one);
      const before = seen.get(kind) ?? 0;
      const isUnsure = this.#doubtfulKinds.has(kind) && !this.#memory.knows(account, kind);
      seen.set(kind, before + 1);
      (isUnsure && before >= refusalsToDrop ? later : now).push([position, one]);
    }
    return { now, later };
  }

  #wantedOf(kind: MediaKind): MediaMetric[] {
    return this.#validFor(kind).filter(({ name }) => this.#query.metrics.includes(name));
  }

  #validFor(kind: MediaKind): readonly MediaMetric[] {
    const known = this.#valid.get(kind);
    if (known) return known;
    const valid = metricsFor(kind, this.#host, this.#query.apiVersion, this.#matrix);
    this.#valid.set(kind, valid);
    return valid;
  }

  #isAskedOfAll(metric: MediaMetric, account: string, kind: MediaKind): boolean {
    return !this.#isUnproven(metric, kind) && this.#memory.allows(metric.name, account, kind);
  }

  #isUnproven({ name, unproven = [] }: MediaMetric, kind: MediaKind): boolean {
    return unproven.includes(kind) && !this.#memory.isProven(name, kind);
  }
}

/** Ads have the metrics of posts, but may refuse some: a refusal of theirs is not to cost a whole page of posts a second call. */
function companyOf({ media_product_type: product }: MediaNode, kind: MediaKind): string {
  return product === "AD" ? "ad" : kind;
}

type Positioned = readonly [position: number, media: MediaNode];

type Question = Pick<MediaInsightRequest, "metrics" | "breakdowns">;

function aboutOne(
  [subject, { id }]: Positioned,
  kind: MediaKind,
  { name }: MediaMetric,
): MediaInsightRequest {
  return { subject, id, kind, params: {}, metrics: [name] };
}

/** The media with their positions, by kind. */
function ofKinds(media: readonly MediaNode[]): [MediaKind, Positioned[]][] {
  const byKind = new Map<MediaKind, Positioned[]>();
  for (const [position, one] of media.entries()) {
    const kind = mediaKindOf(one);
    const some = byKind.get(kind);
    if (some) some.push([position, one]);
    else byKind.set(kind, [[position, one]]);
  }
  return [...byKind];
}
