import type { JsonValue } from "@tap-instagram/singer";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";
import { createTapInstagram } from "../tap.ts";
import { settings as declared } from "./definitions.ts";

const catalog = catalogOf({ users: "all" });

describe("a token and a secret", () => {
  test("are taken without the space that was copied along with them", async () => {
    const simulator = await simulated({ behaviour: { requireAppsecretProof: true } });
    const { user, appSecret, instagram } = simulator.tokens;
    const facebook = await run(simulator, {
      settings: { access_token: ` ${user}\n`, app_secret: `${appSecret}\n` },
      catalog,
    });
    expect(facebook.exitCode).toBe(0);
    const { exitCode, records } = await run(simulator, {
      settings: { access_token: ` ${instagram}`, api_url: simulator.instagramUrl },
      catalog,
    });
    expect(exitCode).toBe(0);
    expect(records("users")).toMatchObject([{ page_id: null }]);
  });

  test.each([
    ["a space within", "access_token", "EAAtheFirstHalf andTheSecond"],
    ["a character that cannot be seen", "access_token", "EAAtheFirstHalf\u200bandTheSecond"],
    ["an ellipsis", "app_secret", "theFirstHalf…"],
    ["nothing in them", "access_token", " "],
  ])("with %s are refused before anything is asked, and not shown", async (_, name, value) => {
    const simulator = await simulated();
    const { exitCode, log } = await run(simulator, { settings: { [name]: value }, catalog });
    expect(exitCode).toBe(1);
    expect(log).toMatch(
      new RegExp(`${name}.*(ASCII letters, digits and punctuation, without spaces|required)`),
    );
    expect(log).not.toContain("theFirstHalf");
    expect(simulator.requests().httpRequests).toBe(0);
  });
});

test("settings that are empty texts are as good as none", async () => {
  const simulator = await simulated({ world: "tiny" });
  const names = Object.keys(createTapInstagram().settings);
  const kept = new Set(["access_token", "api_url"]);
  const empty = Object.fromEntries(names.flatMap((name) => (kept.has(name) ? [] : [[name, ""]])));
  const plain = await run(simulator, { catalog });
  const asked = simulator.requests().entries;
  simulator.clearRequests();
  const { exitCode, log, records } = await run(simulator, { settings: empty, catalog });
  expect(exitCode).toBe(0);
  const withoutFile = (text: string) => text.replace(/^INFO Settings of tap-instagram come from .*\n/, "");
  expect(withoutFile(log)).toBe(withoutFile(plain.log));
  expect(records("users")).toHaveLength(plain.records("users").length);
  expect(simulator.requests().entries.map(({ path }) => path)).toEqual(asked.map(({ path }) => path));
});

test("a list of accounts may have empty entries, which mean nobody", async () => {
  const simulator = await simulated({ world: "tiny" });
  const settings = { accounts: ["", " "], exclude_accounts: [""] };
  const { exitCode, records } = await run(simulator, { settings, catalog });
  expect({ exitCode, users: records("users").length }).toEqual({ exitCode: 0, users: 1 });
});

test("a user agent that no header can carry is refused before anything is asked", async () => {
  const simulator = await simulated();
  const { exitCode, log } = await run(simulator, { settings: { user_agent: "Café ☕" }, catalog });
  expect(exitCode).toBe(1);
  expect(log).toMatch(/user_agent.*ASCII/);
  expect(simulator.requests().httpRequests).toBe(0);
});

test("an empty setting is one that is not set", async () => {
  const simulator = await simulated({ world: "tiny" });
  const empty = ["user_agent", "app_id", "app_secret", "api_version", "login", "page_size", "start_date"];
  const settings = Object.fromEntries(empty.map((name) => [name, ""]));
  const { exitCode, records } = await run(simulator, { settings, catalog });
  expect({ exitCode, users: records("users").length }).toEqual({ exitCode: 0, users: 1 });
  expect(simulator.requests().entries.map(({ path }) => path.split("/")[1])).toContain("v25.0");
});

test("the app-scoped id of an Instagram account names it in accounts", async () => {
  const simulator = await simulated({ world: "tiny" });
  const headers = { authorization: `Bearer ${simulator.tokens.instagram}` };
  const me: unknown = await (
    await fetch(`${simulator.instagramUrl}/v25.0/me?fields=id,user_id`, { headers })
  ).json();
  const { id } = v.parse(v.object({ id: v.string() }), me);
  expect(id).not.toBe(simulator.world.accounts[0]?.id);
  const { exitCode, records } = await run(simulator, {
    settings: { accounts: [id], api_url: simulator.instagramUrl, access_token: simulator.tokens.instagram },
    catalog,
  });
  expect(exitCode).toBe(0);
  expect(records("users").map((user) => user["id"])).toEqual([simulator.world.accounts[0]?.id]);
});

/** Values of every JSON type, and lists and objects that hold some. */
const anything: readonly JsonValue[] = [
  "text",
  5,
  -1.5,
  true,
  [],
  [5],
  [null],
  [[]],
  [{}],
  {},
  { users: 5 },
  { users: { username: {} } },
  [{ younger_than_days: "x", every_days: 0.5 }],
  [{ younger_than_days: null, unheard_of: [] }],
  [{ name: 5, metrics: "reach", period: {} }],
  [{ name: "x", metrics: [{}], period: "day", breakdown: 5, timeframe: 5, metric_type: [] }],
];

test("a value of a wrong type is refused in words of the tap, never in those of a library", async () => {
  const simulator = await simulated();
  const { access_token: _, ...definitions } = declared;
  const names = Object.keys(definitions);
  // A few at once: a log line has a bound.
  const some = Array.from({ length: Math.ceil(names.length / 6) }, (__, at) =>
    names.slice(at * 6, at * 6 + 6),
  );
  const pairs = some.flatMap((group) => anything.map((value) => ({ group, value })));
  for (const { group, value } of pairs) {
    // With the last one, each run has a setting that is wrong: none asks the API.
    const wrong = { ...Object.fromEntries(group.map((name) => [name, value])), partial_failures: 5 };
    const { exitCode, log } = await run(simulator, { settings: wrong, catalog });
    expect(exitCode).toBe(1);
    expect(log).not.toMatch(/Invalid (type|key|value|length|format)|Expected|received|strict_object/);
    for (const line of log.split("\n").filter((one) => /found /.test(one)))
      expect(line).toMatch(/, wanted |, but /);
  }
  expect(simulator.requests().httpRequests).toBe(0);
});

test("a tier without its days is told with an example, and a wrong address with what is wanted", async () => {
  const simulator = await simulated();
  const tiers = [{ younger_than_days: "many", unheard_of: 1 }];
  const wrong = { media_insights_tiers: tiers, api_url: "graph", api_version: 25 };
  const { log } = await run(simulator, { settings: wrong, catalog });
  expect(log).toContain(
    'media_insights_tiers: [0].younger_than_days: found "many", wanted a whole number of days of at least 1, as in {"younger_than_days": 14, "every_days": 1}; ' +
      '.every_days: not set, but it is required, as in {"younger_than_days": 14, "every_days": 1}; ' +
      ".unheard_of: unknown key, wanted one of younger_than_days, every_days",
  );
  expect(log).toContain('api_url: found "graph", wanted an http or https URL');
  expect(log).toContain("api_version: found 25, wanted a version such as v25.0");
});
