import type { SimulatorProcess } from "../../test/processes.ts";
import { eachOf, Graph, type Answer, type Metric } from "./graph.ts";
import { figureOf, isoOf, partsOf, textOf } from "./answers.ts";
import { readDays } from "./reading-days.ts";
import {
  moves,
  postFigureGroups,
  storyFigures,
  type AccountTruth,
  type Figures,
  type GroupTruth,
  type NodeTruth,
  type PostTruth,
  type Reading,
  type SlideTruth,
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
  const accounts = await readAccounts(graph);
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

async function readAccounts(graph: Graph): Promise<AccountTruth[]> {
  const fields = "id,username,name,website,ig_id,followers_count,follows_count,media_count";
  const pages = await graph.list("me/accounts", `instagram_business_account{${fields}}`);
  return pages.flatMap(({ instagram_business_account: account }) => {
    if (account === undefined) return [];
    const known = account as Metric;
    return [
      {
        id: String(known["id"]),
        username: String(known["username"]),
        name: textOf(known, "name"),
        website: textOf(known, "website"),
        igId: figureOf(known, "ig_id"),
        followers: Number(known["followers_count"]),
        follows: figureOf(known, "follows_count"),
        media: figureOf(known, "media_count"),
      },
    ];
  });
}

async function readPosts(graph: Graph, account: string): Promise<PostTruth[]> {
  const nodes = await graph.list(`${account}/media`, `${nodeFields},children{${slideFields}}`);
  return eachOf(nodes, async (node) => {
    const id = String(node["id"]);
    const [any, feed, reel] = postFigureGroups;
    const figures = {
      ...(await graph.lifetime(id, any)),
      ...(await graph.lifetime(id, feed)),
      ...(await graph.lifetime(id, reel)),
    };
    const { data: slides = [] } = (node["children"] ?? {}) as Answer;
    return { ...nodeOf(account, node), slides: slides.map((slide) => slideOf(account, slide)), figures };
  });
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

const slideFields = "id,media_type,timestamp,permalink,shortcode,media_url,thumbnail_url,username";
const nodeFields = `${slideFields},media_product_type,caption,is_comment_enabled,like_count,comments_count`;

function slideOf(account: string, node: Metric): SlideTruth {
  return {
    id: String(node["id"]),
    account,
    published: isoOf(String(node["timestamp"])),
    mediaType: String(node["media_type"]),
    permalink: textOf(node, "permalink"),
    shortcode: textOf(node, "shortcode"),
    mediaUrl: textOf(node, "media_url"),
    thumbnailUrl: textOf(node, "thumbnail_url"),
    username: textOf(node, "username"),
  };
}

function nodeOf(account: string, node: Metric): NodeTruth {
  return {
    ...slideOf(account, node),
    productType: textOf(node, "media_product_type"),
    caption: textOf(node, "caption"),
    isCommentEnabled: (node["is_comment_enabled"] as boolean | undefined) ?? null,
    likeCount: figureOf(node, "like_count"),
    commentsCount: figureOf(node, "comments_count"),
  };
}
