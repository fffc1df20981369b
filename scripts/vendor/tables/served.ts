import type { GraphHost } from "@tap-instagram/core";
import { collaborationInvites, collaborativeMedia, collaborators } from "@tap-instagram/core/edges";
import {
  accountFields,
  commentFields,
  mediaFields,
  mediaMetrics,
  timeframes,
  userBreakdowns,
  userDemographics,
  userMetrics,
  type Availability,
  type NodeField,
} from "@tap-instagram/core/matrix";
import type { Part } from "../sdk-name.ts";
import { classesOfNode, servedEdges, type ServedEdge } from "./served-edges.ts";
import type { ServedName } from "./served-name.ts";

const instagram = "packages/core/src/instagram";
const file = {
  account: `${instagram}/accounts/account-fields.ts`,
  ownAccount: `${instagram}/accounts/instagram-login.ts`,
  media: `${instagram}/media/media-fields.ts`,
  comment: `${instagram}/comments/comment-fields.ts`,
  mediaMetrics: `${instagram}/media-insights/media-metrics.ts`,
  userMetrics: `${instagram}/account-insights/metrics/user-metrics.ts`,
  userBreakdowns: `${instagram}/account-insights/metrics/user-breakdowns.ts`,
  timeframes: `${instagram}/account-insights/metrics/timeframes.ts`,
  questions: `${instagram}/account-insights/account-insight-requests.ts`,
  answers: `${instagram}/insights/insight-values.ts`,
  accountEdges: `${instagram}/edges/account-edges.ts`,
  mediaEdges: `${instagram}/edges/media-edge.ts`,
  rivals: `${instagram}/rivals/read-rival.ts`,
  mentions: `${instagram}/mentions/read-mentions.ts`,
  hashtags: `${instagram}/hashtags/hashtags.ts`,
};

/** Account metrics and what splits them; the SDK has one list of metrics, which is that of media. */
const accountRequests = [...userMetrics, ...userBreakdowns, ...userDemographics];

/** Every name that we ask for or read, made from the tables of the core, once per class of the SDK. */
export const served: readonly ServedName[] = [
  ...fieldsOn("facebook", "IGUser", accountFields, file.account),
  ...fieldsOn("instagram", "IGUserForIGOnlyAPI", accountFields, file.account),
  ...list("IGUserForIGOnlyAPI", "Field", ["user_id"], file.ownAccount),
  ...fieldsOn("facebook", "IGMedia", mediaFields, file.media),
  ...fieldsOn("instagram", "IGMediaForIGOnlyAPI", mediaFields, file.media),
  ...fieldsOn("facebook", "IGComment", commentFields, file.comment),
  ...list("IGCommentFromUser", "Field", propertiesOf("from", commentFields), file.comment),
  ...list("IGUser", "Field", ["business_discovery"], file.rivals),
  ...list("IGUser", "Field", ["mentioned_media", "mentioned_comment"], file.mentions),
  ...list("ShadowIGHashtag", "Field", ["id", "name"], file.hashtags),
  ...fieldsOn("facebook", "ShadowIGUserCollaborativeMedia", collaborativeMedia.fields, file.accountEdges),
  ...list(
    "ShadowIGUserCollaborationInvites",
    "Field",
    collaborationInvites.fields.map(({ name }) => name),
    file.accountEdges,
  ),
  ...fieldsOn("facebook", "ShadowIGMediaCollaborators", collaborators.fields, file.mediaEdges),
  ...insightsOn("facebook", "InstagramInsightsResult"),
  ...insightsOn("instagram", "InsightsResult"),
  ...list("InstagramInsightsValue", "Field", ["value", "end_time"], file.answers),
  ...servedEdges.flatMap(({ node, name, hosts, parameters, declaredIn }) =>
    classesOf(node, hosts).flatMap((className): ServedName[] => [
      { class: className, part: "edge", name, declaredIn },
      ...parameters.map((parameter): ServedName => ({
        class: className,
        part: "parameter",
        edge: name,
        name: parameter,
        declaredIn,
      })),
    ]),
  ),
];

function classesOf(
  node: ServedEdge["node"],
  hosts: readonly GraphHost[] = ["facebook", "instagram"],
): string[] {
  return hosts.flatMap((host) => classesOfNode[node][host] ?? []);
}

function fieldsOn(
  host: GraphHost,
  className: string,
  fields: readonly NodeField[],
  declaredIn: string,
): ServedName[] {
  const names = fields.flatMap((field) => (field.retired || !isOn(host, field) ? [] : [field.name]));
  return list(className, "Field", ["id", ...names], declaredIn);
}

function insightsOn(host: GraphHost, className: string): ServedName[] {
  const metrics = mediaMetrics.filter((metric) => isOn(host, metric));
  const split = metrics.flatMap(({ breakdown }) => breakdown ?? []);
  const dimensions = accountRequests.flatMap(({ breakdowns }) => breakdowns ?? []);
  const periods = accountRequests.map(({ period }) => period);
  return [
    ...list(className, "Field", ["name", "period", "values", "total_value"], file.answers),
    ...list(
      className,
      "Metric",
      metrics.map(({ name }) => name),
      file.mediaMetrics,
    ),
    ...list(className, "Breakdown", split, file.mediaMetrics),
    ...list(className, "Breakdown", dimensions, file.userBreakdowns),
    ...list(className, "Period", periods, file.userMetrics),
    ...list(className, "MetricType", ["total_value"], file.questions),
    ...list(
      className,
      "Timeframe",
      timeframes.map(({ name }) => name),
      file.timeframes,
    ),
  ];
}

function propertiesOf(name: string, fields: readonly NodeField[]): string[] {
  return fields.find((field) => field.name === name)?.properties?.map((property) => property.name) ?? [];
}

function isOn(host: GraphHost, { hosts }: Availability): boolean {
  return hosts?.includes(host) ?? true;
}

function list(className: string, part: Part, names: readonly string[], declaredIn: string): ServedName[] {
  return [...new Set(names)].map((name) => ({ class: className, part, name, declaredIn }));
}
