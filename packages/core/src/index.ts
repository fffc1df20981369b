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
export type { PagesRequest } from "./graph/pages.ts";
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
export { budgetOf, NoInstagramAccountError, type InstagramAccount } from "./instagram/account.ts";
export { discoverAccounts, type Discovery, type DiscoveryOptions } from "./instagram/accounts.ts";
export { withoutEmptyBeginning } from "./instagram/insight-history.ts";
export { readMedia, readStories, type MediaNode, type MediaOptions } from "./instagram/media.ts";
export {
  createMediaInsightsReader,
  type MediaFigures,
  type MediaInsightsOptions,
  type MediaInsightsOutcome,
  type MediaInsightsReader,
} from "./instagram/media-insights.ts";
export {
  kindOf,
  mediaMetrics,
  metricsFor,
  type MediaKind,
  type MediaMetric,
} from "./instagram/media-metrics.ts";
export { pacificDays, type PacificDay } from "./instagram/pacific-days.ts";
export { profileFields } from "./instagram/profile-fields.ts";
export { utcTimestamp, utcTimestampOf } from "./instagram/timestamps.ts";
export {
  createUserInsightsReader,
  type DayFigure,
  type DayFigures,
  type UserInsightsOptions,
  type UserInsightsReader,
} from "./instagram/user-insights.ts";
export { userMetrics, type UserMetric } from "./instagram/user-metrics.ts";
