import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dig, messageOf, openSession, type Session } from "../../test/session.ts";
import type { AccountTruth, BehaviourOptions } from "../index.ts";

let session: Session;
let ids: readonly string[];

beforeAll(async () => {
  session = await openSession();
  ids = session.simulator.world.accounts.map(({ id }) => id);
});
afterAll(() => session.close());

describe("an account", () => {
  test("gives only its id by default", async () => {
    const id = at(ids, 0);
    expect((await session.get(`v25.0/${id}`)).json).toEqual({ id });
  });

  test("has an id of 17 digits beyond 2^53 and a legacy id that differs", async () => {
    const id = at(ids, 0);
    expect(id).toMatch(/^1784\d{13}$/);
    const reply = await session.get(`v25.0/${id}?fields=legacy_instagram_user_id,ig_id`);
    expect(dig(reply.json, "legacy_instagram_user_id")).toMatch(/^\d+$/);
    expect(dig(reply.json, "legacy_instagram_user_id")).not.toBe(id);
    expect(dig(reply.json, "ig_id")).toBeTypeOf("number");
  });

  test("leaves empty profile fields out", async () => {
    const reply = await session.get(
      `v25.0/${at(ids, 3)}?fields=username,name,biography,website,profile_picture_url,has_profile_pic`,
    );
    expect(Object.keys(reply.json ?? {})).toEqual(["username", "name", "has_profile_pic", "id"]);
  });

  test("may give empty profile texts as empty strings", async () => {
    const other = await openSession({
      world: { accounts: [{ name: null, biography: null, website: null, picture: false, posts: 0 }] },
      behaviour: { emptyProfileFields: "empty-string" },
    });
    const { id } = at(other.simulator.world.accounts, 0);
    const reply = await other.get(`${id}?fields=name,biography,website,profile_picture_url`);
    await other.close();
    expect(reply.json).toEqual({ name: "", biography: "", website: "", id });
  });

  test("may report a media_count that the walk does not confirm", async () => {
    const reply = await session.get(`v25.0/${at(ids, 1)}?fields=media_count`);
    expect(dig(reply.json, "media_count")).toBe(at(session.simulator.world.accounts, 1).media + 4);
  });

  test.each(["shopping_product_tag_eligibility", "shopping_review_status", "mini_shop_storefront"])(
    "is refused whole when %s is asked without its permission",
    async (field) => {
      const reply = await session.get(`v25.0/${at(ids, 0)}?fields=id,${field}`);
      expect(dig(reply.json, "error", "code")).toBe(10);
    },
  );

  test.each(["ig_id", "legacy_instagram_user_id", "has_profile_pic", "is_published"])(
    "has no %s on graph.instagram.com",
    async (field) => {
      const instagram = await session.get(`v25.0/me?fields=id,${field}`, { host: "instagram" });
      expect(messageOf(instagram)).toContain(`Tried accessing nonexisting field (${field})`);
      const facebook = await session.get(`v25.0/${at(ids, 0)}?fields=${field}`);
      expect(facebook.json).toHaveProperty(field);
    },
  );

  test("names its business to a token that may manage that business", async () => {
    const path = `v25.0/${at(ids, 0)}?fields=owner_business`;
    expect(dig((await session.get(path)).json, "owner_business", "name")).toBe("Simulated Business");
    const other = await session.get(path, { token: session.simulator.tokens.withoutBusiness });
    expect(dig(other.json, "error", "code")).toBe(10);
  });

  test("reports its publishing quota", async () => {
    const reply = await session.get(`v25.0/${at(ids, 0)}/content_publishing_limit?fields=quota_usage,config`);
    expect(dig(reply.json, "data", 0, "config")).toEqual({ quota_total: 50, quota_duration: 86_400 });
  });

  test("is answered with 803 for a name and 100/33 for an unknown number", async () => {
    const named = await session.get("v25.0/nobody");
    expect([named.status, messageOf(named)]).toEqual([
      404,
      "(#803) Some of the aliases you requested do not exist: nobody",
    ]);
    const numbered = await session.get("v25.0/9");
    expect(messageOf(numbered)).toMatch(/^Unsupported get request\. Object with ID '9' does not exist/);
    expect(dig(numbered.json, "error", "error_subcode")).toBe(33);
  });

  test("is read with the method GET alone", async () => {
    const facebook = await session.post(`v25.0/${at(ids, 0)}`, {});
    expect(messageOf(facebook)).toMatch(/^Unsupported post request\. Object with ID/);
    const instagram = await session.post(`v25.0/${at(ids, 0)}`, {}, { host: "instagram" });
    expect(messageOf(instagram)).toBe("Unsupported request - method type: post");
  });
});

