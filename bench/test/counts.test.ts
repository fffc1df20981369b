import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chainOf } from "../src/floors/floors.ts";
import { record, type Recording } from "../src/processes/record.ts";
import { simulatorOf, type Simulator } from "../src/processes/simulator.ts";
import { standardWorld } from "../src/worlds.ts";

const posts = 5000;

/** Counts are the same on every machine; times are not, so that no test is about them. */
describe("the standard world of 5,000 posts", () => {
  let simulator: Simulator;
  let all: Recording;
  beforeAll(async () => {
    simulator = await simulatorOf(standardWorld);
    all = await record(simulator);
  });
  afterAll(() => simulator.stop());

  test("takes at most 163 requests, of which at most 58 are pages of posts", () => {
    expect(all.requests.length).toBeLessThanOrEqual(163);
    expect(chainOf(all.requests).length).toBeLessThanOrEqual((posts / 100) * 1.15);
  });

  test("takes one call of quota per post, and three in a hundred for everything else", () => {
    expect(all.quotaCalls).toBeGreaterThan(posts);
    expect(all.quotaCalls).toBeLessThanOrEqual(posts * 1.03);
  });

  // A busy machine takes one round trip for two at times. The tap's own tests count them without a clock.
  test("waits for fewer round trips than the chain of cursors has", () => {
    expect(all.roundTrips).toBeLessThan(posts / 100);
  });
});
