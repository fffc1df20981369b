import { describe, expect, test } from "vitest";
import { scriptedServer } from "../../../test/scripted-server.ts";
import { clientOf, collect, simulated } from "../../../test/simulated.ts";
import { createGraphClient } from "../../graph/client.ts";
import { commentFields } from "./comment-fields.ts";
import type { CommentNode } from "./comment-page.ts";
import type { CommentsOutcome } from "./comments-edge.ts";
import { createCommentsReader, type CommentsOptions } from "./comments.ts";
import { readMedia } from "../media/media.ts";

type Simulator = Awaited<ReturnType<typeof simulated>>;

async function readAll(
  simulator: Simulator,
  options: CommentsOptions & { accessToken?: string | undefined } = {},
) {
  const { accessToken = simulator.tokens.user, ...others } = options;
  const graph = clientOf(simulator, { accessToken });
  const [account] = simulator.world.accounts;
  if (!account) throw new Error("no account");
  const media = (await collect(readMedia(graph, account, { fields: ["comments_count"] }))).flat();
  const discussed = media.filter(({ comments_count: count }) => count !== 0);
  simulator.clearRequests();
  const outcomes = await createCommentsReader(graph, others).read(account, discussed);
  const comments: CommentNode[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) continue;
    comments.push(...outcome.comments);
    if (outcome.rest) comments.push(...(await collect(outcome.rest())).flat());
  }
  return { account, discussed, outcomes, comments };
}

describe("comments", () => {
  test("come with their replies, each once, for one call per post", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 60, commentsMaximum: 6 } }] },
    });
    const { account, discussed, comments } = await readAll(simulator, { fields: ["text", "timestamp"] });
    expect(comments.filter(({ parent_id: parent }) => parent === null)).toHaveLength(account.comments);
    const ids = new Set(comments.map(({ id }) => id));
    expect(ids.size).toBe(comments.length);
    const replies = comments.filter(({ parent_id: parent }) => parent !== null);
    expect(replies.length).toBeGreaterThan(10);
    for (const { parent_id: parent } of replies) expect(ids).toContain(parent);
    for (const { text } of comments) expect(text).toBeTypeOf("string");
    expect(simulator.requests().quotaCalls).toBe(discussed.length);
  });

  test("are read on, 50 at a time, where a post has more", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 6, commentsMaximum: 240 } }] },
    });
    const { account, discussed, comments } = await readAll(simulator, { fields: ["text"] });
    expect(comments.filter(({ parent_id: parent }) => parent === null)).toHaveLength(account.comments);
    expect(new Set(comments.map(({ id }) => id)).size).toBe(comments.length);
    const { entries } = simulator.requests();
    const further = entries.filter(({ template }) => template === "/{media}/comments");
    expect(further.length).toBeGreaterThan(3);
    expect(new Set(further.map(({ query }) => query["limit"]))).toEqual(new Set(["50"]));
    expect(simulator.requests().quotaCalls).toBe(discussed.length + further.length);
  });

  test("have every field of the matrix, but the one the API gives for the account's own comments only", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 20, commentsMaximum: 6 } }] },
    });
    const names = commentFields.map(({ name }) => name);
    const { comments } = await readAll(simulator, { fields: names });
    const seen = new Set(comments.flatMap((comment) => Object.keys(comment)));
    expect(names.filter((name) => !seen.has(name))).toEqual(["user"]);
  });

  test("go on without a field that the API refuses", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 80, commentsMaximum: 6 } }] },
    });
    const dropped: (readonly string[])[] = [];
    const { account, discussed, comments } = await readAll(simulator, {
      fields: ["text", "no_such_field"],
      onDroppedFields: (names) => dropped.push(names),
    });
    expect(dropped).toEqual([["no_such_field"]]);
    expect(comments.filter(({ parent_id: parent }) => parent === null)).toHaveLength(account.comments);
    expect(simulator.requests().quotaCalls).toBe(1 + discussed.length);
  });

  test("go on without it whoever hears of the refusal first", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 200, commentsMaximum: 6 } }] },
    });
    const graph = clientOf(simulator);
    const [account] = simulator.world.accounts;
    if (!account) throw new Error("no account");
    const pages = await collect(readMedia(graph, account, { fields: ["comments_count"] }));
    const reader = createCommentsReader(graph, { fields: ["no_such_field"] });
    const outcomes = (await Promise.all(pages.map((page) => reader.read(account, page)))).flat();
    expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("of a post that is too heavy at once come in smaller pages", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 2, commentsMaximum: 200 } }] },
      behaviour: { pageWeightMaximum: 120 },
    });
    const { account, comments } = await readAll(simulator, { fields: ["text", "timestamp"] });
    expect(comments.filter(({ parent_id: parent }) => parent === null)).toHaveLength(account.comments);
    expect(new Set(comments.map(({ id }) => id)).size).toBe(comments.length);
  });

  test("are refused for lack of the permission, which the error names", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 20 }] } });
    simulator.change({ revokePermission: "instagram_manage_comments", token: "user" });
    const { outcomes } = await readAll(simulator);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({
        ok: false,
        error: { kind: "permission", message: expect.stringContaining("instagram_manage_comments") },
      });
  });

  test("of a deleted post are that post's failure alone", async () => {
    const simulator = await simulated({
      world: { accounts: [{ posts: { count: 30, deleted: [4, 5, 6] } }] },
    });
    const { outcomes } = await readAll(simulator);
    const failed = outcomes.filter(({ ok }) => !ok);
    expect(failed.length).toBeGreaterThan(0);
    for (const outcome of failed) expect(outcome).toMatchObject({ error: { kind: "not-found" } });
  });

  test("are complete with the replies beyond the first page, less those of a comment deleted meanwhile", async () => {
    const next = (after: string) => ({ cursors: { after }, next: "https://graph.facebook.com/next" });
    const comment = (id: string, replies?: object) => ({ id, ...(replies ? { replies } : {}) });
    const first = {
      data: [
        comment("1", { data: [{ id: "1-1" }], paging: next("a") }),
        comment("2", { data: [{ id: "2-1" }], paging: next("b") }),
      ],
      paging: next("c"),
    };
    const { url } = await scriptedServer(({ method, path, query }) => {
      if (method === "POST") return { body: [{ code: 200, body: JSON.stringify(first) }] };
      if (path.endsWith("/1/replies"))
        return { status: 400, body: { error: { code: 100, error_subcode: 33, message: "Gone" } } };
      if (path.endsWith("/2/replies"))
        return { body: { data: [{ id: query.get("after") === "b" ? "2-2" : "2-3" }] } };
      return { body: { data: [comment("3")] } };
    });
    const graph = createGraphClient({ accessToken: "EAAsecret1234", baseUrl: url });
    const [outcome] = await createCommentsReader(graph).read({ id: "9" }, [{ id: "8" }]);
    if (!outcome?.ok || !outcome.rest) throw new Error("There is no rest");
    const read = [...outcome.comments];
    const whole = async () => {
      for await (const page of outcome.rest?.() ?? []) read.push(...page);
    };
    await expect(whole()).rejects.toMatchObject({ kind: "not-found" });
    expect(read.map(({ id, parent_id: parent }) => `${id} of ${parent}`)).toEqual([
      "1 of null",
      "1-1 of 1",
      "2 of null",
      "2-1 of 2",
      "2-2 of 2",
      "3 of null",
    ]);
  });
});

