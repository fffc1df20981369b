import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { catalogOf, run, simulated } from "../../test/run.ts";
import { createTapInstagram } from "../tap.ts";

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
