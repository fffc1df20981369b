import { userBreakdowns } from "@tap-instagram/core/matrix";
import type { Probe } from "../../asking/probe.ts";
import type { Question } from "../../exchange/question.ts";
import { isRecord, numberOf, recordOf, recordsOf } from "../../exchange/records.ts";
import { entryOf, needFigures, splitOf, userInsightsQuestion } from "../../subjects/insights.ts";
import { oneDay, total } from "../../subjects/user-insights.ts";
import { shapeOf } from "../../verdict/describe.ts";
import { agrees, agreesIf, differs, type Outcome } from "../../verdict/outcome.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { pages } from "../vendor-pages.ts";

/** The metrics that the tap splits by a dimension, all in one call. */
function metricsBy(dimension: string): string[] {
  return userBreakdowns
    .filter(({ breakdowns }) => breakdowns?.includes(dimension))
    .map(({ metric }) => metric);
}

function splitQuestion(probe: Probe, dimension: string): Promise<Question> {
  return userInsightsQuestion(probe, metricsBy(dimension), {
    ...total,
    ...oneDay(probe),
    breakdown: dimension,
  });
}

async function splitAnswered(probe: Probe, dimension: string): Promise<Outcome> {
  const body = needFigures(await probe.answer(await splitQuestion(probe, dimension)));
  const metrics = metricsBy(dimension);
  const absent = metrics.filter((metric) => entryOf(body, metric) === undefined);
  const unsplit = metrics.filter((metric) => {
    const entry = entryOf(body, metric);
    return entry !== undefined && String(splitOf(entry)?.keys) !== dimension;
  });
  if (unsplit.length > 0) return differs(`dimension_keys: [${dimension}]`, shapeOf(body, 7));
  return agrees(absent.length > 0 ? `no entry for ${absent.join(", ")}` : undefined);
}

const common = {
  source: pages.userInsights,
  hosts: bothHosts,
  certainty: "documented" as Certainty,
};

export const splitFacts: readonly Fact[] = [
  ...["media_product_type", "follow_type", "contact_button_type"].map((dimension): Fact => ({
    ...common,
    name: `days-split-by-${dimension.replaceAll("_", "-")}`,
    claim: `The totals of a day may be split by ${dimension} in one call: ${metricsBy(dimension).join(", ")}`,
    reliedOnBy: "core: userBreakdowns; stream user_insights_breakdowns",
    check: (probe) => splitAnswered(probe, dimension),
  })),
  {
    ...common,
    name: "split-totals-have-a-value-too",
    claim: "A total that is split has its value as well, and the parts need not add up to it",
    certainty: "recorded",
    reliedOnBy: "core: neither is worked out from the other",
    async check(probe) {
      const body = needFigures(await probe.answer(await splitQuestion(probe, "media_product_type")));
      const whole = recordOf(entryOf(body, "views")?.["total_value"]);
      const value = numberOf(whole, "value");
      const [breakdown] = recordsOf(whole["breakdowns"]);
      if (value === undefined || !isRecord(breakdown))
        return differs("total_value: {value: integer, breakdowns: list}", shapeOf(body, 6));
      const parts = recordsOf(breakdown["results"]).map((part) => numberOf(part, "value") ?? 0);
      const sum = parts.reduce((left, right) => left + right, 0);
      return agrees(sum === value ? "they add up here" : "they do not add up here");
    },
  },
  {
    ...common,
    name: "two-dimensions-at-once",
    claim: "views may be split by follow_type and media_product_type at once",
    certainty: "measured",
    reliedOnBy: "tap: custom reports with two breakdowns",
    async check(probe) {
      const breakdown = ["follow_type", "media_product_type"];
      const question = await userInsightsQuestion(probe, ["views"], {
        ...total,
        ...oneDay(probe),
        breakdown,
      });
      const body = needFigures(await probe.answer(question));
      const isFit = String(splitOf(entryOf(body, "views"))?.keys) === breakdown.join();
      return agreesIf(isFit, `dimension_keys: [${breakdown.join(", ")}]`, shapeOf(body, 7));
    },
  },
];
