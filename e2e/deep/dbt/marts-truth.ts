import { exitRate, rounded } from "../truth/arithmetic.ts";
import { dayOf, type Truth } from "../truth/merged.ts";
import type { Figure, GroupTruth } from "../truth/shapes.ts";

/** The rows of a mart, by their key. */
export type MartRows = { readonly [key: string]: readonly (string | Figure)[] };

/** What a mart has to hold: a query whose first column is the key, and the rows by it. */
export interface MartTruth {
  readonly sql: string;
  readonly rows: MartRows;
}

const dayColumns = {
  reach: "reach",
  reach_week: "reach_week",
  views: "views",
  accounts_engaged: "accounts_engaged",
  total_interactions: "total_interactions",
  likes: "likes",
  comments: "comments",
  shares: "shares",
  saves: "saves",
  replies: "replies",
  profile_views: "profile_views",
  website_clicks: "website_clicks",
  new_followers: "follower_count",
  followed: "followed",
  unfollowed: "unfollowed",
} as const;

const postColumns = {
  reach: "reach",
  views: "views",
  likes: "likes",
  comments: "comments",
  shares: "shares",
  saves: "saved",
  reposts: "reposts",
  total_interactions: "total_interactions",
} as const;

/**
 * What the marts have to say of what the API said, computed without SQL and without our files.
 *
 * @param dates - the UTC date of each reading, oldest first.
 */
export function martsTruthOf(truth: Truth, dates: readonly string[]): { readonly [mart: string]: MartTruth } {
  const names = new Map(truth.accounts.map(({ id, username }) => [id, username]));
  const dayNames = Object.keys(dayColumns);
  const postNames = Object.keys(postColumns);
  return {
    instagram__account_day: {
      sql: select("account_day", "account_id || ' ' || cast(date_day as varchar)", ["username", ...dayNames]),
      rows: Object.fromEntries(
        truth.days.map((day) => [
          `${day.account} ${dayOf(day)}`,
          [names.get(day.account) ?? null, ...Object.values(dayColumns).map((name) => day.figures[name])],
        ]),
      ),
    },
    instagram__posts: {
      sql: select("posts", "post_id", [
        "account_id",
        "username",
        "media_type",
        "media_product_type",
        "permalink",
        "case when is_story then 1 else 0 end",
        "case when is_story then null else like_count end",
        "case when is_story then null else comments_count end",
        ...postNames,
      ]),
      rows: Object.fromEntries([
        ...truth.posts.map((post) => [
          post.id,
          [
            post.account,
            names.get(post.account) ?? null,
            post.mediaType,
            post.productType,
            post.permalink,
            0,
            post.likeCount,
            post.commentsCount,
            ...Object.values(postColumns).map((name) => post.figures[name]),
          ],
        ]),
        ...truth.stories.map(({ id, account, mediaType, productType, permalink, figures }) => [
          id,
          [
            account,
            names.get(account) ?? null,
            mediaType,
            productType,
            permalink,
            1,
            null,
            null,
            figures.reach,
            figures.views,
            null,
            null,
            figures.shares,
            null,
            figures.reposts,
            figures.total_interactions,
          ],
        ]),
      ]),
    },
    instagram__post_day: {
      sql: `${select("post_day", "post_id || ' ' || cast(date_day as varchar)", [
        "account_id",
        `case when ${isComparable(dates[0])} then case when is_first_seen then 1 else 0 end end`,
        `case when ${isComparable(dates[0])} then days_since_previous end`,
        ...postNames.flatMap((name) => [name, `${name}_delta`]),
      ])} where coalesce(${postNames.join(", ")}) is not null`,
      rows: postDays(truth, dates),
    },
    instagram__audience: {
      sql: select(
        "audience",
        `account_id || ' ' || cast(snapshot_date as varchar) || ' ' || metric || ' ' || coalesce(timeframe, '-') || ' ' || breakdown
         || ' ' || coalesce(age, '-') || ' ' || coalesce(gender, '-') || ' ' || coalesce(city, '-') || ' ' || coalesce(country, '-')`,
        [`"value"`],
      ),
      rows: Object.fromEntries(
        (truth.groups.at(-1) ?? []).map((group) => [
          `${group.account} ${dates.at(-1)} ${group.metric} ${group.timeframe ?? "-"} ${group.breakdown} ${partsOf(group)}`,
          [group.value],
        ]),
      ),
    },
    fivetran__media_insights: {
      sql: `select cast(id as varchar) as key, comment_count as c00, like_count as c01,
          coalesce(carousel_album_reach, video_photo_reach, reel_reach, story_reach) as c02,
          coalesce(carousel_album_views, video_photo_views, reel_views, story_views) as c03,
          coalesce(carousel_album_shares, video_photo_shares, reel_shares, story_shares) as c04,
          coalesce(carousel_album_saved, video_photo_saved) as c05,
          coalesce(carousel_album_engagement, video_photo_engagement) as c06,
          reel_total_interactions as c07, story_exits as c08, story_taps_forward as c09, story_taps_back as c10
        from analytics_instagram_business.media_insights`,
      rows: Object.fromEntries([
        ...truth.posts.map(({ id, productType, likeCount, commentsCount, figures }) => [
          id,
          [
            commentsCount,
            likeCount,
            figures.reach,
            figures.views,
            figures.shares,
            productType === "REELS" ? null : figures.saved,
            productType === "REELS" || figures.likes === null || figures.comments === null
              ? null
              : figures.likes + figures.comments,
            productType === "REELS" ? figures.total_interactions : null,
            null,
            null,
            null,
          ],
        ]),
        ...truth.stories.map(({ id, figures: { reach, views, shares, tap_exit, tap_forward, tap_back } }) => [
          id,
          [null, null, reach, views, shares, null, null, null, tap_exit, tap_forward, tap_back],
        ]),
      ]),
    },
    instagram__stories: {
      sql: select("stories", "story_id", [
        "account_id",
        "reach",
        "views",
        "replies",
        "shares",
        "navigation_tap_forward",
        "navigation_tap_back",
        "navigation_tap_exit",
        "navigation_swipe_forward",
        "round(cast(1000 * exit_rate as numeric))",
      ]),
      rows: Object.fromEntries(
        truth.stories.map(({ id, account, figures: { views, ...figures } }) => [
          id,
          [
            account,
            figures.reach,
            views,
            figures.replies,
            figures.shares,
            figures.tap_forward,
            figures.tap_back,
            figures.tap_exit,
            figures.swipe_forward,
            rounded(exitRate(figures.tap_exit, figures.swipe_forward, views, 1000), 0),
          ],
        ]),
      ),
    },
  };
}

