export {
  createGraphClient,
  type GetRequest,
  type GraphClient,
  type GraphClientOptions,
} from "./graph/client.ts";
export type { GraphNode } from "./graph/envelope.ts";
export {
  AuthError,
  GraphError,
  InsightsUnavailableError,
  MisuseError,
  NotFoundError,
  PermissionError,
  QuotaExhaustedError,
  RateLimitError,
  RefusedNameError,
  TooMuchDataError,
  TransientError,
  type GraphErrorDetails,
  type GraphErrorReason,
} from "./graph/errors/errors.ts";
export type { GraphErrorKind } from "./graph/errors/table/error-rule.ts";
export { defaultApiVersion, hostBaseUrls, hostOfToken, type GraphHost } from "./graph/hosts.ts";
export type { ManyRequest, NodeOutcome, NodeRequest } from "./graph/many/node-request.ts";
export type { PagePlan, PagesRequest } from "./graph/pages.ts";
export { systemClock, type Clock, type Fetch, type Random } from "./graph/ports.ts";
export { createRedactor, redactTokenShapes } from "./graph/redact.ts";
export type { ExpandedField, Fields, Params } from "./graph/http/params.ts";
export type { GraphRequest } from "./graph/http/request.ts";
export type { RetryPolicy } from "./graph/pacing/retry.ts";
export type { GraphObserver } from "./graph/sender.ts";
export type { Shape } from "./graph/http/transport.ts";
export { apiVersions, type ApiVersion } from "./graph/versions/api-versions.ts";
export { probeApiVersion, type VersionVerdict } from "./graph/versions/probe-version.ts";
export type { Budget, Usage } from "./graph/pacing/usage.ts";
export type { Availability, Retirement, Since, Surroundings } from "./instagram/fields/availability.ts";
export { budgetOf, NoInstagramAccountError, type InstagramAccount } from "./instagram/accounts/account.ts";
export {
  discoverAccounts,
  type Discovery,
  type DiscoveryOptions,
} from "./instagram/accounts/discover-accounts.ts";
export type { InsightCell } from "./instagram/insights/insight-cells.ts";
export { skipLeadingEmptyWindows } from "./instagram/account-insights/skip-empty-windows.ts";
export {
  createCommentsReader,
  type CommentsOptions,
  type CommentsOutcome,
  type CommentsReader,
} from "./instagram/comments/comments.ts";
export { commentFields } from "./instagram/comments/comment-fields.ts";
export type { CommentNode } from "./instagram/comments/comment-page.ts";
export {
  readMedia,
  readStories,
  readTagged,
  type MediaNode,
  type MediaOptions,
  type StoryOptions,
} from "./instagram/media/media.ts";
export {
  mediaFields,
  mediaFieldsOf,
  type MediaField,
  type MediaPlace,
} from "./instagram/media/media-fields.ts";
export type { MediaFigures } from "./instagram/insights/media-figures.ts";
export {
  createMediaInsightsReader,
  type MediaInsightsOptions,
  type MediaInsightsReader,
} from "./instagram/media-insights/media-insights.ts";
export type { MediaInsightsOutcome } from "./instagram/media-insights/media-result.ts";
export { mediaKindOf, type MediaKind } from "./instagram/media/media-kind.ts";
export {
  mediaMetrics,
  retiredMediaMetrics,
  type MediaMetric,
  type RetiredMediaMetric,
} from "./instagram/media-insights/media-metrics.ts";
export type { MetricRequest } from "./instagram/account-insights/metrics/metric-request.ts";
export { metricRequestOf, type MetricQuery } from "./instagram/account-insights/metrics/metric-query.ts";
export { pacificDays, type PacificDay } from "./instagram/account-insights/pacific-days.ts";
export type { NodeField } from "./instagram/fields/node-field.ts";
export { accountFields, profileFields } from "./instagram/accounts/profile-fields.ts";
export { utcTimestamp, utcTimestampOf } from "./instagram/fields/timestamps.ts";
export { timeframes, type Timeframe } from "./instagram/account-insights/metrics/timeframes.ts";
export { userBreakdowns } from "./instagram/account-insights/metrics/user-breakdowns.ts";
export { userDemographics } from "./instagram/account-insights/metrics/user-demographics.ts";
export {
  createUserInsightsReader,
  type DayFigure,
  type DayFigures,
  type UserInsightsOptions,
  type UserInsightsReader,
} from "./instagram/account-insights/user-insights.ts";
export { userMetrics, type UserMetric } from "./instagram/account-insights/metrics/user-metrics.ts";
export {
  createUserReportReader,
  type ReportCell,
  type UserReportOptions,
  type UserReportReader,
} from "./instagram/account-insights/user-report.ts";
export { metricsFor, metricsOfAllPosts } from "./instagram/media-insights/valid-metrics.ts";
