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
    ["v2.12/me", "v20.0"],
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

  test.each(["v99.0", "v100.0", "v28.0", "v25.1", "v0.0"])(
    "such as %s never existed and are refused, with a token or without one",
    async (version) => {
      for (const token of [session.simulator.tokens.user, session.simulator.tokens.garbage, null]) {
        const reply = await session.get(`${version}/me`, { token });
        expect([reply.status, dig(reply.json, "error", "code"), messageOf(reply)]).toEqual([
          400,
          2500,
          "Unknown path components: /me",
        ]);
      }
    },
  );

  test("that exist, ended or not, ask for a token first", async () => {
    for (const version of ["v13.0", "v25.0", "v27.0"])
      expect(messageOf(await session.get(`${version}/me`, { token: null }))).toContain("active access token");
  });

  test("that never existed fail a batch as a whole", async () => {
    const reply = await session.post("v99.0/", { batch: '[{"method":"GET","relative_url":"me"}]' });
    expect(messageOf(reply)).toBe("Unknown path components: /");
  });

  test("that never existed may be an unsupported request on the Instagram host", async () => {
    const other = await openSession({
      world: "tiny",
      behaviour: { unknownVersionOnInstagramHost: "unsupported" },
    });
    const replies = [session, other].map((one) => one.get("v99.0/me", { host: "instagram" }));
    const messages = (await Promise.all(replies)).map(messageOf);
    await other.close();
    expect(messages).toEqual(["Unknown path components: /me", "Unsupported request - method type: get"]);
  });

  test.each([
    ["asked", "/v13.0/"],
    ["served", "/v20.0/"],
    ["newest", "/v27.0/"],
  ] as const)("in links are as %s", async (pagingVersion, version) => {
    const other = await openSession({ world: "tiny", behaviour: { pagingVersion } });
    const reply = await other.get(`v13.0/${at(other.simulator.world.accounts, 0).id}/media?limit=1`);
    await other.close();
    expect(dig(reply.json, "paging", "next")).toContain(version);
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

describe("refusals", () => {
  test.each([
    ["object", { error: expect.objectContaining({ code: 100, fbtrace_id: expect.any(String) }) }],
    [
      "flat",
      {
        error_type: "GraphMethodException",
        code: 400,
        error_message: expect.stringMatching(/^Unsupported get/),
      },
    ],
    ["text", { error: "invalid_request", error_description: expect.stringMatching(/^Unsupported get/) }],
  ] as const)("may come as %s", async (errorBody, body) => {
    const other = await openSession({ world: "tiny", behaviour: { errorBody } });
    const [alone, batch] = [await other.get("9"), await other.batch(["9"])];
    await other.close();
    expect([alone.status, alone.json]).toEqual([400, body]);
    expect(JSON.parse(String(dig(batch.json, 0, "body")))).toEqual(body);
  });

  test("may all come in the language of the account", async () => {
    const world = {
      accounts: [{ posts: 3, stories: { live: 1, belowFiveViewers: 1 }, language: "de" as const }],
    };
    const read = async (translatedErrors: "all" | "conversion"): Promise<unknown[]> => {
      const other = await openSession({ world, behaviour: { translatedErrors } });
      const { ids } = at(other.simulator.world.accounts, 0);
      const replies = [
        await other.get(`${ids.stories[0]}/insights?metric=reach`),
        await other.get(`${ids.media[0]}/insights?metric=navigation`),
        await other.get(`${ids.media[0]}/insights?metric=reach`, {
          token: other.simulator.tokens.withoutInsights,
        }),
      ];
      await other.close();
      return replies.map(messageOf);
    };
    const [english, german] = [await read("conversion"), await read("all")];
    expect(english.join()).toMatch(/Not enough viewers.*does not support.*does not have permission/);
    expect(german).toEqual([
      "(#10) Zu wenige Zuschauer, um Statistiken für das Medium anzuzeigen",
      "(#100) Einer der angeforderten Werte wird für diesen Medientyp nicht unterstützt.",
      "(#10) Die Anwendung hat keine Berechtigung für diese Aktion",
    ]);
  });
});

describe("too much at a time", () => {
  const reduce = "Please reduce the amount of data you're asking for, then retry your request";

  test("is more values within ten seconds than the app may read, and passes with them", async () => {
    const busy = await openSession({ world: "tiny", behaviour: { valuesPerSecond: 1 } });
    const path = `v25.0/${at(busy.simulator.world.accounts, 0).id}/media?fields=id,timestamp`;
    const statuses = [(await busy.get(path)).status];
    const refused = await busy.get(path);
    statuses.push(refused.status);
    busy.clock.now += 10_000;
    statuses.push((await busy.get(path)).status);
    await busy.close();
    expect(statuses).toEqual([200, 500, 200]);
    expect(refused.json).toMatchObject({ error: { code: 1, error_subcode: 99, message: reduce } });
  });

  test("lasts until there is a pause", async () => {
    const behaviour = { requestsAtOnce: 1, loadPauseSeconds: 10 };
    const busy = await openSession({ world: "tiny", latencyMs: 100, behaviour });
    await Promise.all([busy.get("me"), busy.get("me")]);
    const statuses: number[] = [];
    for (const pauseMs of [5000, 9999, 10_000]) {
      busy.clock.now += pauseMs;
      statuses.push((await busy.get("me")).status);
    }
    await busy.close();
    expect(statuses).toEqual([500, 500, 200]);
  });

  test("is two requests side by side", async () => {
    const busy = await openSession({ world: "tiny", latencyMs: 100, behaviour: { requestsAtOnce: 1 } });
    const together = await Promise.all([busy.get("me"), busy.get("me")]);
    const apart = await busy.get("me");
    await busy.close();
    expect(together.map(({ status }) => status).toSorted()).toEqual([200, 500]);
    expect(apart.status).toBe(200);
  });
});

test("usage headers may be absent", async () => {
  const silent = await openSession({ world: "tiny", behaviour: { usageHeaders: false } });
  const { id } = at(silent.simulator.world.accounts, 0);
  const headers = [await silent.get("me"), await silent.get(id)].flatMap((reply) => [
    ...reply.headers.keys(),
  ]);
  await silent.close();
  expect(headers.filter((name) => name.endsWith("-usage"))).toEqual([]);
});
