import { describe, expect, test } from "vitest";
import { configured, now, run, simulated } from "../../test/run.ts";

const catalog = configured({ users: "full_refresh" });
const day = 86_400_000;
const inDays = (days: number): string => new Date(now + days * day).toISOString();

describe("a token", () => {
  test("that ends soon is renewed, and Airbyte gets the whole configuration before the first record", async () => {
    const simulator = await simulated({ world: "tiny" });
    const token = simulator.tokens.instagram;
    const settings = {
      access_token: token,
      api_url: simulator.instagramUrl,
      token_expires_at: inDays(20),
      client_secret: "of another connector",
    };
    const result = await run(simulator, { catalog, settings });
    expect(result.exitCode).toBe(0);
    const [control] = result.of("CONTROL");
    const { config } = control?.control.connectorConfig ?? {};
    expect(config).toMatchObject({ api_url: simulator.instagramUrl, client_secret: "of another connector" });
    expect(Date.parse(String(config?.["token_expires_at"]))).toBeGreaterThan(now + 50 * day);
    const types = result.messages.map(({ type }) => type);
    expect(types.indexOf("CONTROL")).toBeLessThan(types.indexOf("RECORD"));
    const withNew = await run(simulator, { catalog, settings: config });
    expect(withNew.exitCode).toBe(0);
    expect(withNew.of("CONTROL")).toEqual([]);
  });

  test("that lives on is left alone", async () => {
    const simulator = await simulated({ world: "tiny" });
    const settings = {
      access_token: simulator.tokens.instagram,
      api_url: simulator.instagramUrl,
      token_expires_at: inDays(40),
    };
    const result = await run(simulator, { catalog, settings });
    expect(result.of("CONTROL")).toEqual([]);
    expect(Object.keys(simulator.requests().byEndpoint)).not.toContain("/refresh_access_token");
  });

  test("that cannot be renewed is used as it is", async () => {
    const simulator = await simulated({ world: "tiny" });
    simulator.faults.add({
      match: { host: "instagram", template: "/refresh_access_token" },
      answer: { code: 190 },
    });
    const settings = {
      access_token: simulator.tokens.instagram,
      api_url: simulator.instagramUrl,
      token_expires_at: inDays(20),
    };
    const result = await run(simulator, { catalog, settings });
    expect(result.exitCode).toBe(0);
    expect(result.of("CONTROL")).toEqual([]);
    expect(result.log("INFO")).toContain("The access token was not renewed");
  });

  test("of Facebook costs no look without the app", async () => {
    const simulator = await simulated({ world: "tiny" });
    const result = await run(simulator, { catalog, settings: { token_expires_at: inDays(20) } });
    expect(result.of("CONTROL")).toEqual([]);
    expect(Object.keys(simulator.requests().byEndpoint)).not.toContain("/oauth/access_token");
  });
});
