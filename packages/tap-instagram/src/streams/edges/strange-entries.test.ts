import type { FaultMatch } from "@tap-instagram/graph-simulator";
import { expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../../test/run.ts";

const world = {
  accounts: [
    {
      username: "shop",
      posts: 3,
      stories: 0,
      collaborations: 2,
      invites: 2,
      live: true,
      login: "both",
    },
    { username: "rival", posts: 2, stories: 0 },
  ],
  hashtags: [{ name: "coffee", recent: 3, top: 0 }],
} as const;

const success = { success: true };

/** Where a list or an object is asked for, and what comes instead, which holds nothing of what was asked for. */
const strange: [string, FaultMatch, unknown][] = [
  ["content_publishing_limit", { pathIncludes: "content_publishing_limit" }, success],
  ["content_publishing_limit", { pathIncludes: "content_publishing_limit" }, { data: [success] }],
  [
    "content_publishing_limit",
    { pathIncludes: "content_publishing_limit" },
    { data: [{ quota_usage: null }] },
  ],
  ["live_media", { pathIncludes: "live_media" }, success],
  ["live_media", { pathIncludes: "live_media" }, { data: [success] }],
  ["upcoming_events", { pathIncludes: "upcoming_events" }, { data: [success] }],
  ["scheduled_media", { pathIncludes: "scheduled_media" }, { data: [success] }],
  ["collaboration_invites", { pathIncludes: "collaboration_invites" }, success],
  ["collaboration_invites", { pathIncludes: "collaboration_invites" }, { data: [success] }],
  ["collaborative_media", { pathIncludes: "collaborative_media" }, { data: [success] }],
  ["media_collaborators", { template: "/{media}/collaborators" }, success],
  ["media_collaborators", { template: "/{media}/collaborators" }, { data: [success] }],
  ["media_polls", { template: "/{media}/poll_attachment" }, success],
  ["media_polls", { template: "/{media}/poll_attachment" }, { data: success }],
  ["media_polls", { template: "/{media}/poll_attachment" }, { id: "1", option_a: null }],
  ["media_prompts", { template: "/{media}/prompt_response" }, success],
  ["media_prompts", { template: "/{media}/prompt_response" }, { data: [success] }],
  ["rivals", { query: { fields: "business_discovery" } }, { business_discovery: success, id: "1" }],
  ["rival_media", { query: { fields: "business_discovery" } }, { business_discovery: success, id: "1" }],
  [
    "rival_media",
    { query: { fields: "business_discovery" } },
    { business_discovery: { media: { data: [success, null] } } },
  ],
  ["hashtags", { pathIncludes: "ig_hashtag_search" }, success],
  ["hashtags", { pathIncludes: "ig_hashtag_search" }, { data: [success] }],
  ["hashtag_media", { pathIncludes: "recent_media" }, success],
  ["hashtag_media", { pathIncludes: "recent_media" }, { data: [success, null] }],
];

test.each(strange)(
  "%s makes no row of an answer without anything expected, and misses it: %j, %j",
  async (stream, match, body) => {
    const simulator = await simulated({ world });
    const posts = simulator.world.accounts[0]?.ids.media ?? [];
    simulator.faults.add({ match, answer: { status: 200, body } });
    const { exitCode, records } = await run(simulator, {
      settings: {
        accounts: ["shop"],
        poll_media_ids: [...posts],
        prompt_media_ids: [...posts],
        rivals: ["rival"],
        hashtags: ["coffee"],
        media_collaborators_lookback_days: 4000,
        max_retries: 1,
      },
      catalog: catalogOf({ [stream]: "all" }),
    });
    expect(records(stream)).toEqual([]);
    expect(exitCode).toBe(4);
  },
);
