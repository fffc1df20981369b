import { describe, expect, test } from "vitest";
import { findings, rich, run, simulated } from "../test/simulated.ts";
import { topics } from "./run/topics.ts";

const facts = topics.flatMap((topic) => topic.facts);

describe("a run", () => {
  test.each([false, true])(
    "costs at most 82 calls of quota in 85 requests (Instagram host: %s)",
    async (instagram) => {
      const simulator = await simulated();
      const { out, exitCode } = await run(simulator, { instagram });
      const { quotaCalls, httpRequests } = simulator.requests();
      // A batch that is refused as a whole costs nothing there; the client counts it all the same.
      expect(quotaCalls).toBeLessThanOrEqual(82);
      expect(httpRequests).toBeLessThanOrEqual(85);
      expect(out).toMatch(
        /\d+ agree, 0 differ, 0 refused, \d+ not testable\. \d+ calls of quota in \d+ requests/,
      );
      expect(exitCode).toBe(0);
    },
  );

  test("asks only to read: nothing is posted but the batch", async () => {
    const simulator = await simulated();
    await run(simulator);
    const posts = simulator.requests().entries.filter(({ method }) => method !== "GET");
    expect(posts.map(({ path, items }) => [path, items?.every(({ method }) => method === "GET")])).toEqual([
      ["/v25.0", true],
    ]);
  });

  test.each([false, true])("tells nothing of the account, even where all differs (%s)", async (instagram) => {
    const simulator = await simulated();
    const [account] = simulator.world.accounts;
    const { username = "", name = "" } = rich;
    simulator.faults.add({
      match: { pathIncludes: "insights" },
      answer: {
        code: 100,
        message: `No insights of ${account?.id} (${name}, ${username}) with ${simulator.tokens.user}`,
      },
    });
    const environment = { VERIFY_LIVE_APP_SECRET: simulator.tokens.appSecret };
    for (const args of [[], ["--json"]]) {
      const { out, err, exitCode } = await run(simulator, { instagram, args, environment });
      expect(exitCode).toBe(1);
      expect(out).toContain("No insights of <id> (<name>, <name>)");
      const secrets = Object.values(simulator.tokens).flatMap((token) =>
        typeof token === "string" ? [token] : Object.values(token),
      );
      const ids = [
        ...(account?.ids.media ?? []),
        ...(account?.ids.stories ?? []),
        account?.id,
        account?.pageId,
      ];
      for (const word of [...secrets, ...ids, username, name]) {
        if (word) expect(out + err).not.toContain(word);
      }
    }
  });

  test("reports what the token may not ask as refused, with the permission that may be missing, and ends with 1", async () => {
    const simulator = await simulated();
    const environment = { VERIFY_LIVE_ACCESS_TOKEN: simulator.tokens.withoutInsights };
    const args = ["--only", "post-metrics-accepted,profile-fields-accepted"];
    const { out, exitCode } = await run(simulator, { args, environment });
    expect(out).toMatch(
      /REFUSED {7}post-metrics-accepted: permission [^]*“\(#10\) Application does not[^]*instagram_manage_insights/,
    );
    expect(out).toMatch(/1 agree, 0 differ, 1 refused, 0 not testable/);
    expect(exitCode).toBe(1);
    const found = await findings(simulator, { args, environment });
    expect(found.get("post-metrics-accepted")).toMatchObject({ verdict: "refused" });
  });

  test("goes on with the other facts when a field is refused that everything is asked with", async () => {
    const simulator = await simulated();
    simulator.faults.add({
      match: { query: { fields: "is_published" } },
      answer: { code: 100, message: "(#100) Tried accessing nonexisting field (is_published)" },
    });
    simulator.faults.add({
      match: { query: { fields: "alt_text" } },
      answer: { code: 100, message: "(#100) Tried accessing nonexisting field (alt_text)" },
    });
    const found = await findings(simulator);
    for (const fact of ["profile-fields-accepted", "media-fields-accepted"]) {
      expect(found.get(fact)?.verdict).toBe("differs");
    }
    for (const fact of [
      "post-metrics-accepted",
      "story-metrics-accepted",
      "batch-served",
      "thirty-days-accepted",
    ]) {
      expect(found.get(fact)?.verdict).toBe("agrees");
    }
  });

  test("looks at the account that is named", async () => {
    const world = { accounts: [rich, { username: "another.account", login: "both" as const, posts: 2 }] };
    const simulator = await simulated({ world });
    const other = simulator.world.accounts.find(({ username }) => username === "another.account");
    for (const account of ["@another.account", other?.id ?? "", other?.pageId ?? ""]) {
      simulator.clearRequests();
      const args = ["--only", "account-read-by-its-id"];
      await run(simulator, { args, environment: { VERIFY_LIVE_ACCOUNT: account } });
      expect(simulator.requests().entries.map(({ path }) => path)).toContain(`/v25.0/${other?.id}`);
    }
  });

  test("ends with 3 when the token is not accepted, and says why without showing it", async () => {
    const simulator = await simulated();
    const { expired } = simulator.tokens;
    const { exitCode, out, err } = await run(simulator, {
      environment: { VERIFY_LIVE_ACCESS_TOKEN: expired },
    });
    expect(exitCode).toBe(3);
    expect(err).toContain("190/463");
    expect(out + err).not.toContain(expired);
    expect(simulator.requests().httpRequests).toBe(1);
  });

  test("finds nothing to differ in an API that only fails", async () => {
    const simulator = await simulated();
    simulator.faults.add({ answer: { code: 2 } });
    const found = await findings(simulator, { args: ["--only", "profile"] });
    expect(new Set([...found.values()].map(({ verdict }) => verdict))).toEqual(new Set(["not-testable"]));
    expect(found.get("profile-fields-accepted")?.missing).toContain("the API failed each time, transient");
  });
});

describe("the command", () => {
  test("lists every fact without a call and without a token", async () => {
    const simulator = await simulated();
    const environment = { VERIFY_LIVE_ACCESS_TOKEN: "" };
    const { out, exitCode } = await run(simulator, { args: ["--dry-run"], environment });
    for (const { name, claim } of facts) {
      expect(out).toContain(name);
      expect(out).toContain(claim);
    }
    const { out: json } = await run(simulator, { args: ["--dry-run", "--json"], environment });
    expect(JSON.parse(json)).toMatchObject({ facts: facts.map(({ name }) => ({ name })) });
    expect(exitCode).toBe(0);
    expect(simulator.requests().httpRequests).toBe(0);
  });

  test("checks only what is asked for, by name or by topic", async () => {
    const simulator = await simulated();
    const found = await findings(simulator, {
      args: ["--only", "errors,token-in-header", "--only", "batch-served"],
    });
    const errors = topics.find(({ name }) => name === "errors")?.facts.map(({ name }) => name) ?? [];
    expect([...found.keys()]).toEqual(["token-in-header", "batch-served", ...errors]);
  });

  test("ends with 1 when something differs, and says what, and for whom it matters", async () => {
    const simulator = await simulated({ behaviour: { pageSizeMaximum: 25 } });
    const { out, exitCode } = await run(simulator, { args: ["--only", "limit-100-honoured"] });
    expect(exitCode).toBe(1);
    expect(out).toMatch(/DIFFERS\s+limit-100-honoured[^]*expected:[^]*found:[^]*page_size/);
  });

  test.each([
    [["--wrong"], {}, /no flag --wrong\n[^]*Usage: npm run verify-live/],
    [["--dryrun"], {}, /no flag --dryrun; did you mean --dry-run\?/],
    [["--only"], {}, /'--only <value>' argument missing[^]*Usage/],
    [["--only", "erors"], {}, /no fact or topic[^]*Did you mean errors\?/],
    [["--only", "limit-1000"], {}, /no fact or topic[^]*limit-100-honoured/],
    [[], { VERIFY_LIVE_ACCESS_TOKEN: "" }, /VERIFY_LIVE_ACCESS_TOKEN is not set/],
    [[], { VERIFY_LIVE_API_URL: "graph" }, /VERIFY_LIVE_API_URL: want an http/],
    [[], { VERIFY_LIVE_API_VERSION: "25" }, /"25": want a version/],
  ])("ends with 2 for %j and %j", async (args, environment, message) => {
    const { exitCode, err } = await run(await simulated(), { args, environment });
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});

describe("facts", () => {
  test("have names of their own, in kebab-case, and one sentence each", () => {
    expect(new Set(facts.map(({ name }) => name)).size).toBe(facts.length);
    for (const { name, claim, source, reliedOnBy } of facts) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
      expect(claim).not.toMatch(/\.( |$)/);
      expect(source).toMatch(/^https:\/\/developers\.facebook\.com\/docs\//);
      expect(reliedOnBy).not.toBe("");
    }
  });
});
