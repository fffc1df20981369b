import { describe, expect, test } from "vitest";
import { clientOf, simulated } from "../../../test/simulated.ts";
import { apiVersions } from "./api-versions.ts";
import { probeApiVersion } from "./probe-version.ts";

describe("whether the API has a version", () => {
  test.each([
    ["v25.0", "exists"],
    ["v27.0", "exists"],
    ["v13.0", "exists"],
    ["v99.0", "unknown"],
    ["v123.0", "unknown"],
  ])("%s: it %s, told without a token and without quota", async (apiVersion, verdict) => {
    const simulator = await simulated({ world: "tiny" });
    const accessToken = simulator.tokens.expired;
    expect(await probeApiVersion(clientOf(simulator, { apiVersion, accessToken }))).toBe(verdict);
    const { entries, quotaCalls } = simulator.requests();
    expect(entries.map(({ path, query }) => ({ path, query }))).toEqual([
      { path: `/${apiVersion}/me`, query: {} },
    ]);
    expect(quotaCalls).toBe(0);
  });

  test("cannot be told where the host answers in other words", async () => {
    const behaviour = { unknownVersionOnInstagramHost: "unsupported" } as const;
    const simulator = await simulated({ world: "tiny", behaviour });
    const graph = clientOf(simulator, { instagram: true, apiVersion: "v99.0" });
    expect(await probeApiVersion(graph)).toBe("cannot-tell");
  });

  test("cannot be told by a proxy that answers for everyone", async () => {
    const simulator = await simulated({ world: "tiny" });
    simulator.faults.add({ match: { pathIncludes: "me" }, answer: { status: 200, body: { id: "1" } } });
    expect(await probeApiVersion(clientOf(simulator))).toBe("cannot-tell");
  });

  test("stays open while nothing answers", async () => {
    const simulator = await simulated({ world: "tiny" });
    simulator.faults.add({ match: { pathIncludes: "me" }, answer: "reset" });
    const graph = clientOf(simulator, { retryPolicy: { maxRetries: 1 } });
    await expect(probeApiVersion(graph)).rejects.toMatchObject({ kind: "transient" });
  });
});

test("every known version is one that the simulator has, and comes after the one before it", async () => {
  const simulator = await simulated({ world: "tiny" });
  for (const { name } of apiVersions)
    expect(await probeApiVersion(clientOf(simulator, { apiVersion: name }))).toBe("exists");
  const days = apiVersions.map(({ releasedOn }) => releasedOn);
  expect(days).toEqual(days.toSorted());
});
