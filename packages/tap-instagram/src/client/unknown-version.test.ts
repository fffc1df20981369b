import { describe, expect, test } from "vitest";
import { run, simulated } from "../../test/run.ts";

const instagram = ({ tokens, instagramUrl }: Awaited<ReturnType<typeof simulated>>) => ({
  access_token: tokens.instagram,
  api_url: instagramUrl,
});

describe("the setting api_version", () => {
  test.each(["facebook", "instagram"] as const)(
    "that names no version of the API ends the sync with 1 and the known ones, whatever the token (%s)",
    async (login) => {
      const simulator = await simulated({ world: "tiny" });
      const given = login === "instagram" ? instagram(simulator) : {};
      for (const token of [{}, { access_token: simulator.tokens.expired }]) {
        simulator.clearRequests();
        const { exitCode, log, messages } = await run(simulator, {
          settings: { ...given, ...(login === "facebook" ? token : {}), api_version: "v99.0" },
        });
        expect(exitCode).toBe(1);
        expect(log).toMatch(
          /api_version: found "v99\.0", wanted a version .*v20\.0, .*v25\.0, v26\.0, v27\.0\./,
        );
        expect(messages.filter(({ type }) => type === "RECORD")).toEqual([]);
        // The second list of Pages may be under way when the first one is refused.
        expect(simulator.requests().httpRequests).toBeLessThanOrEqual(login === "facebook" ? 3 : 2);
      }
    },
  );

  test("that names no version costs at most four requests where the token is looked up first", async () => {
    const simulator = await simulated({ world: "tiny" });
    const { appId, appSecret } = simulator.tokens;
    const settings = { app_id: appId, app_secret: appSecret, api_version: "v99.0" };
    expect((await run(simulator, { settings })).exitCode).toBe(1);
    expect(simulator.requests().httpRequests).toBeLessThanOrEqual(4);
  });

  test("leaves out of the known versions those that have ended", async () => {
    const now = () => Date.parse("2026-12-01T00:00:00Z");
    const simulator = await simulated({ world: "tiny", now });
    const { log } = await run(simulator, { settings: { api_version: "v99.0" }, now });
    expect(log).toContain("has: v21.0, v22.0");
  });

  test.each(["v25.0", "v26.0", "v27.0"])("may be %s, without a warning", async (version) => {
    const simulator = await simulated({ world: "tiny" });
    const { exitCode, log } = await run(simulator, { settings: { api_version: version } });
    expect(exitCode).toBe(0);
    expect(log).not.toContain("WARNING");
    const asked = simulator.requests().entries.map(({ path }) => path.split("/")[1]);
    expect(new Set(asked)).toEqual(new Set([version]));
  });

  test("is not blamed for a bad token", async () => {
    const simulator = await simulated({ world: "tiny" });
    const settings = { access_token: simulator.tokens.expired, api_version: "v27.0" };
    const { exitCode, log } = await run(simulator, { settings });
    expect(exitCode).toBe(3);
    expect(log).not.toContain("api_version");
  });

  test.each([
    ["exists after all", { status: 200, body: { data: [] } }],
    ["cannot be asked about", "reset"],
  ] as const)("is not blamed where the version %s", async (_what, answer) => {
    const simulator = await simulated({ world: "tiny" });
    const message = "Unknown path components: /me/accounts";
    simulator.faults.add({ match: { template: "/me/accounts" }, answer: { code: 2500, message } });
    simulator.faults.add({ match: { template: "/me" }, answer });
    const { exitCode, log } = await run(simulator, { settings: { max_retries: 0 } });
    expect(exitCode).toBe(4);
    expect(log).toContain("Unknown path components");
    expect(log).not.toContain("api_version: found");
  });
});
