import { describe, expect, test } from "vitest";
import { run, simulated } from "../../test/run.ts";

describe("a check", () => {
  test("succeeds, and names the accounts", async () => {
    const simulator = await simulated({ world: "tiny" });
    const result = await run(simulator, { command: "check" });
    expect(result.exitCode).toBe(0);
    expect(result.of("CONNECTION_STATUS")).toMatchObject([
      {
        connectionStatus: {
          status: "SUCCEEDED",
          message: expect.stringContaining("The token reads 1 account"),
        },
      },
    ]);
  });

  test.each([
    ["withoutInsights", /instagram_manage_insights.*https:\/\//],
    ["expired", /ended on .*Log in again.*https:\/\//],
    ["withoutBusiness", /portfolio.*Click: .*>/],
  ] as const)("names what is missing and where to click: %s", async (token, words) => {
    const simulator = await simulated({ world: "demo" });
    const result = await run(simulator, {
      command: "check",
      settings: { access_token: simulator.tokens[token] },
    });
    expect(result.exitCode).toBe(0);
    const [{ connectionStatus } = { connectionStatus: undefined }] = result.of("CONNECTION_STATUS");
    expect(connectionStatus?.status).toBe("FAILED");
    expect(connectionStatus?.message).toMatch(words);
  });

  test("fails with every problem of the settings, and asks nothing", async () => {
    const simulator = await simulated({ world: "tiny" });
    const result = await run(simulator, { command: "check", settings: { page_size: 0, concurrency: "x" } });
    expect(result.exitCode).toBe(0);
    expect(result.of("CONNECTION_STATUS")[0]?.connectionStatus).toMatchObject({
      status: "FAILED",
      message: expect.stringMatching(/page_size.*concurrency/),
    });
    expect(simulator.requests().httpRequests).toBe(0);
  });

  test("succeeds where some of the accounts have a problem, and names it", async () => {
    const simulator = await simulated({ world: "demo" });
    const result = await run(simulator, {
      command: "check",
      settings: { accounts: ["lumen.cykel", "nobody"] },
    });
    expect(result.of("CONNECTION_STATUS")[0]?.connectionStatus).toMatchObject({
      status: "SUCCEEDED",
      message: expect.stringContaining("nobody"),
    });
  });

  test("passes with the settings of Airbyte's own connector, and shows none of its secrets", async () => {
    const simulator = await simulated({ world: "tiny" });
    const secret = "airbytes0secret1";
    const result = await run(simulator, {
      command: "check",
      settings: { client_id: "1", client_secret: secret, num_workers: 10 },
    });
    expect(result.of("CONNECTION_STATUS")[0]?.connectionStatus.status).toBe("SUCCEEDED");
    expect(result.lines.join("\n")).not.toContain(secret);
    expect(result.log("WARN")).toBe("");
  });
});
