import type { GraphHost } from "@tap-instagram/core";
import {
  collaborationInvites,
  collaborativeMedia,
  collaborators,
  contentPublishingLimit,
  liveMedia,
  pollAttachment,
  promptResponse,
  scheduledMedia,
  upcomingEvents,
  type AccountEdge,
  type MediaEdge,
} from "@tap-instagram/core/edges";

/** An edge that the readers of the core ask for. */
export interface ServedEdge {
  /** What it hangs on, as the request logs of the simulator call it. */
  node: "{ig-user}" | "{media}" | "{comment}" | "{hashtag}";
  name: string;
  /** Default: both. */
  hosts?: readonly GraphHost[] | undefined;
  /** Parameters beside those that every edge has: `fields`, `limit`, `after`. */
  parameters: readonly string[];
  /** The file of the core that asks for it. */
  declaredIn: string;
  /** It is asked for within `fields`. Only what has no room there, such as a 51st reply, has a request of its own. */
  isNested?: true | undefined;
}

const instagram = "packages/core/src/instagram";

const facebook: readonly GraphHost[] = ["facebook"];

function ofAccount({ name, hosts }: AccountEdge): ServedEdge {
  const declaredIn = `${instagram}/edges/account-edges.ts`;
  return { node: "{ig-user}", name, hosts, parameters: [], declaredIn };
}

function ofPosts({ name }: MediaEdge): ServedEdge {
  const declaredIn = `${instagram}/edges/media-edge.ts`;
  return { node: "{media}", name, hosts: facebook, parameters: [], declaredIn };
}

/** Every edge. A test holds this list against what a sync of all streams asks for. */
export const servedEdges: readonly ServedEdge[] = [
  { node: "{ig-user}", name: "media", parameters: ["since"], declaredIn: `${instagram}/media/media.ts` },
  { node: "{ig-user}", name: "stories", parameters: [], declaredIn: `${instagram}/media/media.ts` },
  {
    node: "{ig-user}",
    name: "tags",
    parameters: ["posted_after"],
    declaredIn: `${instagram}/media/media.ts`,
  },
  {
    node: "{ig-user}",
    name: "insights",
    parameters: ["metric", "metric_type", "period", "breakdown", "timeframe", "since", "until"],
    declaredIn: `${instagram}/account-insights/account-insight-requests.ts`,
  },
  {
    node: "{media}",
    name: "children",
    parameters: [],
    declaredIn: `${instagram}/media/media.ts`,
    isNested: true,
  },
  {
    node: "{media}",
    name: "comments",
    parameters: [],
    declaredIn: `${instagram}/comments/comments.ts`,
  },
  {
    node: "{media}",
    name: "insights",
    parameters: ["metric", "breakdown"],
    declaredIn: `${instagram}/media-insights/media-insights.ts`,
  },
  {
    node: "{comment}",
    name: "replies",
    parameters: [],
    declaredIn: `${instagram}/comments/comments.ts`,
    isNested: true,
  },
  ...[
    collaborativeMedia,
    collaborationInvites,
    liveMedia,
    upcomingEvents,
    scheduledMedia,
    contentPublishingLimit,
  ].map(ofAccount),
  ...[collaborators, pollAttachment, promptResponse].map(ofPosts),
  {
    node: "{ig-user}",
    name: "recently_searched_hashtags",
    hosts: facebook,
    parameters: [],
    declaredIn: `${instagram}/hashtags/hashtags.ts`,
  },
  ...["recent_media", "top_media"].map((name): ServedEdge => ({
    node: "{hashtag}",
    name,
    hosts: facebook,
    parameters: ["user_id"],
    declaredIn: `${instagram}/hashtags/hashtag-media.ts`,
  })),
];

/** The class of the SDK that describes a node on a host; the Instagram host's comments have none of their own. */
export const classesOfNode: Record<ServedEdge["node"], Partial<Record<GraphHost, string>>> = {
  "{ig-user}": { facebook: "IGUser", instagram: "IGUserForIGOnlyAPI" },
  "{media}": { facebook: "IGMedia", instagram: "IGMediaForIGOnlyAPI" },
  "{comment}": { facebook: "IGComment" },
  "{hashtag}": { facebook: "ShadowIGHashtag" },
};
