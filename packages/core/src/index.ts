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
  type GraphErrorKind,
} from "./graph/errors.ts";
export { defaultApiVersion, hostBaseUrls, hostOfToken, type GraphHost } from "./graph/hosts.ts";
export type { ManyRequest, NodeOutcome, NodeRequest } from "./graph/node-request.ts";
export type { PagePlan, PagesRequest } from "./graph/pages.ts";
export { systemClock, type Clock, type Fetch, type Random } from "./graph/ports.ts";
export { createRedactor, redactTokenShapes } from "./graph/redact.ts";
export type { GraphRequest, Params } from "./graph/request.ts";
export type { RetryPolicy } from "./graph/retry.ts";
export type { GraphObserver } from "./graph/sender.ts";
export {
  debugToken,
  exchangeToken,
  refreshToken,
  requiredScopes,
  tokenWarnings,
  type AppCredentials,
  type FreshToken,
  type TokenReport,
} from "./graph/tokens.ts";
export type { Shape } from "./graph/transport.ts";
export type { Budget, Usage } from "./graph/usage.ts";
export type { Availability, Retirement, Since, Surroundings } from "./instagram/availability.ts";
export { budgetOf, NoInstagramAccountError, type InstagramAccount } from "./instagram/account.ts";
export { discoverAccounts, type Discovery, type DiscoveryOptions } from "./instagram/accounts.ts";
export type { InsightCell } from "./instagram/insight-cells.ts";
export { withoutEmptyBeginning } from "./instagram/insight-history.ts";
export {
  createCommentsReader,
  type CommentsOptions,
  type CommentsOutcome,
  type CommentsReader,
} from "./instagram/comments.ts";
export { commentFields } from "./instagram/comment-fields.ts";
export type { CommentNode } from "./instagram/comment-page.ts";
export {
  readMedia,
  readStories,
  readTagged,
  type MediaNode,
  type MediaOptions,
  type StoryOptions,
} from "./instagram/media.ts";
export { mediaFields, mediaFieldsOf, type MediaField, type MediaPlace } from "./instagram/media-fields.ts";
export type { MediaFigures } from "./instagram/media-figures.ts";
export {
  createMediaInsightsReader,
  type MediaInsightsOptions,
  type MediaInsightsReader,
} from "./instagram/media-insights.ts";
export type { MediaInsightsOutcome } from "./instagram/media-result.ts";
export { mediaKindOf, type MediaKind } from "./instagram/media-kind.ts";
export {
  mediaMetrics,
  retiredMediaMetrics,
  type MediaMetric,
  type RetiredMediaMetric,
} from "./instagram/media-metrics.ts";
export type { MetricRequest } from "./instagram/metric-request.ts";
export { metricRequestOf, type MetricWish } from "./instagram/metric-wish.ts";
export { pacificDays, type PacificDay } from "./instagram/pacific-days.ts";
export type { NodeField } from "./instagram/node-field.ts";
export { profileFieldMatrix, profileFields } from "./instagram/profile-fields.ts";
export { utcTimestamp, utcTimestampOf } from "./instagram/timestamps.ts";
export { userBreakdowns } from "./instagram/user-breakdowns.ts";
export { userDemographics } from "./instagram/user-demographics.ts";
export {
  createUserInsightsReader,
  type DayFigure,
  type DayFigures,
  type UserInsightsOptions,
  type UserInsightsReader,
} from "./instagram/user-insights.ts";
export { userMetrics, type UserMetric } from "./instagram/user-metrics.ts";
export {
  createUserReportReader,
  type ReportCell,
  type UserReportOptions,
  type UserReportReader,
} from "./instagram/user-report.ts";
export { metricsFor, metricsOfAllPosts } from "./instagram/valid-metrics.ts";