describe("comments that the API refuses in general words", () => {
  const words = { code: 10, message: "(#10) Application does not have permission for this action" };

  async function reading(
    refuses: (asked: { id: string; fields: string }) => boolean,
    media: number,
  ): Promise<{ outcomes: CommentsOutcome[]; dropped: string[]; refused: number }> {
    let refused = 0;
    const answer = (url: string) => {
      const { pathname, searchParams } = new URL(url, "http://localhost/v25.0/");
      const id = pathname.split("/").at(-2) ?? "";
      const isRefused = refuses({ id, fields: searchParams.get("fields") ?? "" });
      if (isRefused) refused += 1;
      return isRefused
        ? { status: 400, body: { error: words } }
        : { status: 200, body: { data: [{ id: `${id}0`, text: "hej" }] } };
    };
    const { url } = await scriptedServer((request) => {
      if (request.method === "GET") return answer(`${request.path}?${request.query}`);
      const items: { relative_url: string }[] = JSON.parse(request.form.get("batch") ?? "[]");
      const body = items.map(({ relative_url: relative }) => {
        const { status, body: item } = answer(relative);
        return { code: status, body: JSON.stringify(item) };
      });
      return { body };
    });
    const dropped: string[] = [];
    const reader = createCommentsReader(createGraphClient({ accessToken: "EAAtest", baseUrl: url }), {
      fields: ["text", "username", "like_count", "from"],
      onDroppedFields: (names) => dropped.push(...names),
    });
    const nodes = Array.from({ length: media }, (_, index) => ({ id: String(1000 + index) }));
    return { outcomes: await reader.read({ id: "17841" }, nodes), dropped, refused };
  }

  test.each([3, 60])("come without the field that it is about, of %i posts", async (media) => {
    const { outcomes, dropped } = await reading(({ fields }) => /\bfrom\b/.test(fields), media);
    expect(outcomes).toHaveLength(media);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ ok: true, comments: [{ text: "hej" }] });
    expect(dropped).toEqual(["from"]);
  });

  test.each([3, 60])(
    "are given up with a dozen calls where a permission is missing, of %i posts",
    async (media) => {
      const { outcomes, dropped, refused } = await reading(() => true, media);
      for (const outcome of outcomes)
        expect(outcome).toMatchObject({ ok: false, error: { kind: "permission" } });
      expect(dropped).toEqual([]);
      expect(refused).toBeLessThanOrEqual(12);
    },
  );

  test("cost the others nothing where they are of one post", async () => {
    const { outcomes, dropped } = await reading(({ id }) => id === "1004", 20);
    expect(outcomes.flatMap(({ ok }, index) => (ok ? [] : [index]))).toEqual([4]);
    expect(dropped).toEqual([]);
  });
});

test("comments that cannot be read, and links without a cursor, are no end: the rest is read once, and the loss is told", async () => {
  const { url } = await scriptedServer((request) => {
    const list = (data: unknown[], next?: string) => ({ data, ...(next ? { paging: { next } } : {}) });
    if (request.path.endsWith("/1/comments"))
      return { body: list([{ id: "10" }, { id: "11" }, { id: "12" }]) };
    if (request.path.endsWith("/10/replies")) return { body: list([{ id: "100" }, { id: "101" }]) };
    const replies = list([{ id: "100" }], "http://[");
    const first = list([null, { id: "10", replies }, { id: "11" }], "http://[");
    return { body: [{ code: 200, body: JSON.stringify(first) }] };
  });
  const graph = createGraphClient({ accessToken: "EAAtest", baseUrl: url });
  const [outcome] = await createCommentsReader(graph).read({ id: "17841" }, [{ id: "1" }]);
  if (!outcome?.ok || !outcome.rest) throw new Error("no rest");
  const ids = outcome.comments.map(({ id }) => id);
  const { rest } = outcome;
  const reading = async () => {
    for await (const comments of rest()) ids.push(...comments.map(({ id }) => id));
  };
  await expect(reading()).rejects.toMatchObject({ kind: "transient", reason: "unexpected-shape" });
  expect(ids).toEqual(["10", "100", "11", "101", "12"]);
});
