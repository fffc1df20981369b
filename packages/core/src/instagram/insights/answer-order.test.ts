import { describe, expect, test } from "vitest";
import { AnswerOrder } from "./answer-order.ts";
import type { InsightRequest } from "./insight-request.ts";

const requests = ["1", "2"].map((id, subject): InsightRequest => ({
  subject,
  id,
  metrics: ["reach"],
  params: {},
}));
const [first, second] = requests;
if (!first || !second) throw new Error("two requests are needed");

function answerOf(id: string) {
  return {
    body: { data: [{ name: "reach", id: `${id}/insights/reach/lifetime` }] },
    entries: [{ name: "reach" }],
  };
}

describe("an answer", () => {
  test("belongs to the request whose object it names", () => {
    const order = new AnswerOrder();
    expect(order.isMisplaced(answerOf("1"), first, requests)).toBe(false);
    expect(order.isMisplaced(answerOf("1"), second, requests)).toBe(true);
  });

  test("that names an object nobody asked about counts as right", () => {
    const order = new AnswerOrder();
    expect(order.isMisplaced(answerOf("999"), first, requests)).toBe(false);
  });

  test("to a single request that contradicts it shows that names mean something else here", () => {
    const order = new AnswerOrder();
    expect(order.isMisplaced(answerOf("2"), first, [first])).toBe(false);
    expect(order.isMisplaced(answerOf("2"), first, requests)).toBe(false);
  });

  test("of another window, metric or dimension belongs to the request of that", () => {
    const base = { subject: 0, id: "1" };
    const monday = { ...base, metrics: ["views"], params: { since: 1, until: 100 } };
    const tuesday = { ...base, metrics: ["views"], params: { since: 101, until: 200 } };
    const series = { ...base, metrics: ["reach"], params: { since: 1, until: 200 } };
    const byType = { ...tuesday, breakdowns: ["follow_type"] };
    const all = [monday, tuesday, series, byType];
    const ofTuesday = {
      body: { data: [], paging: { next: "https://graph.facebook.com/v25.0/1/insights?since=201&until=300" } },
      entries: [{ name: "views" }],
    };
    expect(all.map((request) => new AnswerOrder().isMisplaced(ofTuesday, request, all))).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const split = {
      ...ofTuesday,
      entries: [{ name: "views", total_value: { breakdowns: [{ dimension_keys: ["follow_type"] }] } }],
    };
    expect(all.map((request) => new AnswerOrder().isMisplaced(split, request, all))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});