/** Names of columns differ from mart to mart, so each gets its place as its name. */
function select(mart: string, key: string, columns: readonly string[]): string {
  const listed = columns.map((column, index) => `${column} as c${String(index).padStart(2, "0")}`);
  return `select ${key} as key, ${listed.join(", ")} from analytics.instagram__${mart}`;
}

/**
 * A post that is too young for figures has an empty row, or none yet. Such rows are left out, and so is what the next row says
 * of the one before.
 */
function isComparable(firstDate: string | undefined): string {
  const deltas = Object.keys(postColumns).map((name) => `${name}_delta`);
  return `(date_day = cast('${firstDate}' as date) or coalesce(${deltas.join(", ")}) is not null)`;
}

function postDays({ readings }: Truth, dates: readonly string[]): MartRows {
  const rows: { [key: string]: (string | Figure)[] } = {};
  const names = Object.values(postColumns);
  for (const [index, posts] of readings.entries()) {
    const before = new Map((readings[index - 1] ?? []).map((post) => [post.id, post.figures]));
    for (const { id, account, figures } of posts) {
      if (names.every((name) => figures[name] === null)) continue;
      const values = names.map((name) => {
        const was = before.get(id)?.[name] ?? null;
        const value = figures[name];
        return { value, delta: value === null || was === null ? null : value - was };
      });
      const hasDelta = values.some(({ delta }) => delta !== null);
      const isFirst = index === 0 ? 1 : hasDelta ? 0 : null;
      rows[`${id} ${dates[index]}`] = [
        account,
        isFirst,
        hasDelta ? 1 : null,
        ...values.flatMap(({ value, delta }) => [value, delta]),
      ];
    }
  }
  return rows;
}

/** The columns of a group in the order age, gender, city, country. */
function partsOf({ breakdown, values }: GroupTruth): string {
  const parts = new Map(breakdown.split(",").map((name, index) => [name, values[index]]));
  return ["age", "gender", "city", "country"].map((name) => parts.get(name) ?? "-").join(" ");
}
