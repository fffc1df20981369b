import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { expectRefusal } from "../../verdict/expect-refusal.ts";
import { bothHosts, facebookHost, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs } from "../../verdict/outcome.ts";
import { recordOf, textOf } from "../../exchange/records.ts";
import {
  entryOf,
  mediaInsightsQuestion,
  needSubject,
  plainMetrics,
  splitOf,
  triedSubjects,
} from "../../subjects/insights.ts";
import { needMedia, needStories, publishedMs, storiesQuestion } from "../../subjects/media.ts";
import { pages } from "../vendor-pages.ts";

const dayMs = 24 * 60 * 60_000;
const navigationCategories = ["tap_forward", "tap_back", "tap_exit", "swipe_forward"];

export const storyFacts: readonly Fact[] = [
  {
    name: "story-fields-accepted",
    claim: "The stories edge takes the fields that posts take",
    source: pages.userStories,
    certainty: "measured",
    reliedOnBy: "tap: stream stories",
    hosts: bothHosts,
    async check(probe) {
      const reply = await probe.ask(await storiesQuestion(probe));
      return agreesIf(
        reply.ok && Array.isArray(reply.body["data"]),
        "a list, empty without live stories",
        describeReply(reply),
      );
    },
  },
  {
    name: "stories-say-what-they-are",
    claim: "A story's media_product_type is STORY, its media_type IMAGE or VIDEO",
    source: pages.userStories,
    certainty: "documented",
    reliedOnBy: "core: mediaKindOf",
    hosts: bothHosts,
    async check(probe) {
      const kinds = (await needStories(probe)).map(
        (story) => `${textOf(story, "media_product_type")} ${textOf(story, "media_type")}`,
      );
      const unexpected = kinds.filter((kind) => !/^STORY (IMAGE|VIDEO)$/.test(kind));
      return agreesIf(
        unexpected.length === 0,
        "STORY IMAGE or STORY VIDEO",
        [...new Set(unexpected)].join(", "),
      );
    },
  },
  {
    name: "stories-of-one-day",
    claim: "The stories edge lists those of the last 24 hours",
    source: pages.userStories,
    certainty: "documented",
    reliedOnBy: "tap: stream stories is whole at every sync",
    hosts: bothHosts,
    async check(probe) {
      const ages = (await needStories(probe)).map((story) => probe.nowMs - publishedMs(story));
      return agreesIf(Math.max(...ages) < dayMs + 10 * 60_000, "up to 24 hours old", "an older story");
    },
  },
  {
    name: "stories-end-without-next",
    claim: "The stories edge's only page has no paging.next",
    source: pages.userStories,
    certainty: "measured",
    reliedOnBy: "core: readPages",
    hosts: bothHosts,
    async check(probe) {
      await needStories(probe);
      const reply = await probe.ask(await storiesQuestion(probe));
      const paging = reply.ok ? recordOf(reply.body["paging"]) : undefined;
      return agreesIf(paging !== undefined && !("next" in paging), "no next", `paging: ${shapeOf(paging)}`);
    },
  },
  {
    name: "stories-not-among-media",
    claim: "The media edge lists no stories",
    source: pages.userMedia,
    certainty: "documented",
    reliedOnBy: "tap: streams media and stories share no record",
    hosts: bothHosts,
    async check(probe) {
      const stories = new Set((await needStories(probe)).map(({ id }) => id));
      const shared = (await needMedia(probe)).filter(
        (media) => stories.has(media.id) || media["media_product_type"] === "STORY",
      );
      return agreesIf(shared.length === 0, "no story among the posts", "a story among the posts");
    },
  },
  {
    name: "story-metrics-accepted",
    claim: "All metrics of stories are answered in one call",
    source: pages.mediaInsights,
    certainty: "measured",
    reliedOnBy: "core: mediaMetrics; stream story_insights",
    hosts: bothHosts,
    async check(probe) {
      const { reply } = await needSubject(probe, "story");
      if (!reply.ok) return differs(plainMetrics(probe, "story").join(", "), describeReply(reply));
      const absent = plainMetrics(probe, "story").filter((name) => !entryOf(reply.body, name));
      return agreesIf(absent.length === 0, "an entry for each", `no entry for ${absent.join(", ")}`);
    },
  },
  {
    name: "story-navigation-split",
    claim:
      "navigation splits by story_navigation_action_type into lower-case tap_forward, tap_back, tap_exit, swipe_forward",
    source: pages.mediaInsights,
    certainty: "recorded",
    reliedOnBy: "tap: columns navigation_… of story_insights",
    hosts: bothHosts,
    async check(probe) {
      const { id } = await needSubject(probe, "story");
      const dimension = "story_navigation_action_type";
      const body = await probe.answer(mediaInsightsQuestion(id, ["navigation"], dimension));
      const split = splitOf(entryOf(body, "navigation"));
      if (String(split?.keys) !== dimension)
        return differs(`dimension_keys: [${dimension}]`, shapeOf(body, 7));
      const unexpected =
        split?.categories.filter((category) => !navigationCategories.includes(category)) ?? [];
      return unexpected.length > 0
        ? differs(navigationCategories.join(", "), unexpected.join(", "))
        : agrees();
    },
  },
  {
    name: "story-total-views",
    claim: "total_views of a story is answered, refused by its name, or refused as a missing permission",
    source: pages.mediaInsights,
    certainty: "measured",
    reliedOnBy: "core: metrics that refuse a whole call are searched for; stream story_insights",
    hosts: facebookHost,
    async check(probe) {
      const { id } = await needSubject(probe, "story");
      const reply = await probe.ask({
        ...mediaInsightsQuestion(id, ["total_views"]),
        permissionAside: true,
      });
      if (reply.ok && entryOf(reply.body, "total_views")) return agrees("answered");
      const isKnown = !reply.ok && ["refused-name", "permission"].includes(reply.error.kind);
      return isKnown ? agrees(describeReply(reply)) : differs("one of the three", describeReply(reply));
    },
  },
  {
    name: "unseen-story-is-refused-alone",
    claim:
      "A story that fewer than five people saw is refused with code 10, in words that say it is not a permission",
    source: pages.mediaInsights,
    certainty: "documented",
    reliedOnBy: "core: InsightsUnavailableError; the story is skipped, the sync goes on",
    hosts: bothHosts,
    async check(probe) {
      const refused = (await triedSubjects(probe, "story")).flatMap(({ reply }) => (reply.ok ? [] : [reply]));
      const reply = probe.need(
        refused.find(({ error }) => error.code === 10),
        "a live story that fewer than five people saw",
      );
      return expectRefusal(reply, { kinds: ["no-insights"], code: 10, reason: "too-few-viewers" });
    },
  },
];
