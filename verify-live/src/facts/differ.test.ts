import type { BehaviourOptions, FaultRule, WorldChange } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { findings, simulated } from "../../test/simulated.ts";

interface OtherApi {
  readonly instagram?: boolean | undefined;
  readonly behaviour?: BehaviourOptions | undefined;
  readonly fault?: FaultRule | undefined;
  readonly change?: WorldChange | undefined;
}

const media = "/{ig-user}/media";
const userInsights = "/{ig-user}/insights";
const comments = "/{media}/comments";
const tags = "/{ig-user}/tags";
const mediaInsights = "/{media}/insights";
const post = { id: "17000000000000001", media_type: "IMAGE", media_product_type: "FEED" };

function answering(match: FaultRule["match"] & object, body: unknown): OtherApi {
  return { fault: { match, answer: { status: 200, body } } };
}

function refusing(match: FaultRule["match"] & object, message: string, code = 100): OtherApi {
  return { fault: { match, answer: { code, message } } };
}

const otherPeriod: OtherApi = {
  fault: { match: { template: userInsights }, answer: { lie: "other-period", period: "other" } },
};

function demographics(total: object): object {
  return { data: [{ name: "follower_demographics", total_value: total }] };
}

const others: [fact: string, api: OtherApi, found: string | RegExp][] = [
  ["made-up-token-is-190", refusing({ template: "/me", nth: 1 }, "Nothing here", 803), "803"],
  ["wrong-appsecret-proof-is-auth", answering({ template: "/me", nth: 1 }, { id: "1" }), "answered with {id"],
  [
    "debug-token-shape",
    answering({ template: "/debug_token" }, { data: { is_valid: true } }),
    "is_valid: boolean",
  ],
  [
    "unlinked-page-lacks-the-key",
    answering(
      { template: "/me/accounts" },
      { data: [{ id: "12345", name: "A", instagram_business_account: null }] },
    ),
    "instagram_business_account: null",
  ],
  ["businesses-listed-or-refused", refusing({ template: "/me/businesses" }, "No", 2500), "2500"],
  [
    "me-has-user-id",
    { instagram: true, ...answering({ template: "/me" }, { id: "17841400000000001", username: "someone" }) },
    "{id: digits, username: text}",
  ],
  [
    "profile-fields-accepted",
    refusing({ template: "/{ig-user}" }, "(#100) Tried accessing nonexisting field (is_published)"),
    "naming is_published",
  ],
  [
    "empty-profile-texts-are-absent",
    { behaviour: { emptyProfileFields: "empty-string" } },
    "website: empty text",
  ],
  [
    "media-fields-accepted",
    refusing(
      { template: media, query: { fields: "alt_text" } },
      "(#100) Tried accessing nonexisting field (alt_text)",
    ),
    "naming alt_text",
  ],
  [
    "media-always-has",
    { instagram: true, behaviour: { captionOnInstagramHost: "omit" } },
    "media_product_type",
  ],
  [
    "media-kinds-known",
    answering({ template: media }, { data: [{ ...post, media_product_type: "CLIPS" }] }),
    "CLIPS IMAGE",
  ],
  [
    "timestamps-are-utc",
    answering({ template: media }, { data: [{ ...post, timestamp: "2026-01-02T03:04:05+0200" }] }),
    "0000-00-00T00:00:00+0000",
  ],
  [
    "no-value-means-no-key",
    answering({ template: media }, { data: [{ ...post, caption: null }] }),
    "null or empty: caption",
  ],
  ["limit-100-honoured", { behaviour: { pageSizeMaximum: 25 } }, "no more than a default page"],
  [
    "last-page-lacks-next",
    answering({ template: media, query: { since: "1" } }, { data: [post], paging: { next: "https://x" } }),
    "next: address",
  ],
  [
    "since-filters-media",
    refusing({ template: media, query: { since: "1" } }, "(#100) since param is not valid."),
    "since param",
  ],
  [
    "stories-end-without-next",
    answering({ template: "/{ig-user}/stories" }, { data: [post], paging: { next: "https://x" } }),
    "next: address",
  ],
  ["post-metrics-accepted", { change: { removeMetric: "views", from: "media" } }, "naming views"],
  [
    "reel-metrics-accepted",
    { change: { removeMetric: "reels_skip_rate", from: "media" } },
    "naming reels_skip_rate",
  ],
  ["story-metrics-accepted", { change: { removeMetric: "replies", from: "media" } }, "naming replies"],
  [
    "wrong-metrics-refused-by-name",
    refusing({ template: mediaInsights, query: { metric: "navigation" } }, "(#100) Something is wrong"),
    "reads as misuse",
  ],
  [
    "unknown-media-metric-lists-the-known",
    refusing({ template: mediaInsights, query: { metric: "made_up" } }, "Invalid parameter"),
    "“Invalid parameter”",
  ],
  [
    "media-metrics-exist",
    refusing(
      { template: mediaInsights, query: { metric: "made_up" } },
      "(#100) metric[1] must be one of the following values: reach, views",
    ),
    "not in the list: likes",
  ],
  [
    "unshared-media-refuse-with-fatal",
    refusing({ template: mediaInsights, query: { metric: "crossposted" } }, "(#100) Unknown error", 100),
    "Unknown error",
  ],
  ["day-totals-accepted", { change: { removeMetric: "saves", from: "user" } }, "refused-name"],
  [
    "totals-want-their-type",
    answering({ template: userInsights, query: { metric: "views,likes" } }, { data: [{ name: "views" }] }),
    "answered with",
  ],
  [
    "total-of-a-day-equals-its-point",
    answering(
      { template: userInsights, query: { metric_type: "total_value" } },
      { data: [{ name: "reach", total_value: { value: -1 } }] },
    ),
    "another number",
  ],
  [
    "user-categories-are-upper-case",
    answering(
      { template: userInsights, query: { metric: "views" } },
      {
        data: [
          {
            name: "views",
            total_value: {
              breakdowns: [
                { dimension_keys: ["follow_type"], results: [{ dimension_values: ["follower"], value: 3 }] },
              ],
            },
          },
        ],
      },
    ),
    "follower",
  ],
  ["longer-windows-refused", answering({ template: userInsights }, { data: [] }), "empty list"],
  [
    "thirty-days-accepted",
    refusing({ template: userInsights }, "(#100) No more than 28 days"),
    "No more than 28 days",
  ],
  ["more-than-two-years-refused", answering({ template: userInsights }, { data: [] }), "empty list"],
  ["running-day-stamped-ahead", { behaviour: { dayLabel: "start" } }, "no stamp lies ahead"],
  [
    "end-time-at-pacific-midnight",
    answering(
      { template: userInsights },
      { data: [{ name: "reach", values: [{ value: 1, end_time: "2026-09-20T00:00:00+0000" }] }] },
    ),
    "T00:00:00+0000",
  ],
  [
    "both-bounds-belong-to-the-window",
    answering(
      { template: userInsights },
      { data: [{ name: "reach", values: [{ value: 1, end_time: "2026-09-16T07:00:00+0000" }] }] },
    ),
    "the point at until only",
  ],
  [
    "comment-fields-accepted",
    refusing({ template: comments }, "(#100) Tried accessing nonexisting field (hidden)"),
    "naming hidden",
  ],
  [
    "comments-are-the-newest-first",
    { fault: { match: { template: comments }, answer: { lie: "reordered" } } },
    "another order",
  ],
  [
    "comments-are-top-level",
    answering({ template: comments }, { data: [{ id: "1", parent_id: "2" }] }),
    "a reply in the list",
  ],
  [
    "comments-name-their-post",
    answering({ template: comments }, { data: [{ id: "1", media: { id: "2" } }] }),
    "no id, or that of another post",
  ],
  [
    "replies-come-with-comments",
    answering({ template: comments }, { data: [{ id: "1", replies: [{ id: "2" }] }] }),
    "replies: list of",
  ],
  [
    "comments-name-their-author",
    answering({ template: comments }, { data: [{ id: "1", from: { id: "2" } }] }),
    "username: absent, from: {id: digits}",
  ],
  [
    "comments-fifty-at-once",
    answering({ template: comments }, { data: Array.from({ length: 80 }, (_, id) => ({ id: `${id}` })) }),
    "more than 50",
  ],
  ["tags-served", refusing({ template: tags }, "Unsupported request"), "Unsupported request"],
  ["tags-served", { instagram: true, ...answering({ template: tags }, {}) }, "answered with empty object"],
  [
    "tags-have-cursors-and-no-links",
    answering(
      { template: tags },
      { data: [post], paging: { cursors: { after: "A" }, next: "https://example.com" } },
    ),
    "next: address",
  ],
  [
    "tags-end-in-an-empty-page",
    { fault: { match: { template: tags, query: { after: "" } }, answer: { lie: "repeated-page" } } },
    "answered with {data: list of",
  ],
  [
    "tags-filtered-by-time",
    refusing({ template: tags, query: { posted_after: "" } }, "(#100) Param posted_after is not valid"),
    "an ISO time: refused",
  ],
  [
    "tags-filtered-by-type",
    refusing({ template: tags, query: { media_type: "" } }, "(#100) Param media_type"),
    "Param media_type",
  ],
  [
    "tagged-posts-hide-their-owner",
    answering({ template: tags }, { data: [{ ...post, username: "someone", owner: { id: "1" } }] }),
    "owner: {id: digits}",
  ],
  [
    "story-total-views",
    refusing({ template: "/{story}/insights", asksMetric: "total_views" }, "Who knows", 2500),
    "code 2500",
  ],
  [
    "insights-within-a-page-of-media",
    { behaviour: { nestedInsights: "refuse" } },
    "Insights cannot be read through field expansion",
  ],
  [
    "insights-within-a-page-of-media",
    { fault: { match: { asksField: "insights" }, answer: { lie: "no-entries", within: "insights" } } },
    "insights: {data: empty list",
  ],
  [
    "nested-entries-are-like-others",
    answering(
      { asksField: "insights" },
      { data: [{ id: "1", insights: { data: [{ name: "reach", value: 3 }] } }] },
    ),
    "value: integer",
  ],
  [
    "total-of-a-window-sums-its-days",
    { fault: { match: { template: userInsights, nth: 1 }, answer: { lie: "zeros" } } },
    "another number",
  ],
  ["day-series-says-day", otherPeriod, "other"],
  ["week-series-says-week", otherPeriod, "other"],
  ["days-28-series-says-days-28", { behaviour: { answeredPeriod: "day" } }, "day"],
  ["totals-say-day", otherPeriod, "other"],
  [
    "instagram-host-longer-totals",
    { instagram: true, ...refusing({ template: userInsights }, "No", 2500) },
    "code 2500",
  ],
  ["days-split-by-media-product-type", { change: { removeMetric: "saves", from: "user" } }, "refused-name"],
  [
    "days-split-by-follow-type",
    answering({ template: userInsights }, { data: [{ name: "reach", total_value: { value: 1 } }] }),
    "total_value: {value: integer}",
  ],
  [
    "days-split-by-contact-button-type",
    answering({ template: userInsights }, { data: [{ name: "profile_links_taps", total_value: {} }] }),
    "total_value: empty object",
  ],
  [
    "split-totals-have-a-value-too",
    answering({ template: userInsights }, { data: [{ name: "views", total_value: { breakdowns: [] } }] }),
    "breakdowns: empty list",
  ],
  [
    "two-dimensions-at-once",
    refusing({ template: userInsights }, "(#100) Incompatible breakdowns (follow_type) for metric (views)"),
    "Incompatible breakdowns",
  ],
  [
    "demographics-have-groups-and-no-total",
    answering({ template: userInsights }, demographics({ value: 3, breakdowns: [] })),
    "value: integer",
  ],
  [
    "demographic-keys-name-the-values",
    answering(
      { template: userInsights },
      demographics({ breakdowns: [{ dimension_keys: [], results: [{ dimension_values: ["SE"] }] }] }),
    ),
    "dimension_keys: empty list",
  ],
  [
    "age-and-gender-together",
    refusing({ template: userInsights }, "(#100) Incompatible breakdowns (age, gender)"),
    "Incompatible breakdowns",
  ],
  [
    "at-most-45-cities",
    answering(
      { template: userInsights },
      demographics({
        breakdowns: [
          { dimension_keys: ["city"], results: Array.from({ length: 46 }, (_, value) => ({ value })) },
        ],
      }),
    ),
    "more than 45",
  ],
  [
    "engaged-audience-of-a-timeframe",
    answering(
      { template: userInsights },
      { data: [{ name: "engaged_audience_demographics", total_value: { value: 1 } }] },
    ),
    "value: integer",
  ],
  ["engaged-audience-without-a-timeframe", refusing({ template: userInsights }, "No", 2500), "code 2500"],
  ["older-timeframes-served-or-refused", refusing({ template: userInsights }, "No", 2500), "code 2500"],
  ["reached-audience-served-or-refused", answering({ template: userInsights }, {}), "answered with"],
  [
    "instagram-host-has-its-own-words",
    {
      instagram: true,
      fault: {
        match: { asksMetric: "navigation" },
        answer: { status: 400, body: { error: { code: 100, type: "OAuthException", message: "(#100) No" } } },
      },
    },
    "OAuthException",
  ],
  [
    "unknown-edge-is-an-unsupported-request",
    { instagram: true, ...answering({ pathIncludes: "made_up" }, { data: [] }) },
    "answered with",
  ],
  [
    "app-scoped-id-refused",
    { instagram: true, behaviour: { appScopedIdInPath: "serve" } },
    "answered with {username: text",
  ],
  [
    "facebook-profile-fields-elsewhere",
    { instagram: true, ...refusing({ asksField: "has_profile_pic" }, "Invalid parameter") },
    "Invalid parameter",
  ],
  [
    "facebook-counts-left-out",
    { instagram: true, ...refusing({ asksField: "saved_count" }, "Tried accessing nonexisting field") },
    "refused with",
  ],
  [
    "unknown-version-has-its-own-refusal",
    refusing({ template: "/me", nth: 1 }, "Something else", 190),
    "code 190",
  ],
  [
    "batch-served",
    { fault: { match: { template: "/", method: "POST" }, answer: { code: 100, message: "No" } } },
    "error: {",
  ],
  [
    "batch-items-carry-usage",
    { fault: { match: { target: "item" }, answer: { status: 200, body: { data: [] } } } },
    "Content-Type",
  ],
  ["ids-are-all-or-nothing", { behaviour: { idsPartialResults: "leave-out" } }, "answered with"],
  ["ids-on-the-insights-edge", { behaviour: { idsMaximum: 1 } }, "Too many IDs"],
  [
    "unknown-account-field-named",
    answering({ template: "/{ig-user}", query: { fields: "made_up" } }, { id: "1" }),
    "answered with",
  ],
  [
    "discovery-shows-an-account",
    answering({ query: { fields: "business_discovery" } }, { id: "1" }),
    "answered with {id",
  ],
  [
    "discovery-hides-what-is-not-there",
    refusing({ query: { fields: "business_discovery" } }, "Gone", 803),
    "803",
  ],
  [
    "searched-hashtags-have-names",
    answering({ pathIncludes: "recently_searched_hashtags" }, { data: [{ id: "1784" }] }),
    "data: list of {id: digits}",
  ],
  [
    "searched-hashtags-have-names",
    answering({ pathIncludes: "recently_searched_hashtags" }, { data: [{ name: "coffee" }] }),
    "data: list of {name: text}",
  ],
  ["a-word-without-hashtag-is-refused", refusing({ template: "/ig_hashtag_search" }, "No"), "code 100"],
  [
    "a-mention-that-is-not-there-is-not-found",
    refusing({ query: { fields: "mentioned_media" } }, "(#100) Something else"),
    "Something else",
  ],
  [
    "a-mention-that-is-not-there-is-not-found",
    refusing({ query: { fields: "mentioned_media" } }, "Unsupported", 803),
    "803",
  ],
  [
    "collaborations-are-a-list",
    answering({ pathIncludes: "collaborative_media" }, { data: [{ username: "x" }] }),
    "data: list of {username: text}",
  ],
  ["unknown-id-is-100-33", refusing({ template: "/{unknown}" }, "Gone", 803), "803"],
  [
    "account-calls-report-business-usage",
    answering({ template: "/{ig-user}" }, { id: "1" }),
    "no usage header",
  ],
  [
    "asked-version-serves",
    {
      fault: {
        match: { template: "/{ig-user}" },
        answer: { status: 200, body: {}, headers: { "facebook-api-version": "v23.0" } },
      },
    },
    "v23.0",
  ],
];

describe("an API that behaves otherwise differs in", () => {
  test.each(others)("%s", async (fact, { instagram = false, behaviour = {}, fault, change }, found) => {
    const simulator = await simulated({ behaviour });
    if (fault) simulator.faults.add(fault);
    if (change) simulator.change(change);
    const finding = (await findings(simulator, { instagram, args: ["--only", fact] })).get(fact);
    expect(finding).toMatchObject({ verdict: "differs" });
    expect(finding?.found).toMatch(found);
  });
});
