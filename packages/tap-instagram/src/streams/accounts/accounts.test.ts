import { expect, test } from "vitest";
import { catalogOf, discoveryCalls, now, run, simulated } from "../../../test/run.ts";

test("accounts say which Page the token comes by, and what it may do there, at no call", async () => {
  const simulator = await simulated();
  const { records } = await run(simulator, { catalog: catalogOf({ accounts: "all" }) });
  const reachable = simulator.world.accounts.filter(({ reachableBy }) => reachableBy.facebook);
  expect(records("accounts")).toHaveLength(reachable.length);
  for (const record of records("accounts")) {
    const account = reachable.find(({ id }) => id === record["business_account_id"]);
    expect(record).toEqual({
      business_account_id: account?.id,
      username: account?.username,
      page_id: account?.pageId,
      page_name: expect.any(String),
      tasks: ["ANALYZE", "PROFILE_PLUS_ANALYZE"],
    });
  }
  expect(simulator.requests().quotaCalls).toBe(discoveryCalls);
});

test("accounts have no Page with Instagram Login", async () => {
  const simulator = await simulated();
  const settings = { access_token: simulator.tokens.instagram, api_url: simulator.instagramUrl };
  const { records } = await run(simulator, { catalog: catalogOf({ accounts: "all" }), settings });
  expect(records("accounts")).toMatchObject([{ page_id: null, page_name: null, tasks: [] }]);
});

test("users hold every profile field by default but the restricted one, and when they were read", async () => {
  const simulator = await simulated({ world: "tiny" });
  const { records } = await run(simulator);
  const [user = {}] = records("users");
  expect(user["snapshot_at"]).toBe(new Date(now).toISOString().replace(".000Z", "Z"));
  expect(user["ig_id"]).toBeTypeOf("number");
  expect(Object.keys(user)).not.toContain("shopping_product_tag_eligibility");
  const empty = Object.keys(user).filter((column) => user[column] === null);
  expect(empty).toEqual(["account_type"]);
});

test.each(["absent", "empty-string"] as const)(
  "users have null for what their profile leaves empty, where the API writes it as %s",
  async (emptyProfileFields) => {
    const world = { accounts: [{ username: "bare", biography: null, website: null, picture: false }] };
    const simulator = await simulated({ world, behaviour: { emptyProfileFields } });
    const { records } = await run(simulator, { catalog: catalogOf({ users: "all" }) });
    expect(records("users")).toMatchObject([
      { username: "bare", biography: null, website: null, profile_picture_url: null },
    ]);
  },
);

test("users with a field that needs a permission the token lacks come without it, and the log says so", async () => {
  const simulator = await simulated({ world: "tiny" });
  const { exitCode, records, log } = await run(simulator, { catalog: catalogOf({ users: "all" }) });
  expect(exitCode).toBe(0);
  expect(records("users")).toMatchObject([
    { username: "tiny.bakery", shopping_product_tag_eligibility: null },
  ]);
  expect(log).toContain("refuses these fields of accounts");
  expect(log).toMatch(/INFO tiny\.bakery \(\d+\): complete, 1 record\. 1 of 1 account done$/m);
});
