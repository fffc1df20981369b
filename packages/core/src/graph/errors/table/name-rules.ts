import type { ErrorRule } from "./error-rule.ts";

const errorHandling = "https://developers.facebook.com/docs/graph-api/guides/error-handling";
const mediaInsights =
  "https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/insights";
const userInsights =
  "https://developers.facebook.com/docs/instagram-platform/api-reference/instagram-user/insights";

export type NameReason =
  | "fatal"
  | "wrong-media-type"
  | "retired"
  | "unknown"
  | "incompatible"
  | "metric-type"
  | "period"
  | "history"
  | "business-discovery-only"
  | "video-only";

/** Refusals of metrics, fields and breakdowns. Most have no code of their own, so the rows match texts. */
export const nameRules: readonly ErrorRule<NameReason>[] = [
  {
    codes: [-1],
    subcodes: [2207086],
    kind: "refused-name",
    nameKind: "metric",
    reason: "fatal",
    docsUrl: mediaInsights,
  },
  {
    text: /does not support the (?<names>.+?) metrics? for/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "wrong-media-type",
    docsUrl: mediaInsights,
  },
  {
    text: /the (?<names>[\w, ]+?) metrics? is no longer supported/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "retired",
    docsUrl: mediaInsights,
  },
  {
    text: /metric\[(?<position>\d+)\] must be one of the following values: (?<valid>.+)/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "unknown",
    docsUrl: mediaInsights,
  },
  {
    text: /breakdown\[(?<position>\d+)\] must be one of the following values: (?<valid>.+)/i,
    kind: "refused-name",
    nameKind: "breakdown",
    reason: "unknown",
    docsUrl: mediaInsights,
  },
  {
    text: /incompatible breakdowns \((?<names>[^)]*)\)/i,
    kind: "refused-name",
    nameKind: "breakdown",
    reason: "incompatible",
    docsUrl: userInsights,
  },
  {
    text: /following metrics? \((?<names>[^)]*)\) should be specified with/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "metric-type",
    docsUrl: userInsights,
  },
  {
    text: /following metrics? \((?<names>[^)]*)\) (?:is|are) incompatible with the metric type/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "metric-type",
    docsUrl: userInsights,
  },
  {
    text: /following periods \([^)]*\) are incompatible with the metrics? \((?<names>[^)]*)\)/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "period",
    docsUrl: userInsights,
  },
  {
    text: /\((?<names>\w+)\) metric only supports querying data for/i,
    kind: "refused-name",
    nameKind: "metric",
    reason: "history",
    docsUrl: userInsights,
  },
  {
    text: /nonexisting field \((?<names>[^)]*)\)/i,
    kind: "refused-name",
    nameKind: "field",
    reason: "unknown",
    docsUrl: errorHandling,
  },
  {
    codes: [36104],
    kind: "refused-name",
    nameKind: "field",
    reason: "business-discovery-only",
    names: ["view_count"],
  },
  {
    codes: [9005],
    subcodes: [1452042],
    kind: "refused-name",
    nameKind: "field",
    reason: "video-only",
    names: ["copyright_check_information"],
  },
];
