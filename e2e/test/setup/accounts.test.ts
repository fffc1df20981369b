import { describe, expect, test } from "vitest";
import { expectNone, setupWorld, writeConfig, type SetupWorld } from "./setup-world.ts";
import { tapHere } from "../tap-here.ts";

function accounts(world: SetupWorld, ...flags: string[]) {
  return tapHere(["accounts", "--config", world.config, ...flags]);
}

describe("accounts", () => {
  test("prints a table, a line that can be pasted into the settings, and the Pages without an account", async () => {
    const world = await setupWorld("facebook", { world: "demo" });
    writeConfig(world, world.settings);
    const { code, stdout, stderr } = await accounts(world);
    expectNone(world.secrets, stdout + stderr);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^ID +USERNAME +POSTS +FOLLOWERS +INSIGHTS +PAGE +NAME$/m);
    expect(stdout).toMatch(/^\d+ +brod_och_salt +94 +6310 +yes +\d+ +Bröd & Salt$/m);
    expect(stdout).toMatch(
      /show no professional Instagram account.*Linked accounts[^]*Page without Instagram 1$/m,
    );
    const line = /^"accounts": .*$/m.exec(stdout)?.[0];
    writeConfig(world, { ...world.settings, ...JSON.parse(`{${line}}`) });
    const check = await tapHere(["check", "--config", world.config]);
    expect(check.stdout).toContain("The token reads 4 accounts");
  });

  test("prints one document for scripts, within 5 calls and one per account", async () => {
    const world = await setupWorld("facebook", { world: "demo" });
    writeConfig(world, { ...world.settings, accounts: ["lumen.cykel"] });
    const { code, stdout } = await accounts(world, "--json");
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(Object.keys(document)).toEqual(["accounts", "pages_without_account"]);
    expect(document.accounts).toHaveLength(4);
    expect(document.accounts[0]).toEqual({
      id: expect.stringMatching(/^\d{17}$/),
      username: "lumen.cykel",
      name: "Lumen Cykel",
      page_id: expect.stringMatching(/^\d+$/),
      media_count: 140,
      followers_count: 48_200,
      insights: true,
    });
    expect(document.pages_without_account).toEqual([
      { id: expect.any(String), name: "Page without Instagram 2" },
      { id: expect.any(String), name: "Page without Instagram 1" },
    ]);
    expect(world.simulator.requests().httpRequests).toBeLessThanOrEqual(5 + 4);
  });

  test("has no Pages with Instagram Login", async () => {
    const world = await setupWorld("instagram");
    writeConfig(world, world.settings);
    const { stdout } = await accounts(world, "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      accounts: [{ username: "tiny.bakery", page_id: null, insights: true }],
      pages_without_account: [],
    });
  });

  test.each([
    ["page-without-account", 3, /is linked to the Page Page without Instagram 1/],
    ["no-pages", 3, /sees no Facebook Page/],
    ["expired-token", 3, /Log in again/],
    ["app-quota-gone", 5, /The quota is used up/],
    ["outage", 4, /token is not the cause/],
  ] as const)(
    "in the setup %s ends with %d, an empty list, and the reason on stderr",
    async (name, exitCode, words) => {
      const world = await setupWorld("facebook", { world: name });
      writeConfig(world, world.settings);
      const { code, stdout, stderr } = await accounts(world, "--json");
      expect(code).toBe(exitCode);
      expect(JSON.parse(stdout)).toMatchObject({ accounts: [] });
      expect(stderr).toMatch(words);
      expect(stderr).toMatch(/Link: https:\/\//);
      expect((await accounts(world)).stdout).toBe("");
    },
  );
});
