import type { SimulatorProcess } from "../../test/processes.ts";
import { eachOf, Graph, type Metric } from "./graph.ts";
import {
  dayTotals,
  moves,
  postFigures,
  storyFigures,
  type DayTruth,
  type Figure,
  type Figures,
  type GroupTruth,
  type NodeTruth,
  type PostTruth,
  type Reading,
  type StoryTruth,
} from "./shapes.ts";

/**
 * Reads the simulator's API, account by account, day by day and post by post, as slowly and plainly as can be.
 *
 * @param before - an earlier reading: what it has of days that ended more than a week ago is not asked for again.
 */
export async function readAll(simulator: SimulatorProcess, before?: Reading): Promise<Reading> {
  const graph = new Graph(simulator);
  const { now } = await simulator.admin<{ now: string }>("world");
  const pages = await graph.list("me/accounts", "instagram_business_account{id,username,followers_count}");
  const accounts = pages.flatMap(({ instagram_business_account: account }) => {
    const {
      id,
      username,
      followers_count: followers,
    } = (account ?? {}) as {
      [field: string]: string | number | undefined;
    };
    return id === undefined
      ? []
      : [{ id: String(id), username: String(username), followers: Number(followers) }];
  });
  const parts = await Promise.all(
    accounts.map(async ({ id }) => ({
      days: await readDays(graph, id, Date.parse(now), before),
      posts: await readPosts(graph, id),
      stories: await readStories(graph, id),
      groups: await readGroups(graph, id),
    })),
  );
  return {
    accounts,
    days: parts.flatMap(({ days }) => days),
    posts: parts.flatMap(({ posts }) => posts),
    stories: parts.flatMap(({ stories }) => stories),
    groups: parts.flatMap(({ groups }) => groups),
  };
}

const dayMs = 86_400_000;

/** The days that are over, of the two years that the API has. */
async function readDays(
  graph: Graph,
  account: string,
  nowMs: number,
  before: Reading | undefined,
): Promise<DayTruth[]> {
  const known = (before?.days ?? []).filter(
    (day) => day.account === account && Date.parse(day.end) < nowMs - 7 * dayMs,
  );
  const knownEnds = new Set(known.map(({ end }) => end));
  const series = async (metric: string, period: string) => {
    const found = new Map<string, Figure>();
    // At most thirty days a call.
    for (let untilMs = nowMs; untilMs > nowMs - 730 * dayMs; untilMs -= 30 * dayMs) {
      const sinceMs = Math.max(untilMs - 30 * dayMs, nowMs - 730 * dayMs + 3_600_000);
      const answer = await graph.get(`${account}/insights`, {
        metric,
        period,
        since: Math.floor(sinceMs / 1000),
        until: Math.floor(untilMs / 1000),
      });
      for (const { value, end_time: end } of answer.data?.[0]?.values ?? [])
        if (end !== undefined) found.set(isoOf(end), value ?? null);
    }
    return found;
  };
  const [reach, week, followers] = await Promise.all([
    series("reach", "day"),
    series("reach", "week"),
    series("follower_count", "day"),
  ]);
  // The tap goes back 729 days from its own clock, which is not that of the simulator.
  const oldestMs = Date.now() - 729 * dayMs;
  const ends = [...reach.keys()].filter((end) => Date.parse(end) <= nowMs && Date.parse(end) >= oldestMs);
  const asked = ends.filter((end) => !knownEnds.has(end)).toSorted();
  const read = await eachOf(asked, async (end): Promise<DayTruth> => {
    // A total is that of the days whose end is within the bounds.
    const until = Date.parse(end) / 1000;
    const span = { period: "day", metric_type: "total_value", since: until - 3600, until };
    const totals = await graph.get(`${account}/insights`, { ...span, metric: dayTotals.join(",") });
    const follows = await graph.get(`${account}/insights`, {
      ...span,
      metric: "follows_and_unfollows",
      breakdown: "follow_type",
    });
    const followed = partsOf(follows.data?.[0]);
    const totalOf = (name: string) => totals.data?.find((metric) => metric.name === name)?.total_value?.value;
    return {
      account,
      end,
      figures: {
        ...(Object.fromEntries(dayTotals.map((name) => [name, totalOf(name) ?? null])) as Figures<
          (typeof dayTotals)[number]
        >),
        reach: reach.get(end) ?? null,
        reach_week: week.get(end) ?? null,
        // Of this one it asks for 30 days.
        follower_count: Date.parse(end) < Date.now() - 30 * dayMs ? null : (followers.get(end) ?? null),
        followed: followed.get("FOLLOWER") ?? null,
        unfollowed: followed.get("NON_FOLLOWER") ?? null,
      },
    };
  });
  return [...known, ...read];
}

