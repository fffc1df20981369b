import { describe, expect, test } from "vitest";
import { clientOf, simulated, truthOf } from "../../../test/simulated.ts";
import { NoInstagramAccountError } from "./account.ts";
import { discoverAccounts } from "./discover-accounts.ts";
import { accountFields } from "./account-fields.ts";

const openFields = accountFields.flatMap(({ name, restricted }) => (restricted ? [] : [name]));

describe("discovering accounts through Facebook Login", () => {
  test("finds each linked account once, with its profile, in one request per list", async () => {
    const simulator = await simulated();
    const { accounts, notVisible } = await discoverAccounts(clientOf(simulator), {
      fields: openFields,
    });
    const expected = simulator.world.accounts.filter(({ reachableBy }) => reachableBy.facebook);
    expect(accounts.map(({ id, pageId, username }) => ({ id, pageId, username }))).toEqual(
      expected
        .map(({ id, pageId, username }) => ({ id, pageId, username }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(accounts.map(({ profile }) => profile["followers_count"])).toEqual(
      accounts.map(({ username }) => truthOf(simulator, String(username)).followers),
    );
    expect(notVisible).toEqual([]);
    expect(simulator.requests().byEndpoint).toEqual({ "/me/accounts": 1, "/me/businesses": 1 });
  });

  test("finds Pages that only their business shows", async () => {
    const simulator = await simulated();
    const graph = clientOf(simulator, { accessToken: simulator.tokens.businessOnly });
    const { accounts } = await discoverAccounts(graph);
    expect(accounts.length).toBeGreaterThan(0);
    expect(Object.keys(simulator.requests().byEndpoint).toSorted()).toEqual([
      "/me/accounts",
      "/me/businesses",
    ]);
  });

  test("finds the one account of a Page's own token", async () => {
    const simulator = await simulated();
    const { pageId, id } = truthOf(simulator, "lumen.cykel");
    const accessToken = simulator.tokens.pages[String(pageId)] ?? "";
    const { accounts } = await discoverAccounts(clientOf(simulator, { accessToken }));
    expect(accounts).toMatchObject([{ id, pageId }]);
  });

  test("finds it with a Page's own token although a field is refused", async () => {
    const simulator = await simulated();
    const { pageId, id } = truthOf(simulator, "lumen.cykel");
    simulator.faults.add({
      match: { template: "/me", times: 1 },
      answer: { code: 100, message: "(#100) Tried accessing nonexisting field (website)" },
    });
    const graph = clientOf(simulator, { accessToken: simulator.tokens.pages[String(pageId)] ?? "" });
    const dropped: string[] = [];
    const { accounts } = await discoverAccounts(graph, {
      fields: ["website", "followers_count"],
      onDroppedFields: (names) => dropped.push(...names),
    });
    expect(accounts).toMatchObject([{ id, pageId }]);
    expect(dropped).toEqual(["website"]);
  });

  test("explains how to get an account when no Page is visible", async () => {
    const simulator = await simulated();
    const graph = clientOf(simulator, { accessToken: simulator.tokens.withoutBusiness });
    await expect(discoverAccounts(graph)).rejects.toThrow(/sees no Facebook Page\. Grant it pages_show_list/);
  });

  test("explains how to link an account when no Page has one", async () => {
    const simulator = await simulated({ world: { accounts: [], pagesWithoutAccount: 3 } });
    const error = await discoverAccounts(clientOf(simulator)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NoInstagramAccountError);
    expect(error).toMatchObject({
      message: expect.stringMatching(/none of the 3 Facebook Pages.*link it to its Page/),
    });
  });

  test("leaves out fields the API refuses, and says so once", async () => {
    const simulator = await simulated();
    const dropped: (readonly string[])[] = [];
    const { accounts } = await discoverAccounts(clientOf(simulator), {
      fields: ["followers_count", "no_such_field"],
      onDroppedFields: (names) => dropped.push(names),
    });
    expect(dropped).toEqual([["no_such_field"]]);
    expect(accounts[0]?.profile).toHaveProperty("followers_count");
  });
});

describe("the matrix of profile fields", () => {
  const everyField = accountFields.map(({ name }) => name);

  test("is asked for whole with Facebook Login, less those that need permissions of their own", async () => {
    const simulator = await simulated();
    const dropped: (readonly string[])[] = [];
    const { accounts } = await discoverAccounts(clientOf(simulator), {
      fields: everyField,
      only: ["lumen.cykel"],
      onDroppedFields: (names) => dropped.push(names),
    });
    const restricted = ["shopping_product_tag_eligibility", "shopping_review_status"];
    expect(dropped.flat()).toEqual(restricted);
    const missing = everyField.filter((name) => !(name in (accounts[0]?.profile ?? {})));
    expect(missing).toEqual(["account_type", ...restricted]);
    expect(simulator.requests().byEndpoint).toEqual({ "/me/accounts": 10, "/me/businesses": 2 });
  });

  test("is asked for in one request with Instagram Login, where the account's type is known", async () => {
    const simulator = await simulated();
    const { accounts } = await discoverAccounts(clientOf(simulator, { instagram: true }), {
      fields: everyField,
    });
    expect(accounts[0]?.profile).toMatchObject({ account_type: expect.any(String) });
    expect(simulator.requests().byEndpoint).toEqual({ "/me": 1 });
  });
});

test("an account comes with the name of its Page and what may be done there", async () => {
  const simulator = await simulated();
  const { accounts } = await discoverAccounts(clientOf(simulator), { only: ["lumen.cykel"] });
  expect(accounts).toMatchObject([
    { pageName: expect.any(String), tasks: expect.arrayContaining(["ANALYZE"]) },
  ]);
});

describe("choosing accounts", () => {
  test("takes ids, Page ids and usernames, and reads ids that no Page shows directly", async () => {
    const simulator = await simulated();
    const [first, second, third] = ["lumen.cykel", "brod_och_salt", "atelje.norr"].map((name) =>
      truthOf(simulator, name),
    );
    const { accounts, notVisible } = await discoverAccounts(clientOf(simulator), {
      only: [
        String(first?.id),
        `@${second?.username.toUpperCase()}`,
        String(third?.pageId),
        "99999999999999999",
        "nobody.here",
      ],
    });
    expect(accounts.map(({ id }) => id)).toEqual([first?.id, second?.id, third?.id].toSorted());
    expect(notVisible).toMatchObject([
      { wanted: "99999999999999999", error: { kind: "not-found" } },
      { wanted: "nobody.here" },
    ]);
  });

  test("lets one that cannot be read now not keep the others from it", async () => {
    const simulator = await simulated();
    const { businessOnly } = simulator.tokens;
    const [first, second] = ["lumen.cykel", "brod_och_salt"].map((name) => truthOf(simulator, name).id);
    simulator.faults.add({ match: { pathIncludes: "me/" }, answer: { status: 200, body: { data: [] } } });
    for (const [code, kind] of [
      [80002, "quota-exhausted"],
      [2, "transient"],
    ] as const) {
      simulator.faults.add({ match: { itemId: String(first), times: 1 }, answer: { code } });
      const { accounts, notVisible } = await discoverAccounts(
        clientOf(simulator, {
          accessToken: businessOnly,
          maxQuotaWaitMs: 0,
          retryPolicy: { maxRetries: 0 },
        }),
        { only: [String(first), String(second)] },
      );
      expect(accounts.map(({ id }) => id)).toEqual([second]);
      expect(notVisible).toMatchObject([{ wanted: first, error: { kind } }]);
    }
  });

  test("reads ids without the fields that the API refuses, and takes nothing else for an account", async () => {
    const simulator = await simulated();
    const { id, ids } = truthOf(simulator, "lumen.cykel");
    const { pageId, id: other } = truthOf(simulator, "brod_och_salt");
    simulator.faults.add({ match: { pathIncludes: "me/" }, answer: { status: 200, body: { data: [] } } });
    const dropped: string[] = [];
    const { accounts, notVisible } = await discoverAccounts(clientOf(simulator), {
      only: [String(ids.media[0]), id, String(pageId)],
      fields: ["followers_count", "no_such_field", "shopping_product_tag_eligibility"],
      onDroppedFields: (names) => dropped.push(...names),
    });
    expect(notVisible).toMatchObject([{ wanted: ids.media[0], error: { kind: "refused-name" } }]);
    expect(accounts.map((account) => account.id)).toEqual([id, other].toSorted());
    for (const { profile } of accounts) expect(profile).toHaveProperty("followers_count", expect.any(Number));
    expect(dropped.toSorted()).toEqual(["no_such_field", "shopping_product_tag_eligibility"]);
  });

  test("reads ids although the token may not list Pages", async () => {
    const simulator = await simulated();
    const { id } = truthOf(simulator, "lumen.cykel");
    for (const template of ["/me/accounts", "/me/businesses"])
      simulator.faults.add({ match: { template }, answer: { code: 200 } });
    const { accounts } = await discoverAccounts(clientOf(simulator), { only: [id] });
    expect(accounts).toMatchObject([{ id, username: "lumen.cykel" }]);
    for (const only of [["lumen.cykel"], ["99999999999999999"], undefined])
      await expect(
        discoverAccounts(clientOf(simulator), only === undefined ? {} : { only }),
      ).rejects.toMatchObject({ kind: "permission", endpoint: "GET /me/accounts" });
  });

  test("goes on with the Pages of portfolios where the token's own list is refused, and says so", async () => {
    const simulator = await simulated();
    simulator.faults.add({ match: { template: "/me/accounts" }, answer: { code: 200 } });
    const { accounts, failures } = await discoverAccounts(clientOf(simulator));
    expect(accounts.length).toBeGreaterThan(1);
    expect(failures).toMatchObject([{ kind: "permission", endpoint: "GET /me/accounts" }]);
  });

  test("leaves out the excluded ones", async () => {
    const simulator = await simulated();
    const { accounts } = await discoverAccounts(clientOf(simulator), { except: ["lumen.cykel"] });
    expect(accounts.some(({ username }) => username === "lumen.cykel")).toBe(false);
    expect(accounts.length).toBeGreaterThan(0);
  });
});

describe("discovering the account of an Instagram token", () => {
  test("says what to do where the account is not a professional one", async () => {
    const simulator = await simulated({
      world: { accounts: [{ accountType: "PERSONAL", login: "both", posts: 1 }] },
    });
    const reading = discoverAccounts(clientOf(simulator, { instagram: true }), { fields: openFields });
    await expect(reading).rejects.toBeInstanceOf(NoInstagramAccountError);
    await expect(reading).rejects.toThrow(/Business or Creator.*https:\/\/help\.instagram\.com/);
    expect(simulator.requests().byEndpoint).toEqual({ "/me": 2 });
  });

  test.each(["flat", "wrapped"] as const)("reads the professional id from a %s answer", async (meShape) => {
    const simulator = await simulated({ behaviour: { meShape } });
    const { accounts } = await discoverAccounts(clientOf(simulator, { instagram: true }), {
      fields: openFields,
    });
    const expected = truthOf(simulator, "lumen.cykel");
    expect(accounts).toMatchObject([
      {
        id: expected.id,
        username: "lumen.cykel",
        pageId: null,
        profile: { followers_count: expected.followers },
      },
    ]);
  });
});
