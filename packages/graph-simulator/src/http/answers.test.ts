import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { at, dig, messageOf, openSession, type Session } from "../../test/session.ts";

let session: Session;

beforeAll(async () => {
  session = await openSession({ world: "tiny" });
});
afterAll(() => session.close());

describe("versions", () => {
  test.each([
    ["v25.0/me", "v25.0"],
    ["me", "v25.0"],
    ["v26.0/me", "v26.0"],
    ["v27.0/me", "v27.0"],
    ["v13.0/me", "v20.0"],
  ])("of %s is served by %s", async (path, version) => {
    const reply = await session.get(path);
    expect([reply.status, reply.headers.get("facebook-api-version")]).toEqual([200, version]);
  });

  test("that have expired are served by the oldest usable one", async () => {
    const later = await openSession({ world: "tiny", now: () => Date.parse("2026-10-01T00:00:00Z") });
    const reply = await later.get("v20.0/me");
    await later.close();
    expect(reply.headers.get("facebook-api-version")).toBe("v21.0");
  });

  test.each(["v99.0", "v100.0", "v25.7", "v0.9"])(
    "that do not exist, such as %s, are no part of a path, with a token or without",
    async (version) => {
      for (const token of [undefined, null, session.simulator.tokens.expired]) {
        const reply = await session.get(`${version}/me/accounts`, token === undefined ? {} : { token });
        expect([reply.status, dig(reply.json, "error")]).toEqual([
          400,
          expect.objectContaining({
            code: 2500,
            type: "OAuthException",
            message: "Unknown path components: /me/accounts",
          }),
        ]);
      }
    },
  );

  test("that exist, ended or not, ask for a token first", async () => {
    for (const version of ["v13.0", "v25.0", "v27.0"])
      expect(messageOf(await session.get(`${version}/me`, { token: null }))).toContain("active access token");
  });

  test("that do not exist fail a batch as a whole", async () => {
    const reply = await session.post("v99.0/", { batch: '[{"method":"GET","relative_url":"me"}]' });
    expect(messageOf(reply)).toBe("Unknown path components: /");
  });

  test("stand in links as they were asked, or as they were served", async () => {
    const served = await openSession({ world: "tiny", behaviour: { pagingVersion: "served" } });
    const path = `v13.0/${at(session.simulator.world.accounts, 0).id}/media?limit=1`;
    const links = [await session.get(path), await served.get(path)].map((reply) =>
      String(dig(reply.json, "paging", "next")),
    );
    await served.close();
    expect(links[0]).toContain("/v13.0/");
    expect(links[1]).toContain("/v20.0/");
  });
});

describe("answers", () => {
  test("have an ETag and are 304 when nothing changed", async () => {
    const first = await session.get("me");
    const etag = first.headers.get("etag") ?? "";
    const again = await session.get("me", { headers: { "if-none-match": etag } });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  test("are written to links and logs without the secrets of the request", async () => {
    session.simulator.clearRequests();
    await session.get(`me?access_token=${session.simulator.tokens.user}&fields=id`);
    const log = session.simulator.requests();
    expect(at(log.entries, 0)).toMatchObject({ path: "/me", query: { fields: "id" }, status: 200 });
    expect(JSON.stringify(log)).not.toContain(session.simulator.tokens.user);
  });

  test("to paths that are none differ by host", async () => {
    expect(messageOf(await session.get("v25.0/a/b/c"))).toBe("Unknown path components: /a/b/c");
    expect(messageOf(await session.get("v25.0/a/b/c", { host: "instagram" }))).toBe(
      "Unsupported request - method type: get",
    );
  });

  test("to any other path say where to begin", async () => {
    const response = await fetch(new URL("/elsewhere", session.simulator.url));
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining("/graph.facebook.com"),
    ]);
  });

  test("take the latency they are told to", async () => {
    const slow = await openSession({ world: "tiny", latencyMs: 40 });
    const begun = performance.now();
    await slow.get("me");
    const took = performance.now() - begun;
    await slow.close();
    expect(took).toBeGreaterThanOrEqual(39);
  });
});
