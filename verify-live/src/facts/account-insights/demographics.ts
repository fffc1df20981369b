import type { Probe } from "../../asking/probe.ts";
import type { Question, Reply } from "../../exchange/question.ts";
import { recordOf, recordsOf } from "../../exchange/records.ts";
import { needHundredFollowers } from "../../subjects/account.ts";
import { entryOf, needFigures, userInsightsQuestion } from "../../subjects/insights.ts";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { agrees, agreesIf, differs } from "../../verdict/outcome.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { pages } from "../vendor-pages.ts";

const followers = "follower_demographics";
const engaged = "engaged_audience_demographics";
const mostGroups = 45;

function demographicsQuestion(
  probe: Probe,
  metric: string,
  breakdown: readonly string[],
  timeframe?: string,
): Promise<Question> {
  const params = { period: "lifetime", metric_type: "total_value", breakdown, timeframe };
  return userInsightsQuestion(probe, [metric], params);
}

interface Groups {
  /** The total as it came, for what differs. */
  readonly total: unknown;
  readonly keys: readonly unknown[];
  readonly results: readonly { readonly [name: string]: unknown }[];
}

/** The groups of an answer. @throws NotTestableError where the account has too few people for any. */
async function needGroups(probe: Probe, question: Question, metric: string): Promise<Groups> {
  const body = needFigures(await probe.answer(question));
  const total = entryOf(body, metric)?.["total_value"];
  const [breakdown = {}] = recordsOf(recordOf(total)["breakdowns"]);
  const keys = Array.isArray(breakdown["dimension_keys"]) ? breakdown["dimension_keys"] : [];
  return { total, keys, results: recordsOf(breakdown["results"]) };
}

async function needFollowersBy(probe: Probe, ...breakdown: readonly string[]): Promise<Groups> {
  await needHundredFollowers(probe);
  return needGroups(probe, await demographicsQuestion(probe, followers, breakdown), followers);
}

/** The engaged audience, asked in a way that may be served or refused by a parameter. */
async function engagedReply(probe: Probe, timeframe?: string): Promise<Reply> {
  return probe.ask(await demographicsQuestion(probe, engaged, ["country"], timeframe));
}

function servedOrRefused(reply: Reply) {
  if (reply.ok) {
    const { data } = reply.body;
    return Array.isArray(data) ? agrees("served") : differs("a list", describeReply(reply));
  }
  const isRefused = reply.error.code === 100;
  return isRefused ? agrees(describeReply(reply)) : differs("served, or code 100", describeReply(reply));
}

const common = {
  source: pages.userInsights,
  hosts: bothHosts,
  certainty: "documented" as Certainty,
};

export const demographicFacts: readonly Fact[] = [
  {
    ...common,
    name: "demographics-have-groups-and-no-total",
    claim: "follower_demographics is total_value: {breakdowns}, without a value of its own, and no timeframe",
    certainty: "recorded",
    reliedOnBy: "core: userDemographics; stream user_lifetime_insights",
    async check(probe) {
      const { total, results } = await needFollowersBy(probe, "country");
      const isFit = results.length > 0 && !("value" in recordOf(total));
      return agreesIf(isFit, "total_value: {breakdowns: list}", shapeOf(total, 5));
    },
  },
  {
    ...common,
    name: "demographic-keys-name-the-values",
    claim: "dimension_keys name the asked split, and each result has a value for each key",
    certainty: "recorded",
    reliedOnBy: "core: dimensions are read by name",
    async check(probe) {
      const { total, keys, results } = await needFollowersBy(probe, "country");
      const isFit =
        keys.includes("country") &&
        results.length > 0 &&
        results.every(
          ({ dimension_values: values }) => Array.isArray(values) && values.length === keys.length,
        );
      return agreesIf(isFit, "dimension_keys: [country], dimension_values: one each", shapeOf(total, 6));
    },
  },
  {
    ...common,
    name: "age-and-gender-together",
    claim: "Followers may be split by age and gender at once",
    certainty: "seen in clients",
    reliedOnBy: "core: userDemographics asks for age,gender",
    async check(probe) {
      const { keys, results, total } = await needFollowersBy(probe, "age", "gender");
      const isFit = keys.includes("age") && keys.includes("gender") && results.length > 0;
      return agreesIf(isFit, "dimension_keys: [age, gender]", shapeOf(total, 6));
    },
  },
  {
    ...common,
    name: "at-most-45-cities",
    claim: "The API gives the 45 largest groups at most",
    reliedOnBy: "tap: description of user_lifetime_insights; the sum falls short of the followers",
    async check(probe) {
      const { results } = await needFollowersBy(probe, "city");
      probe.need(results[0], "followers in cities that are told");
      return agreesIf(results.length <= mostGroups, "45 at most", "more than 45");
    },
  },
  {
    ...common,
    name: "engaged-audience-of-a-timeframe",
    claim: "engaged_audience_demographics answers for this_month; the timeframe may be among the keys",
    reliedOnBy: "core: userDemographics with a timeframe",
    async check(probe) {
      const question = await demographicsQuestion(probe, engaged, ["country"], "this_month");
      const { keys, total } = await needGroups(probe, question, engaged);
      if (!keys.includes("country")) return differs("dimension_keys: [country]", shapeOf(total, 6));
      return agrees(`dimension_keys: ${keys.join(", ")}`);
    },
  },
  {
    ...common,
    name: "engaged-audience-without-a-timeframe",
    claim: "engaged_audience_demographics without a timeframe is refused with code 100, or served",
    certainty: "inferred",
    reliedOnBy: "core: a timeframe is always asked for",
    check: async (probe) => servedOrRefused(await engagedReply(probe)),
  },
  {
    ...common,
    name: "older-timeframes-served-or-refused",
    claim: "prev_month, which Meta removed and still lists, is served or refused with code 100",
    certainty: "inferred",
    reliedOnBy: "core: timeframes that are marked as disputed",
    check: async (probe) => servedOrRefused(await engagedReply(probe, "prev_month")),
  },
  {
    ...common,
    name: "reached-audience-served-or-refused",
    claim: "reached_audience_demographics, which is no longer documented, is served or refused with code 100",
    certainty: "measured",
    reliedOnBy: "core: userDemographics; stream user_lifetime_insights",
    async check(probe) {
      const metric = "reached_audience_demographics";
      return servedOrRefused(
        await probe.ask(await demographicsQuestion(probe, metric, ["country"], "this_month")),
      );
    },
  },
];