async function readPosts(graph: Graph, account: string): Promise<PostTruth[]> {
  const nodes = await graph.list(`${account}/media`, `${nodeFields},like_count,comments_count`);
  return eachOf(nodes, async (node) => ({
    ...nodeOf(account, node),
    likeCount: (node["like_count"] as number | undefined) ?? null,
    commentsCount: (node["comments_count"] as number | undefined) ?? null,
    figures: await graph.lifetime(String(node["id"]), postFigures),
  }));
}

async function readStories(graph: Graph, account: string): Promise<StoryTruth[]> {
  const nodes = await graph.list(`${account}/stories`, nodeFields);
  return eachOf(nodes, async (node) => {
    const id = String(node["id"]);
    const navigation = await graph.get(`${id}/insights`, {
      metric: "navigation",
      breakdown: "story_navigation_action_type",
    });
    const known = partsOf(navigation.data?.[0]);
    return {
      ...nodeOf(account, node),
      figures: {
        ...(await graph.lifetime(id, storyFigures)),
        ...(Object.fromEntries(moves.map((move) => [move, known.get(move) ?? null])) as Figures<
          (typeof moves)[number]
        >),
      },
    };
  });
}

async function readGroups(graph: Graph, account: string): Promise<GroupTruth[]> {
  const asked = ["age", "gender", "age,gender", "city", "country"].flatMap((breakdown) => [
    { metric: "follower_demographics", timeframe: undefined, breakdown },
    ...["engaged_audience_demographics", "reached_audience_demographics"].flatMap((metric) =>
      ["this_week", "this_month"].map((timeframe) => ({ metric, timeframe, breakdown })),
    ),
  ]);
  const groups = await eachOf(asked, async ({ metric, timeframe, breakdown }) => {
    const { data } = await graph.get(`${account}/insights`, {
      metric,
      period: "lifetime",
      metric_type: "total_value",
      breakdown,
      timeframe,
    });
    const [found] = data?.[0]?.total_value?.breakdowns ?? [];
    // Some answers name the timeframe as a dimension, too.
    const isAsked = (_: string, index: number) => found?.dimension_keys?.[index] !== "timeframe";
    return (found?.results ?? []).map(({ dimension_values: values, value }) => ({
      account,
      metric,
      timeframe,
      breakdown,
      values: values.filter(isAsked),
      value,
    }));
  });
  return groups.flat();
}

const nodeFields = "id,media_type,media_product_type,timestamp,caption,permalink";

function nodeOf(account: string, node: Metric): NodeTruth {
  return {
    id: String(node["id"]),
    account,
    published: isoOf(String(node["timestamp"])),
    mediaType: String(node["media_type"]),
    productType: (node["media_product_type"] as string | undefined) ?? null,
    caption: (node["caption"] as string | undefined) ?? null,
    permalink: (node["permalink"] as string | undefined) ?? null,
  };
}

function partsOf(metric: Metric | undefined): Map<string, number> {
  const results = metric?.total_value?.breakdowns?.[0]?.results ?? [];
  return new Map(results.map(({ dimension_values: [name = ""], value }) => [name, value]));
}

/** The API writes a zone without a colon. */
function isoOf(time: string): string {
  return new Date(time.replace(/\+0000$/, "Z")).toISOString();
}
