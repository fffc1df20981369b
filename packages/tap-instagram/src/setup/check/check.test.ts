import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { runTap, type JsonObject, type JsonValue } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { ManualClock } from "test-tools/clock";
import { describe, expect, onTestFinished, test } from "vitest";
import { catalogOf, now, simulated } from "../../../test/run.ts";
import { createTapInstagram } from "../../tap.ts";

/** What a command prints with `--json` of an account with such a username. */
async function printed(command: string, username: string): Promise<string> {
  const simulator = await simulated({ world: { accounts: [{ username, posts: 1 }] } });
  const host = createMemoryHost({
    argv: [command, "--json", "--config", "ENV"],
    env: { TAP_INSTAGRAM_ACCESS_TOKEN: simulator.tokens.user, TAP_INSTAGRAM_API_URL: simulator.url },
    now: () => now,
  });
  await runTap(createTapInstagram({ clock: new ManualClock(now) }), host);
  return host.out();
}

test.each(["check", "accounts"])(
  "%s --json prints nothing that a terminal obeys, and names as they are",
  async (command) => {
    const username = "a\u001B[2J\u009B31m\u0085\u2028b";
    const out = await printed(command, username);
    expect(out.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u2028]/u);
    expect(JSON.parse(out).accounts).toMatchObject([{ username }]);
  },
);

test("an entry without an id in the list of Pages is no Page", async () => {
  const simulator = await simulated();
  const data = [null, {}, { id: {} }, { id: "7", name: "P" }];
  simulator.faults.add({ match: { pathIncludes: "me/accounts" }, answer: { status: 200, body: { data } } });
  const host = createMemoryHost({
    argv: ["accounts", "--json", "--config", "ENV"],
    env: { TAP_INSTAGRAM_ACCESS_TOKEN: simulator.tokens.user, TAP_INSTAGRAM_API_URL: simulator.url },
    now: () => now,
  });
  await runTap(createTapInstagram({ clock: new ManualClock(now) }), host);
  expect(host.out()).toContain('"7"');
  expect(host.out()).not.toMatch(/undefined|\[object/);
});

async function checked(simulator: RunningSimulator, settings: JsonObject, catalog?: JsonValue) {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, content: JsonValue) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const given = { access_token: simulator.tokens.user, api_url: simulator.url, ...settings };
  const ofCatalog = catalog === undefined ? [] : ["--catalog", file("catalog.json", catalog)];
  const host = createMemoryHost({
    argv: ["check", "--config", file("config.json", given), ...ofCatalog],
    now: () => now,
  });
  const code = await runTap(createTapInstagram({ clock: new ManualClock(now) }), host);
  const calls = simulator.requests().httpRequests;
  simulator.clearRequests();
  return {
    code,
    calls,
    lines: host
      .out()
      .split("\n")
      .filter((line) => line.includes("permissions")),
  };
}

describe("tap-instagram check", () => {
  const small = { content_publishing_limit: "all", upcoming_events: "all", comments: "all" } as const;

  test("tells which selected streams need which missing permission, at no further call", async () => {
    const simulator = await simulated({ world: "tiny" });
    const catalog = catalogOf(small);
    const whole = await checked(simulator, {}, catalog);
    expect(whole).toMatchObject({ code: 0, lines: [expect.stringContaining("The token has")] });
    for (const name of ["content_publish", "manage_upcoming_events", "manage_comments"])
      simulator.change({ revokePermission: `instagram_${name}` });
    const { code, calls, lines } = await checked(simulator, {}, catalog);
    expect(code).toBe(4);
    expect(calls).toBe(whole.calls);
    expect(
      lines.filter((line) => line.startsWith("failed")).map((line) => line.replace(/^.*The token/, "")),
    ).toEqual([
      expect.stringContaining("instagram_manage_comments. It is needed for comments ["),
      expect.stringContaining("instagram_manage_upcoming_events. It is needed for upcoming_events ["),
      expect.stringContaining("instagram_content_publish. It is needed for content_publishing_limit ["),
    ]);
    expect(lines.filter((line) => line.startsWith("ok"))).toEqual([
      expect.stringContaining("The token has"),
      expect.stringMatching(/instagram_manage_comments\. .*not selected.*tags/),
    ]);
  });

  test("ends with 3 where no account can be read, also when a stream lacks its permission", async () => {
    const simulator = await simulated({ world: { accounts: [] } });
    simulator.change({ revokePermission: "instagram_content_publish" });
    const { code, lines } = await checked(simulator, {}, catalogOf(small));
    expect(lines.filter((line) => line.startsWith("failed"))).toHaveLength(1);
    expect(code).toBe(3);
  });

  test("names the feature of the app that selected streams need, because the API lists none", async () => {
    const simulator = await simulated({ world: "tiny" });
    const { code, lines } = await checked(
      simulator,
      {},
      catalogOf({ hashtags: "all", hashtag_media: "all" }),
    );
    expect(code).toBe(0);
    expect(lines).toContainEqual(
      expect.stringMatching(/^skipped .*Instagram Public Content Access for hashtags, hashtag_media\./),
    );
    expect((await checked(simulator, {})).lines).not.toContainEqual(expect.stringContaining("feature"));
  });

  test("says of a selected stream whose permission no source names that only a sync can tell", async () => {
    const simulator = await simulated({ world: "tiny" });
    const { code, lines } = await checked(simulator, {}, catalogOf({ scheduled_media: "all" }));
    expect(code).toBe(0);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^skipped .*Meta does not say which permission scheduled_media needs: a sync tells/,
      ),
    );
    const { lines: others } = await checked(simulator, {}, catalogOf({ media: ["id"] }));
    expect(others.join("\n")).not.toContain("Meta does not say");
  });

  test("without a catalog only mentions what optional streams would need", async () => {
    const simulator = await simulated({ world: "tiny" });
    simulator.change({ revokePermission: "instagram_content_publish" });
    const { code, lines } = await checked(simulator, {});
    expect(code).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(/^ok .*content_publish\. .*content_publishing_limit/));
  });

  test("with Instagram Login says what optional streams need, because the API lists no permissions", async () => {
    const simulator = await simulated({ world: { accounts: [{ posts: 2, login: "both" }] } });
    const settings = { access_token: simulator.tokens.instagram, api_url: simulator.instagramUrl };
    const { code, lines } = await checked(simulator, settings);
    expect(code).toBe(0);
    expect(lines).toContainEqual(
      expect.stringMatching(/^skipped .*instagram_business_content_publish for content_publishing_limit/),
    );
  });
});
