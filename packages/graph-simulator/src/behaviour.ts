/** What the simulator does where sources about the real API disagree or are silent. */
export interface Behaviour {
  /** `POST /` with `batch` on graph.instagram.com. Default `refuse`. */
  readonly instagramHostBatch: "refuse" | "serve";
  /** Total-only user metrics asked without `metric_type` on graph.instagram.com. Default `drop`. */
  readonly totalMetricsWithoutMetricType: "drop" | "refuse";
  /** `/me` on graph.instagram.com: a flat object or `{"data":[…]}`. Default `flat`. */
  readonly meShape: "flat" | "wrapped";
  /** The answer to an authorization code: flat with a bare number, or `{"data":[…]}`. Default `flat`. */
  readonly shortLivedTokenShape: "flat" | "wrapped";
  /** Usage headers on the outer answer of a batch, beside those inside its items. Default `none`. */
  readonly outerBatchUsageHeaders: "none" | "all";
  /** Usage headers on a refused (throttled) call. Default true. */
  readonly usageHeadersOnRefusal: boolean;
  /** Most items of a batch. Default 50. */
  readonly batchLimit: number;
  /** Most ids of an `ids=` call. Default 50. */
  readonly idsMaximum: number;
  /** A bad id within `ids=`: fails the call, or is left out. Default `fail`. */
  readonly idsPartialResults: "fail" | "leave-out";
  /** HTTP status of 80002 and 80001. Default 400. */
  readonly throttleStatus: number;
  /** Seconds of a `Retry-After` header on throttled answers; null sends none. Default null. */
  readonly retryAfterSeconds: number | null;
  /** HTTP status of 190 answers. Default 400. */
  readonly tokenErrorStatus: number;
  /** `end`: a bucket carries the midnight that ends it; `start`: the one that opens it. Default `end`. */
  readonly dayLabel: "end" | "start";
  /** Whether totals on graph.instagram.com are capped at 30 days as well. Default false. */
  readonly thirtyDayCapOnInstagramHost: boolean;
  /** `since` later than `until`. Default `refuse`. */
  readonly sinceAfterUntil: "refuse" | "empty";
  /** Insights of a story after 24 hours: 100/33, code 10, or the figures. Default `gone`. */
  readonly storyInsightsAfterExpiry: "gone" | "permission" | "serve";
  /** `insights.metric(…)` within `fields=`. Default `serve`. */
  readonly nestedInsights: "serve" | "refuse";
  /** Largest `limit`; larger ones are cut to it. Default 100. */
  readonly pageSizeMaximum: number;
  /** Page size without a `limit`. Default 25. */
  readonly pageSizeDefault: number;
  /** Pages that are shorter than asked, some empty, though more follow. Default `never`. */
  readonly shortPages: "never" | "sometimes";
  /** Newest posts `/media` reaches back to. Default 10000. */
  readonly mediaCap: number;
  /** Whether the last page within the cap still has a `next`, which is then refused. Default true. */
  readonly nextLinkAtMediaCap: boolean;
  /** Values an answer may hold before "reduce the amount of data"; null has no bound. Default null. */
  readonly pageWeightMaximum: number | null;
  /** Metrics an old feed video answers. Default reach, saved, likes, comments, shares, total_interactions. */
  readonly feedVideoMetrics: readonly string[];
  /** Metrics an AD answers. Default those and views. */
  readonly adMetrics: readonly string[];
  /** `total_likes` and `total_comments` on stories. Default `refuse`. */
  readonly totalsOnStories: "refuse" | "serve";
  /** Hours during which a reel answers `"values": []`. Default 48. */
  readonly freshReelHours: number;
  /** Age in days from which posts answer `{"data":[]}` for insights; null has none. Default null. */
  readonly mediaInsightsMaximumAgeDays: number | null;
  /** `caption` and `media_product_type` on graph.instagram.com. Default `serve`. */
  readonly captionOnInstagramHost: "serve" | "omit";
  /** An id graph.instagram.com does not know. Default `unsupported`. */
  readonly unknownIdOnInstagramHost: "unsupported" | "no-such-object";
  /** The edge `tags` on graph.instagram.com. Default `serve`. */
  readonly tagsOnInstagramHost: "serve" | "refuse";
  /** Timeframes beyond this_week and this_month. Default `refuse`. */
  readonly olderTimeframes: "refuse" | "serve";
  /** engaged_ and reached_audience_demographics without a timeframe. Default `refuse`. */
  readonly missingTimeframe: "refuse" | "serve";
  /** Whether `timeframe` stands among the dimension_keys when one is given. Default true. */
  readonly timeframeInDimensionKeys: boolean;
  /** Empty profile fields: left out or `""`. Default `absent`. */
  readonly emptyProfileFields: "absent" | "empty-string";
  /** The version in paging links: the asked one, or the one that served. Default `asked`. */
  readonly pagingVersion: "asked" | "served";
  /** `ETag` headers and 304 for `If-None-Match`. Default true. */
  readonly etags: boolean;
  /** Permissions of which one shows Pages whose role came through a business. Default ads_management, ads_read. */
  readonly businessPagePermissions: readonly string[];
  /** `config.quota_total` of content_publishing_limit. Default 50. */
  readonly publishingQuota: number;
  /** Whether tokens of the app only work with an appsecret_proof on graph.facebook.com. Default false. */
  readonly requireAppsecretProof: boolean;
  /** The version that serves paths without one. Default v25.0. */
  readonly defaultVersion: string;
}

const servedFeedVideoMetrics = ["reach", "saved", "likes", "comments", "shares", "total_interactions"];

const defaults: Behaviour = {
  instagramHostBatch: "refuse",
  totalMetricsWithoutMetricType: "drop",
  meShape: "flat",
  shortLivedTokenShape: "flat",
  outerBatchUsageHeaders: "none",
  usageHeadersOnRefusal: true,
  batchLimit: 50,
  idsMaximum: 50,
  idsPartialResults: "fail",
  throttleStatus: 400,
  retryAfterSeconds: null,
  tokenErrorStatus: 400,
  dayLabel: "end",
  thirtyDayCapOnInstagramHost: false,
  sinceAfterUntil: "refuse",
  storyInsightsAfterExpiry: "gone",
  nestedInsights: "serve",
  pageSizeMaximum: 100,
  pageSizeDefault: 25,
  shortPages: "never",
  mediaCap: 10_000,
  nextLinkAtMediaCap: true,
  pageWeightMaximum: null,
  feedVideoMetrics: servedFeedVideoMetrics,
  adMetrics: [...servedFeedVideoMetrics, "views"],
  totalsOnStories: "refuse",
  freshReelHours: 48,
  mediaInsightsMaximumAgeDays: null,
  captionOnInstagramHost: "serve",
  unknownIdOnInstagramHost: "unsupported",
  tagsOnInstagramHost: "serve",
  olderTimeframes: "refuse",
  missingTimeframe: "refuse",
  timeframeInDimensionKeys: true,
  emptyProfileFields: "absent",
  pagingVersion: "asked",
  etags: true,
  businessPagePermissions: ["ads_management", "ads_read"],
  publishingQuota: 50,
  requireAppsecretProof: false,
  defaultVersion: "v25.0",
};

/** The documented defaults, with what was given instead. */
export function resolveBehaviour(given: Partial<Behaviour> = {}): Behaviour {
  return { ...defaults, ...given };
}

/** Whether a word names one of them. */
export function isBehaviourName(name: string): name is keyof Behaviour {
  return Object.hasOwn(defaults, name);
}
