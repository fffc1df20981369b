import type { FaultAnswer } from "@tap-instagram/graph-simulator";
import { describe, expect, test } from "vitest";
import { clientOf, simulated } from "../test/simulated.ts";
import { GraphError } from "./graph/errors/errors.ts";
import type { GraphErrorKind } from "./graph/errors/table/error-rule.ts";
import { nextStep } from "./next-step.examples.ts";

const met: Record<Exclude<GraphErrorKind, "rate-limit">, { answer: FaultAnswer; step: RegExp }> = {
  transient: { answer: { code: 2 }, step: /^try again later/ },
  "quota-exhausted": { answer: { code: 80002 }, step: /^run again in \d+ minutes$/ },
  "too-much-data": {
    answer: { code: 1, message: "Please reduce the amount of data you're asking for" },
    step: /fewer fields/,
  },
  auth: { answer: { code: 190, subcode: 463 }, step: /^replace the token: The access token has expired/ },
  permission: {
    answer: { code: 10 },
    step: /^change what the token may do: Grant the token instagram_basic/,
  },
  "not-found": { answer: { code: 100, subcode: 33 }, step: /^skip it/ },
  "no-insights": { answer: { code: 100, subcode: 2108006 }, step: /^skip its insights: before-conversion$/ },
  "refused-name": {
    answer: { code: 100, message: "(#100) Tried accessing nonexisting field (foo)" },
    step: /^ask again without/,
  },
  misuse: {
    answer: { code: 100, message: "(#100) Param limit must be positive" },
    step: /Param limit must be positive/,
  },
};

describe("the README's example knows what to do about", () => {
  test.each(Object.entries(met))("%s", async (kind, { answer, step }) => {
    const simulator = await simulated({ world: "tiny" });
    simulator.faults.add({ answer });
    const graph = clientOf(simulator, { maxQuotaWaitMs: 0, retryPolicy: { maxRetries: 0 } });
    const error = await graph
      .get({ node: String(simulator.world.accounts[0]?.id) })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind });
    if (error instanceof GraphError) expect(nextStep(error)).toMatch(step);
  });
});
