// The client.
export { createGraphClient, type GraphClient, type GraphClientOptions } from "./graph/client.ts";
export type { GraphNode } from "./graph/envelope.ts";
export { defaultApiVersion, hostBaseUrls, hostOfToken, type GraphHost } from "./graph/hosts.ts";
export type { Params } from "./graph/http/params.ts";
export type { ManyRequest, NodeOutcome, NodeRequest } from "./graph/many/node-request.ts";
export { nameOfBudget, type Budget } from "./graph/pacing/budget.ts";
export type { Usage } from "./graph/pacing/usage.ts";
export { systemClock, type Clock, type Fetch } from "./graph/ports.ts";
export { createRedactor } from "./graph/redact/redact.ts";
export type { GraphObserver } from "./graph/observer.ts";
export { probeApiVersion } from "./graph/versions/probe-version.ts";

// Its errors.
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
  type GraphErrorReason,
} from "./graph/errors/errors.ts";
export type { GraphErrorKind } from "./graph/errors/table/error-rule.ts";

// Readers of what Instagram has. What each of them may ask for is in matrix.ts.
export { budgetOf, NoInstagramAccountError, type InstagramAccount } from "./instagram/accounts/account.ts";
export { discoverAccounts, type Discovery } from "./instagram/accounts/discover-accounts.ts";
export { pacificDays, type PacificDay } from "./instagram/account-insights/pacific-days.ts";
export { probeWindows } from "./instagram/account-insights/probe-windows.ts";
export type { DayCoverage, DayStatus } from "./instagram/account-insights/day-coverage.ts";
export { createUserInsightsReader } from "./instagram/account-insights/user-insights.ts";
export {
  createUserReportReader,
  type ReportCell,
  type SnapshotPart,
  type UserReportReader,
} from "./instagram/account-insights/user-report.ts";
export type { CommentNode } from "./instagram/comments/comment-page.ts";
export { createCommentsReader } from "./instagram/comments/comments.ts";
export { utcTimestamp, utcTimestampOf } from "./instagram/fields/timestamps.ts";
export type { MediaFigures } from "./instagram/insights/media-figures.ts";
export { createMediaInsightsReader } from "./instagram/media-insights/media-insights.ts";
export type { MediaInsightsOutcome } from "./instagram/media-insights/media-result.ts";
export { readMedia, readStories, readTagged } from "./instagram/media/media.ts";
export type { MediaNode } from "./instagram/media/media-node.ts";
