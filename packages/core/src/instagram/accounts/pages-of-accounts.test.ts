import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { scriptedServer, type ScriptedAnswer, type SeenRequest } from "../../../test/scripted-server.ts";
import { createGraphClient } from "../../graph/client.ts";
import { discoverAccounts, type DiscoveryOptions } from "./discover-accounts.ts";

const id = (n: number) => `1784140000000000${n}`;

function page(pageId: number, account?: unknown): object {
  const linked = account === undefined ? {} : { instagram_business_account: account };
  return { id: String(pageId), name: `Page ${pageId}`, tasks: ["ANALYZE"], ...linked };
}

const account = (n: number) => ({ id: id(n), username: `brand${n}` });
const list = (...data: unknown[]): ScriptedAnswer => ({ body: { data } });
const refusal = (code: number, message: string): ScriptedAnswer => ({
  status: 400,
  body: { error: { code, message } },
});

async function discovered(
  answers: { [path: string]: ScriptedAnswer | ((request: SeenRequest) => ScriptedAnswer) },
  options: DiscoveryOptions = {},
) {
  const { url, requests } = await scriptedServer((request) => {
    const answer = answers[request.path.replace("/v25.0/", "")];
    if (answer === undefined) return refusal(100, "Unsupported get request");
    return typeof answer === "function" ? answer(request) : answer;
  });
  const graph = createGraphClient({
    accessToken: "EAAtest",
    baseUrl: url,
    clock: new ManualClock(),
    retryPolicy: { maxRetries: 1 },
  });
  return { ...(await discoverAccounts(graph, options)), paths: requests.map(({ path }) => path) };
}

const portfolio = list({
  id: "777",
  owned_pages: { data: [page(21, account(2))] },
  client_pages: { data: [page(31, account(3))] },
});

describe("Pages of a portfolio and Pages of one's own", () => {
  test.each([
    ["a Page without an account", list(page(11)), [2, 3]],
    ["a Page with an account", list(page(11, account(1))), [1, 2, 3]],
    ["no Page", list(), [2, 3]],
    ["a Page that the portfolio shows, too", list(page(21, account(2))), [2, 3]],
  ])("are read beside each other: %s", async (_, own, found) => {
    const { accounts } = await discovered({ "me/accounts": own, "me/businesses": portfolio });
    expect(accounts.map((one) => one.id)).toEqual(found.map(id));
  });

  test("are named where they show no account: the token's own, and those that the login did not grant", async () => {
    const { pagesWithoutAccount, pagesNotGranted } = await discovered({
      "me/accounts": list(page(11), page(12, account(1))),
      "me/businesses": list({ id: "777", owned_pages: { data: [page(11), page(13)] } }),
    });
    expect(pagesWithoutAccount).toMatchObject([{ id: "11", name: "Page 11" }]);
    expect(pagesNotGranted).toMatchObject([{ id: "13", name: "Page 13" }]);
  });

  test("come one business at a time where one of them refuses its Pages", async () => {
    const { accounts, failures, paths } = await discovered({
      "me/accounts": list(page(11, account(1))),
      "me/businesses": ({ query }) =>
        query.get("fields") === "id"
          ? list({ id: "777" }, { id: "778" })
          : refusal(10, "(#10) Application does not have permission for this action"),
      "777/owned_pages": list(page(21, account(2))),
      "777/client_pages": list(),
      "778/owned_pages": refusal(10, "(#10) No"),
      "778/client_pages": list(page(31, account(3))),
    });
    expect(accounts.map((one) => one.id)).toEqual([id(1), id(2), id(3)]);
    expect(failures).toEqual([]);
    expect(paths).toHaveLength(10);
  });

  test("cost no further request without the permission for businesses", async () => {
    const { accounts, failures, paths } = await discovered({
      "me/accounts": list(page(11, account(1))),
      "me/businesses": refusal(100, "(#100) Missing Permission"),
    });
    expect(accounts).toHaveLength(1);
    expect(failures).toEqual([]);
    expect(paths.toSorted()).toEqual(["/v25.0/me/accounts", "/v25.0/me/businesses"]);
  });

  test("cost one further request where both lists refuse a field, and it is named once", async () => {
    const dropped: string[] = [];
    const answer =
      (found: ScriptedAnswer) =>
      ({ query }: SeenRequest): ScriptedAnswer =>
        query.get("fields")?.includes("website")
          ? refusal(100, "(#100) Tried accessing nonexisting field (website)")
          : found;
    const { accounts, failures, paths } = await discovered(
      { "me/accounts": answer(list(page(11, account(1)))), "me/businesses": answer(portfolio) },
      { fields: ["website"], onDroppedFields: (names) => dropped.push(...names) },
    );
    expect(accounts.map((one) => one.id)).toEqual([id(1), id(2), id(3)]);
    expect(failures).toEqual([]);
    expect(dropped).toEqual(["website"]);
    expect(paths).toHaveLength(4);
  });

  test("cost one request with the token of a Page, which has no portfolios", async () => {
    const noSuchField = "(#100) Tried accessing nonexisting field (accounts)";
    const { accounts, paths } = await discovered({
      "me/accounts": refusal(100, noSuchField),
      "me/businesses": refusal(100, noSuchField.replace("accounts", "businesses")),
      me: { body: page(11, account(1)) },
    });
    expect(accounts.map((one) => one.id)).toEqual([id(1)]);
    expect(paths.filter((path) => path.endsWith("/businesses")).length).toBeLessThanOrEqual(1);
  });

  test.each([
    ["by quota", refusal(4, "(#4) Application request limit reached")],
    ["by a failure that may pass", { status: 500, body: { error: { code: 2, message: "down" } } }],
    ["by a connection that is cut", { destroy: "before" } as const],
  ])("are asked for once where the token is refused, and they %s", async (_, failure) => {
    let asked = 0;
    const answers = {
      "me/accounts": refusal(190, "The session has expired"),
      "me/businesses": () => {
        asked += 1;
        return failure;
      },
    };
    await expect(discovered(answers)).rejects.toMatchObject({ kind: "auth" });
    expect(asked).toBe(1);
  });

  test("are told of as incomplete where the portfolios cannot be read now", async () => {
    const { accounts, failures } = await discovered({
      "me/accounts": list(page(11, account(1))),
      "me/businesses": { status: 500, body: { error: { code: 2, message: "down" } } },
    });
    expect(accounts).toHaveLength(1);
    expect(failures).toMatchObject([{ kind: "transient", endpoint: "GET /me/businesses" }]);
  });
});

