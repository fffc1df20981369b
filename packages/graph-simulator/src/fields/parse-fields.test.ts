import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dig, messageOf, openSession, type Session } from "../../test/session.ts";

let session: Session;
let id: string;

beforeAll(async () => {
  session = await openSession({ world: "tiny" });
  id = at(session.simulator.world.accounts, 0).id;
});
afterAll(() => session.close());

const fields = async (text: string): Promise<{ status: number; message: unknown; json: unknown }> => {
  const reply = await session.get(`v25.0/${id}?fields=${encodeURIComponent(text)}`);
  return { status: reply.status, message: messageOf(reply), json: reply.json };
};

describe("the grammar of fields", () => {
  test("takes modifiers, braces and edges within edges", async () => {
    const { json } = await fields("username,media.limit(2){id,caption,children.limit(3){id,media_type}}");
    expect(dig(json, "username")).toBe("tiny.bakery");
    expect(dig(json, "media", "data")).toHaveLength(2);
    expect(dig(json, "media", "paging", "next")).toContain("limit=2");
  });

  test("goes on after a nested edge's cursor", async () => {
    const { json } = await fields("media.limit(2){id}");
    const after = String(dig(json, "media", "paging", "cursors", "after"));
    const rest = await fields(`media.limit(1).after(${after}){id}`);
    expect(dig(rest.json, "media", "data", 0, "id")).toBe(
      at(session.simulator.world.accounts, 0).ids.media[2],
    );
  });

  test("keeps a comma inside a modifier's brackets together", async () => {
    const { json } = await fields("insights.metric(reach,follower_count).period(day){name}");
    expect(dig(json, "insights", "data", 1, "name")).toBe("follower_count");
  });

  test.each([
    ["id,media{id", "an open brace"],
    ["id}", "a brace too many"],
    ["id,,username", "an empty name"],
    ["media.limit(2{id}", "an open bracket"],
    ["media.as(posts){id}", "an alias"],
  ])("answers %s, %s, with the 2500 syntax error", async (text) => {
    const reply = await fields(text);
    expect(reply.status).toBe(400);
    expect(reply.message).toMatch(/^Syntax error "/);
    expect(dig(reply.json, "error", "code")).toBe(2500);
  });

  test("refuses a field named twice", async () => {
    const { json, message } = await fields("id,username,id");
    expect(message).toContain('Syntax error "Field id specified more than once');
    expect(dig(json, "error", "code")).toBe(2500);
  });

  test("names the node type of an unknown field, except on media", async () => {
    expect((await fields("foo")).message).toBe(
      "(#100) Tried accessing nonexisting field (foo) on node type (IGUser)",
    );
    expect((await fields("media{foo}")).message).toBe("(#100) Tried accessing nonexisting field (foo)");
  });
});
