// What there is to ask for, as data: which host, kind of media and version has it, and what it means.
export { apiVersions } from "./graph/versions/api-versions.ts";
export type { Availability, Retirement } from "./instagram/fields/availability.ts";
export type { NodeField } from "./instagram/fields/node-field.ts";

// Fields, and what a run learns of them.
export { FieldMemory } from "./instagram/fields/field-memory.ts";
export { accountFields } from "./instagram/accounts/account-fields.ts";
export { commentFields } from "./instagram/comments/comment-fields.ts";
export type { MediaPlace } from "./instagram/media/media-field.ts";
export { mediaFields, mediaFieldsOf } from "./instagram/media/media-fields.ts";

// Metrics of media.
export { mediaKindOf, type MediaKind } from "./instagram/media/media-kind.ts";
export {
  mediaMetrics,
  retiredMediaMetrics,
  type MediaMetric,
} from "./instagram/media-insights/media-metrics.ts";
export { metricsFor, metricsOfAllPosts } from "./instagram/media-insights/valid-metrics.ts";

// Metrics of accounts.
export type { KnownMetric } from "./instagram/account-insights/day-coverage.ts";
export { metricRequestOf } from "./instagram/account-insights/metrics/metric-query.ts";
export type { MetricRequest } from "./instagram/account-insights/metrics/metric-request.ts";
export { timeframes } from "./instagram/account-insights/metrics/timeframes.ts";
export { userBreakdowns } from "./instagram/account-insights/metrics/user-breakdowns.ts";
export { userDemographics } from "./instagram/account-insights/metrics/user-demographics.ts";
export { userMetrics } from "./instagram/account-insights/metrics/user-metrics.ts";
