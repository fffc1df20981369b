import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dig, openSession, type Asking, type Reply } from "../../test/session.ts";
import { startSimulator } from "../simulator.ts";
import { setupNames, type SetupName } from "./broken-setups.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

test("the README explains every broken setup", () => {
  const rows = readme.match(/^\| `[\w-]+` +\| /gm)?.map((row) => row.split("`")[1]) ?? [];
  expect(setupNames.filter((name) => !rows.includes(name))).toEqual([]);
});

test.each([...setupNames])("%s starts, and has a login that is asked for", async (world) => {
  const simulator = await startSimulator({ world });
  const { loginUrl, tokens } = simulator;
  const query = new URLSearchParams({
    client_id: tokens.appId,
    redirect_uri: "https://example.com/",
    response_type: "code",
    scope: "instagram_basic",
  });
  const page = await fetch(`${loginUrl}/www.facebook.com/v25.0/dialog/oauth?${query.toString()}`);
  await simulator.close();
  expect(page.status).toBe(200);
});

async function ask(world: SetupName, path: string, asking?: Asking): Promise<Reply> {
  const session = await openSession({ world });
  const reply = await session.get(path, asking);
  await session.close();
  return reply;
}

test.each<[SetupName, string, unknown, unknown?]>([
  ["cut-token", "me", 190],
  ["swapped-tokens", "me", 190],
  ["expired-token", "me", 190, 463],
  ["app-removed", "me", 190, 458],
  ["password-changed", "me", 190, 460],
  ["logged-out", "me", 190, 467],
  ["checkpoint", "me", 190, 459],
  ["unconfirmed-account", "me", 190, 464],
  ["without-pages-list", "me/accounts", 200],
  ["portfolio-pages", "me/businesses", 100],
  ["app-blocked", "me", 200],
  ["proof-required", "me", 100],
  ["data-access-over", "me/accounts", 10],
  ["app-quota-gone", "me", 4],
  ["outage", "me", 2],
])("%s answers %s with code %s", async (world, path, code, subcode) => {
  const { json } = await ask(world, path);
  expect(dig(json, "error", "code")).toBe(code);
  expect(dig(json, "error", "error_subcode")).toBe(subcode);
});

test.each<[SetupName, unknown, unknown?]>([
  ["cut-token", 190],
  ["swapped-tokens", 190],
  ["expired-token", 190, 463],
  ["checkpoint", 190, 459],
  ["without-basic", 10],
  ["personal-account", 100],
  ["app-blocked", 200],
  ["quota-gone", 80_002],
])("%s answers Instagram's /me with code %s", async (world, code, subcode) => {
  const { json } = await ask(world, "me", { host: "instagram" });
  expect(dig(json, "error", "code")).toBe(code);
  expect(dig(json, "error", "error_subcode")).toBe(subcode);
});

test("a new login mends what was wrong with the token alone", async () => {
  const session = await openSession({ world: "expired-token" });
  const { tokens, loginUrl, url } = session.simulator;
  const redirect_uri = "https://example.com/";
  const form = {
    client_id: tokens.appId,
    redirect_uri,
    response_type: "code",
    scope: "instagram_basic",
    "scope:instagram_basic": "on",
    decision: "allow",
  };
  const page = await fetch(`${loginUrl}/www.facebook.com/v25.0/dialog/oauth`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  const code = new URL(page.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const exchange = new URLSearchParams({
    client_id: tokens.appId,
    client_secret: tokens.appSecret,
    redirect_uri,
    code,
  });
  const response = await fetch(`${url}/v25.0/oauth/access_token?${exchange.toString()}`);
  const token = String(dig(await response.json(), "access_token"));
  const [old, renewed] = [await session.get("me"), await session.get("me", { token })];
  await session.close();
  expect([old.status, renewed.status]).toEqual([400, 200]);
});
