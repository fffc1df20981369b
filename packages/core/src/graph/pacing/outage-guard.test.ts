import { expect, test } from "vitest";
import { TransientError } from "../errors/errors.ts";
import { OutageGuard } from "./outage-guard.ts";

const error = new TransientError("No answer", { endpoint: "GET /me", reason: "timeout" });

function failing(times: number): OutageGuard {
  const guard = new OutageGuard(2);
  for (let failure = 0; failure < times; failure += 1) guard.failed("app", error);
  return guard;
}

test("a few failures in a row are no outage, and one answer between them starts the count anew", () => {
  const guard = failing(5);
  expect(guard.isOutage).toBe(false);
  guard.answered();
  guard.failed("app", error);
  expect(guard.isOutage).toBe(false);
});

test("in an outage a budget that failed is not asked again, another one is probed", () => {
  const guard = failing(6);
  expect(guard.isOutage).toBe(true);
  expect(guard.failureOf("app")).toBe(error);
  guard.failed({ type: "instagram", id: "1" }, error);
  expect(guard.failureOf({ type: "instagram", id: "1" })).toBe(error);
  expect(guard.failureOf({ type: "instagram", id: "17841400000000001" })).toBeUndefined();
});

test("after a dozen timeouts in a row the API is given up, and an answer before that starts the count anew", () => {
  expect(failing(11).unanswered).toBeUndefined();
  const guard = failing(11);
  guard.answered();
  guard.failed("app", error);
  expect(guard.unanswered).toBeUndefined();
  expect(failing(12).unanswered).toBe(12);
});

test("failures that cost no waiting are not counted as timeouts", () => {
  const guard = new OutageGuard(2);
  const refused = new TransientError("Refused", { endpoint: "GET /me", reason: "no-network" });
  for (let failure = 0; failure < 50; failure += 1) guard.failed("app", refused);
  expect(guard.unanswered).toBeUndefined();
});

test("in an outage one request at a time is under way", async () => {
  const guard = failing(6);
  let underWay = 0;
  let most = 0;
  const work = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    underWay -= 1;
  };
  await Promise.all([guard.run(work), guard.run(work), guard.run(work)]);
  expect(most).toBe(1);
});

test("the first answer ends an outage for every budget", () => {
  const guard = failing(6);
  guard.answered();
  expect(guard.isOutage).toBe(false);
  expect(guard.failureOf("app")).toBeUndefined();
});
