import { expect, test } from "vitest";
import type { RecordedExchange } from "../recording.ts";
import { RecordedAnswers, type Asked } from "./lookup.ts";

function exchange(
  path: string,
  params: Record<string, string>,
  body: unknown,
  status = 200,
): RecordedExchange {
  return { method: "GET", version: "v25.0", path, params, status, headers: {}, body };
}

function ask(path: string, params: Record<string, string> = {}): Asked {
  return { method: "GET", version: "v25.0", path, params };
}

function answersOf(...exchanges: RecordedExchange[]): RecordedAnswers {
  const common = {
    format: 1,
    recordedAt: "2026-09-21T19:00:00Z",
    host: "facebook",
    apiVersion: "v25.0",
  } as const;
  return new RecordedAnswers({ ...common, exchanges });
}

test("the order of parameters does not matter", () => {
  const answers = answersOf(exchange("9/media", { fields: "id", limit: "5" }, "page"));
  expect(answers.find(ask("9/media", { limit: "5", fields: "id" }))).toMatchObject({
    body: "page",
    match: "recorded",
  });
});

test("a question that was asked again gets its answers in order, and then the last one", () => {
  const answers = answersOf(exchange("9", {}, "first", 500), exchange("9", {}, "second"));
  const bodies = [1, 2, 3].map(() => answers.find(ask("9"))?.body);
  expect(bodies).toEqual(["first", "second", "second"]);
});

test("a question with other fields, metrics or bounds gets the answer most like it", () => {
  const answers = answersOf(
    exchange("9/insights", { metric: "reach,views", period: "day", since: "100" }, "both"),
    exchange("9/insights", { metric: "likes", period: "day", since: "100" }, "likes"),
    exchange("9/insights", { metric: "reach", period: "week", since: "100" }, "week"),
  );
  const similar = (metric: string, period: string) =>
    answers.find(ask("9/insights", { metric, period, since: "90" }));
  expect(similar("reach,views,saves", "day")).toMatchObject({ body: "both", match: "similar" });
  expect(similar("likes,saves", "day")).toMatchObject({ body: "likes" });
  expect(similar("reach", "week")).toMatchObject({ body: "week" });
  expect(similar("saves", "day")).toBeUndefined();
  expect(similar("reach", "month")).toBeUndefined();
});

test("who asks and for which version matters", () => {
  const answers = answersOf(
    { ...exchange("me", {}, "refused", 400), as: "no token" },
    { ...exchange("me", {}, "unknown", 400), version: "v99.0" },
  );
  expect(answers.find(ask("me"))).toBeUndefined();
  expect(answers.find({ ...ask("me"), as: "no token" })).toMatchObject({ body: "refused" });
  expect(answers.find({ ...ask("me"), version: "v99.0" })).toMatchObject({ body: "unknown" });
});

test("items of a batch answer single questions, and parts of ids= answer other ids=", () => {
  const answers = answersOf(
    {
      ...exchange("", {}, undefined),
      method: "POST",
      batch: [{ path: "1/insights", params: { metric: "reach" } }],
      items: [{ code: 200, headers: [{ name: "X-App-Usage", value: "{}" }], body: "one" }],
    },
    exchange("insights", { ids: "2,3", metric: "reach" }, { 2: "two", 3: "three" }),
  );
  expect(answers.find(ask("1/insights", { metric: "reach" }))).toMatchObject({
    status: 200,
    headers: { "x-app-usage": "{}" },
    body: "one",
  });
  expect(answers.find(ask("insights", { ids: "3,1", metric: "reach" }))?.body).toEqual({
    1: "one",
    3: "three",
  });
  expect(answers.find(ask("insights", { ids: "3,4", metric: "reach" }))).toBeUndefined();
});

test("a refused batch is kept as a whole, unless another was answered", () => {
  const batch = [{ path: "1", params: {} }];
  const refused: RecordedExchange = { ...exchange("", {}, "no", 400), method: "POST", batch };
  expect(answersOf(refused).refusedBatch).toMatchObject({ body: "no" });
  const answered: RecordedExchange = { ...refused, status: 200, items: [null] };
  expect(answersOf(refused, answered).refusedBatch).toBeUndefined();
});
