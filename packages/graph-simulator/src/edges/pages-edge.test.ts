import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dataOf, dig, openSession, pluck, type Session } from "../../test/session.ts";

let session: Session;

beforeAll(async () => {
  session = await openSession();
});
afterAll(() => session.close());

describe("/me/accounts", () => {
  test("leaves the key out for a Page without an Instagram account", async () => {
    const reply = await session.get("v25.0/me/accounts?fields=id,instagram_business_account{id,username}");
    const lonely = dataOf(reply).filter((page) => dig(page, "instagram_business_account") === undefined);
    expect(lonely).toHaveLength(2);
    expect(lonely.every((page) => !Object.keys(page ?? {}).includes("instagram_business_account"))).toBe(
      true,
    );
  });

  test("pages with cursors, and stops by leaving next out while the cursor stays", async () => {
    const first = await session.get("v25.0/me/accounts?fields=id&limit=4");
    const second = await fetch(String(dig(first.json, "paging", "next")));
    const json: unknown = await second.json();
    expect(dig(json, "data")).toHaveLength(2);
    expect(dig(json, "paging", "next")).toBeUndefined();
    expect(dig(json, "paging", "cursors", "after")).toBeTypeOf("string");
    expect(dig(json, "paging", "previous")).toBeTypeOf("string");
  });

  test("embeds the token in its links", async () => {
    const reply = await session.get("v25.0/me/accounts?fields=id&limit=1");
    const next = new URL(String(dig(reply.json, "paging", "next")));
    expect(next.searchParams.get("access_token")).toBe(session.simulator.tokens.user);
    expect(next.pathname).toBe("/graph.facebook.com/v25.0/me/accounts");
  });

  test("gives Page tokens that work", async () => {
    const reply = await session.get("v25.0/me/accounts?fields=id,access_token,tasks");
    const token = String(pluck(reply, "access_token")[0]);
    expect((await session.get("me", { token })).json).toMatchObject({ id: pluck(reply, "id")[0] });
  });
});

describe("/me on the Instagram host", () => {
  const path = "v25.0/me?fields=id,user_id,username,account_type,followers_count";

  test("is flat and gives the professional id as user_id", async () => {
    const reply = await session.get(path, { host: "instagram" });
    const [account] = session.simulator.world.accounts;
    expect(reply.json).toMatchObject({
      user_id: account?.id,
      username: "lumen.cykel",
      account_type: "BUSINESS",
    });
    expect(dig(reply.json, "id")).not.toBe(account?.id);
  });

  test("can be wrapped as the documentation shows it", async () => {
    const wrapped = await openSession({ world: "tiny", behaviour: { meShape: "wrapped" } });
    try {
      const reply = await wrapped.get(path, { host: "instagram" });
      expect(dig(dataOf(reply)[0], "username")).toBe("tiny.bakery");
    } finally {
      await wrapped.close();
    }
  });

  test("does not know the Facebook login's lists", async () => {
    const reply = await session.get("v25.0/me/accounts", { host: "instagram" });
    expect(reply.json).toMatchObject({
      error: { message: "Unsupported request - method type: get", type: "IGApiException", code: 100 },
    });
  });
});