describe("an account on the Instagram host", () => {
  const own = async (
    behaviour: BehaviourOptions,
    read: (other: Session, account: AccountTruth) => Promise<unknown>,
  ): Promise<unknown> => {
    const other = await openSession({ world: "tiny", behaviour });
    const found = await read(other, at(other.simulator.world.accounts, 0));
    await other.close();
    return found;
  };

  test("is not known by its app-scoped id, which /me calls id", async () => {
    const ask = async (other: Session): Promise<unknown> => {
      const { json } = await other.get("me?fields=id", { host: "instagram" });
      const path = `${String(dig(json, "id"))}?fields=username`;
      return (
        messageOf(await other.get(path, { host: "instagram" })) ??
        messageOf(await other.get(path)) ??
        "served"
      );
    };
    expect(await own({}, ask)).toBe("Unsupported request - method type: get");
    expect(await own({ appScopedIdInPath: "serve" }, ask)).toBe("served");
  });

  test("spells its type as live answers do, or as the documentation does", async () => {
    const ask = async (other: Session): Promise<unknown> =>
      dig((await other.get("me?fields=account_type", { host: "instagram" })).json, "account_type");
    expect(await own({}, ask)).toBe("BUSINESS");
    expect(await own({ accountTypeSpelling: "documented" }, ask)).toBe("Business");
  });

  test.each(["ig_id", "legacy_instagram_user_id", "has_profile_pic", "is_published"])(
    "refuses %s, leaves it out or serves it",
    async (field) => {
      const ask = async (other: Session, account: AccountTruth): Promise<unknown> => {
        const reply = await other.get(`${account.id}?fields=username,${field}`, { host: "instagram" });
        return messageOf(reply) ?? Object.keys(reply.json ?? {});
      };
      expect(await own({}, ask)).toBe(`Tried accessing nonexisting field (${field}) on node type (IGUser)`);
      expect(await own({ facebookProfileFieldsOnInstagramHost: "omit" }, ask)).toEqual(["username", "id"]);
      expect(await own({ facebookProfileFieldsOnInstagramHost: "serve" }, ask)).toContain(field);
    },
  );
});

describe("ig_id", () => {
  test("of accounts and media is a number and a text, or refused by name", async () => {
    const refusing = await openSession({ behaviour: { igId: "refuse" } });
    const [account] = refusing.simulator.world.accounts;
    const paths = [`${account?.id}?fields=ig_id`, `${account?.ids.media[0]}?fields=ig_id`];
    const served = await Promise.all(paths.map((path) => session.get(path)));
    expect(served.map(({ json }) => typeof dig(json, "ig_id"))).toEqual(["number", "string"]);
    const refused = await Promise.all(paths.map((path) => refusing.get(path)));
    await refusing.close();
    expect(refused.map(messageOf)).toEqual([
      "(#100) Tried accessing nonexisting field (ig_id) on node type (IGUser)",
      "(#100) Tried accessing nonexisting field (ig_id)",
    ]);
  });
});

describe("business discovery", () => {
  const ask = (text: string): ReturnType<Session["get"]> =>
    session.get(`v25.0/${at(ids, 0)}?fields=${encodeURIComponent(`business_discovery.username(${text}`)}`);

  test("shows another account and its posts, with view_count and without links", async () => {
    const reply = await ask("brod_och_salt){username,followers_count,media.limit(30){id,view_count}}");
    const found = dig(reply.json, "business_discovery");
    expect(found).toMatchObject({ username: "brod_och_salt", followers_count: 6310 });
    expect(JSON.stringify(found)).toContain('"view_count":');
    expect(dig(found, "media", "paging", "next")).toBeUndefined();
    expect(dig(found, "media", "paging", "cursors", "after")).toBeTypeOf("string");
  });

  test("answers 110/2207013 for an unknown name", async () => {
    const reply = await ask("no.such.name){id}");
    expect(reply.json).toMatchObject({
      error: { code: 110, error_subcode: 2_207_013, message: "Invalid user id" },
    });
  });

  test("is paid by the app", async () => {
    const reply = await ask("brod_och_salt){id}");
    expect(reply.headers.get("x-app-usage")).not.toBeNull();
    expect(reply.headers.get("x-business-use-case-usage")).toBeNull();
  });
});