describe("an account that several Pages show", () => {
  const answers = {
    "me/accounts": list(page(102, account(1)), page(12, account(1)), page(13, account(2))),
    "me/businesses": list({ id: "777", owned_pages: { data: [page(14, account(1))] } }),
  };

  test("is found once, with all of them in order", async () => {
    const { accounts } = await discovered(answers);
    expect(accounts.map((one) => [one.id, one.pageId, one.pages.map((shown) => shown.id)])).toEqual([
      [id(1), "12", ["12", "14", "102"]],
      [id(2), "13", ["13"]],
    ]);
  });

  test.each(["102", "12", "14", id(1), "@Brand1"])("is chosen and left out as %s", async (name) => {
    expect((await discovered(answers, { only: [name] })).accounts.map((one) => one.id)).toEqual([id(1)]);
    const left = await discovered(answers, { except: [name] });
    expect(left.accounts.map((one) => one.id)).toEqual([id(2)]);
    expect(left.excluded.map((one) => one.id)).toEqual([id(1)]);
    expect(left.unmatched).toEqual([]);
  });
});

test("an entry of except that fits nothing is told", async () => {
  const answers = { "me/accounts": list(page(11, account(1))), "me/businesses": list() };
  expect((await discovered(answers, { except: ["brnad1", "brand1"] })).unmatched).toEqual(["brnad1"]);
});

describe("a list that lies", () => {
  test.each(["../../evil?smuggled=1#", "1?smuggled=1", "../me", "me", ""])(
    "an account with the id %s costs itself, and means no other path",
    async (lie) => {
      const { accounts, failures, paths } = await discovered({
        "me/accounts": list(page(11, { id: lie, username: "x" }), page(12, account(2))),
        "me/businesses": list(),
      });
      expect(accounts.map((one) => one.id)).toEqual([id(2)]);
      expect(failures).toMatchObject([{ reason: "unexpected-shape" }]);
      expect(failures[0]?.message).toContain("Page 11 (11)");
      expect(paths).toHaveLength(2);
    },
  );
});

test("an id that only this app knows chooses the account of an Instagram token", async () => {
  const { url } = await scriptedServer(() => ({ body: { id: "999", user_id: id(1), username: "brand1" } }));
  const graph = createGraphClient({ accessToken: "IGAAtest", baseUrl: url });
  const { accounts, notVisible } = await discoverAccounts(graph, { only: ["999"] });
  expect(accounts).toMatchObject([{ id: id(1), otherIds: ["999"] }]);
  expect(notVisible).toEqual([]);
});
