import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { authHere } from "./login-here.ts";
import { configOf, eventsOf } from "./person.ts";
import { expectNone, setupWorld, writeConfig, type Login, type SetupWorld } from "./setup-world.ts";

const dayMs = 86_400_000;

async function withToken(
  world: SetupWorld,
  token: string,
  flags: readonly string[] = [],
  env: Record<string, string | undefined> = {},
) {
  const all = ["--config", world.config, "--with-token", "--json", ...flags];
  const auth = authHere(world, all, { TAP_INSTAGRAM_APP_SECRET: undefined, CI: "true", ...env });
  auth.stdin.end(token);
  const result = await auth.ended();
  return { ...result, last: eventsOf(result.stdout).at(-1) };
}

async function refresh(world: SetupWorld, env: Record<string, string | undefined> = {}) {
  const auth = authHere(world, ["refresh", "--config", world.config, "--json"], {
    TAP_INSTAGRAM_APP_SECRET: undefined,
    CI: "true",
    ...env,
  });
  auth.stdin.end();
  const result = await auth.ended();
  return { ...result, last: eventsOf(result.stdout).at(-1) };
}

describe("a token on stdin", () => {
  test.each<[Login]>([["facebook"], ["instagram"]])(
    "of %s is tried and written as it is, in CI too",
    async (name) => {
      const world = await setupWorld(name);
      const { code, last } = await withToken(world, `\uFEFF  ${world.token}\r\n`);
      expect(code).toBe(0);
      expect(last).toMatchObject({
        event: "done",
        login: name,
        expires_at: null,
        accounts: [{ username: "tiny.bakery" }],
      });
      expect(configOf(world)).toEqual({ access_token: world.token, login: name });
      expect(statSync(world.config).mode & 0o777).toBe(0o600);
      expect(world.simulator.requests().byEndpoint["/me"]).toBe(1);
    },
  );

  test("of a Facebook user becomes a long-lived one where the app is known", async () => {
    const world = await setupWorld("facebook");
    const env = { TAP_INSTAGRAM_APP_SECRET: world.appSecret };
    const { code, last } = await withToken(world, world.token, ["--app-id", world.appId], env);
    expect(code).toBe(0);
    expect(Date.parse(String(last?.["expires_at"])) - Date.now()).toBeGreaterThan(50 * dayMs);
    const { access_token: written, ...others } = configOf(world);
    expect(written).not.toBe(world.token);
    expect(others).toEqual({ login: "facebook", app_id: world.appId });
  });

  test("of a system user or a Page stays as it is", async () => {
    const world = await setupWorld("facebook");
    const { systemUser, pages } = world.simulator.tokens;
    for (const token of [systemUser, Object.values(pages)[0] ?? ""]) {
      const env = { TAP_INSTAGRAM_APP_SECRET: world.appSecret };
      const { code, last } = await withToken(world, token, ["--app-id", world.appId], env);
      expect(code).toBe(0);
      expect(last).toMatchObject({ expires_at: null, accounts: [{ username: "tiny.bakery" }] });
      expect(configOf(world)["access_token"]).toBe(token);
    }
  });

  test("of Instagram is never exchanged: one that comes by hand is long-lived", async () => {
    const world = await setupWorld("instagram");
    const env = { TAP_INSTAGRAM_APP_SECRET: world.appSecret };
    const { code } = await withToken(world, world.token, ["--app-id", world.appId], env);
    expect(code).toBe(0);
    expect(configOf(world)["access_token"]).toBe(world.token);
    expect(Object.keys(world.simulator.requests().byEndpoint)).toEqual(["/me"]);
  });

  test.each<[string, (world: SetupWorld) => string, readonly string[], number, string | undefined, RegExp]>([
    ["nothing", () => " \n", [], 2, undefined, /No token came on stdin/],
    ["half a token", ({ token }) => token.slice(0, 40), [], 3, "token-invalid", /access token/],
    ["two lines", ({ token }) => `${token}\n${token}`, [], 3, "token-invalid", /is not one token/],
    ["one in quotes", ({ token }) => `"${token}"`, [], 3, "token-invalid", /is not one token/],
    [
      "a whole answer",
      ({ token }) => `{"access_token":"${token}"}`,
      [],
      3,
      "token-invalid",
      /is not one token/,
    ],
    ["without an end", () => "EAA".repeat(1_000_000), [], 3, "token-invalid", /longer than 4096 characters/],
    ["the token of an app", () => "1234567890|abcdef", [], 3, "token-invalid", /token of an app/],
    [
      "one of the other login",
      ({ token }) => token,
      ["--login", "instagram"],
      3,
      "token-invalid",
      /--login says/,
    ],
  ])("that is %s writes nothing", async (_what, made, flags, exitCode, failure, words) => {
    const world = await setupWorld("facebook");
    const { code, last, stderr } = await withToken(world, made(world), flags);
    expect(code).toBe(exitCode);
    expect(last?.["code"]).toBe(failure);
    expect(stderr).toMatch(words);
    expect(existsSync(world.config)).toBe(false);
  });

  test("that meets a used up quota is told when to come again, and of no setting that the command lacks", async () => {
    const world = await setupWorld("facebook");
    world.simulator.faults.add({ match: {}, answer: { code: 4 } });
    const { code, last, stderr } = await withToken(world, world.token);
    expect(code).toBe(4);
    const said = `${JSON.stringify(last)}${stderr}`;
    expect(said).toMatch(
      /Meta allows no more calls for now\. Nothing was written: run the command again in about (an hour|\d+ minutes?)/,
    );
    expect(said).not.toMatch(/longer wait|max_wait/);
    expect(existsSync(world.config)).toBe(false);
  });

  test("that has ended is told with the words of the API", async () => {
    const world = await setupWorld("facebook", { world: "expired-token" });
    const { code, last } = await withToken(world, world.token);
    expect(code).toBe(3);
    expect(last).toMatchObject({
      event: "failed",
      code: "token-invalid",
      message: expect.stringMatching(/expired/i),
    });
  });
});

describe("auth refresh", () => {
  test("renews an Instagram token without the app, and changes nothing else", async () => {
    const world = await setupWorld("instagram");
    const settings = { accounts: ["tiny.bakery"], ...world.settings, app_secret: "kept", note: 1 };
    writeConfig(world, settings);
    const { code, last } = await refresh(world);
    expect(code).toBe(0);
    expect(last).toMatchObject({
      event: "done",
      login: "instagram",
      accounts: [{ username: "tiny.bakery" }],
    });
    expect(Date.parse(String(last?.["expires_at"])) - Date.now()).toBeGreaterThan(50 * dayMs);
    const written = configOf(world);
    expect(Object.keys(written)).toEqual(Object.keys(settings));
    expect({ ...written, access_token: world.token }).toEqual(settings);
    expect(statSync(world.config).mode & 0o777).toBe(0o600);
  });

  test("renews a Facebook token with the app, and warns of the end that it cannot move", async () => {
    const world = await setupWorld("facebook", { world: "data-access-ends-soon" });
    writeConfig(world, { ...world.settings, app_id: world.appId, app_secret: world.appSecret });
    const { code, last, stderr } = await refresh(world);
    expect(code).toBe(0);
    expect(last).toMatchObject({ event: "done", login: "facebook" });
    expect(configOf(world)["access_token"]).not.toBe(world.token);
    expect(stderr).toMatch(/WARNING The access to data ends at 20.*the person has to log in again/);
    expect(stderr).toContain(`Other users of this machine could read ${world.config}`);
  });

  test("keeps the end of the token up to date where the file has it", async () => {
    const world = await setupWorld("instagram");
    writeConfig(world, { ...world.settings, token_expires_at: null });
    const { code, last } = await refresh(world);
    expect(code).toBe(0);
    expect(configOf(world)["token_expires_at"]).toBe(last?.["expires_at"]);
    await withToken(world, world.token);
    expect(configOf(world)["token_expires_at"]).toBeNull();
  });

  test("leaves a token alone that does not end", async () => {
    const world = await setupWorld("facebook");
    const { systemUser } = world.simulator.tokens;
    writeConfig(world, {
      ...world.settings,
      access_token: systemUser,
      app_id: world.appId,
      app_secret: world.appSecret,
    });
    const { code, last } = await refresh(world);
    expect(code).toBe(0);
    expect(last).toMatchObject({ event: "done", expires_at: null });
    expect(configOf(world)["access_token"]).toBe(systemUser);
  });

  test.each<[string, Login, object, number, RegExp]>([
    ["no app id", "facebook", {}, 2, /app_id/],
    ["no app secret", "facebook", { app_id: "1" }, 2, /TAP_INSTAGRAM_APP_SECRET/],
    ["no token", "instagram", { access_token: null }, 1, /access_token: not set/],
  ])("with %s says so", async (_what, name, more, exitCode, words) => {
    const world = await setupWorld(name);
    writeConfig(world, { ...world.settings, ...more });
    const before = readFileSync(world.config, "utf8");
    const { code, stderr } = await refresh(world);
    expect(code).toBe(exitCode);
    expect(stderr).toMatch(words);
    expect(readFileSync(world.config, "utf8")).toBe(before);
  });

  test("of a token that has ended names the command that logs in anew", async () => {
    const world = await setupWorld("instagram", { world: "expired-token" });
    writeConfig(world, { ...world.settings, login: "instagram", app_id: world.appId });
    const { code, last } = await refresh(world);
    expect(code).toBe(3);
    expect(last).toMatchObject({
      event: "failed",
      code: "token-invalid",
      message: expect.stringContaining(`tap-instagram auth --config ${world.config} --redirect-url`),
    });
  });

  test("without a file ends with 1", async () => {
    const world = await setupWorld("instagram");
    const { code, stderr } = await refresh(world);
    expect(code).toBe(1);
    expect(stderr).toContain("there is no such file");
  });
});

describe("a secret on the command line", () => {
  const secret = "s3cretOfTheApp0123456789";
  test.each([
    ["--app-secret", secret],
    [`--app-secret=${secret}`],
    ["--token", secret],
    [`--token=${secret}`],
    ["--code", secret],
    [`--code=${secret}`],
    ["refresh", "--token", secret],
  ])("%s is refused with 2, and not repeated", async (...flags) => {
    const world = await setupWorld("facebook");
    const { code, stdout, stderr } = await authHere(world, [...flags, "--config", world.config]).ended();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("TAP_INSTAGRAM_APP_SECRET");
    expectNone([secret, secret.slice(0, 12)], stderr);
  });

  test("is not repeated as a word that has no place either", async () => {
    const world = await setupWorld("facebook");
    const { code, stderr } = await authHere(world, ["--config", world.config, secret]).ended();
    expect(code).toBe(2);
    expectNone([secret.slice(0, 12)], stderr);
  });

  test("has no line in the help, which has one for every road", async () => {
    const world = await setupWorld("facebook");
    const { code, stdout } = await authHere(world, ["--help"]).ended();
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/--app-secret|--token\b|--code/);
    expect(stdout).toMatch(/--no-browser\n[^]*--redirect-url https:\/\/[^]*--with-token < token\.txt/);
  });
});

describe("the settings file", () => {
  test.each([
    ["none", [], /--config names none/],
    ["the environment", ["--config", "ENV"], /--config names the environment/],
    ["two", ["--config", "a.json", "--config", "b.json"], /--config names several/],
  ])("has to be one: %s ends with 2", async (_what, flags, words) => {
    const world = await setupWorld("facebook");
    const auth = authHere(world, ["--with-token", ...flags]);
    auth.stdin.end(world.token);
    const { code, stderr } = await auth.ended();
    expect(code).toBe(2);
    expect(stderr).toMatch(words);
  });

  test.each([
    ["broken JSON", '{"access_token": "EAAGold",', /config\.json: /],
    ["a list", "[1]", /wanted a JSON object|not a JSON object/],
    ["a setting that cannot be", '{"page_size": "many"}', /config\.json:page_size/],
    ["an address without TLS", '{"api_url": "http://graph.example.com"}', /api_url: found an http URL/],
  ])("with %s is left as it is: 1", async (_what, text, words) => {
    const world = await setupWorld("facebook");
    writeFileSync(world.config, text);
    const { code, last, stderr } = await withToken(world, world.token);
    expect(code).toBe(1);
    expect(last).toMatchObject({ event: "failed", code: "refused", link: null });
    expect(stderr).toMatch(words);
    expect(readFileSync(world.config, "utf8")).toBe(text);
    expect(readdirSync(world.folder)).toEqual(["config.json"]);
  });

  test("that holds a token which cannot be one gets the new one", async () => {
    const world = await setupWorld("facebook");
    writeConfig(world, { access_token: "EAAG with spaces", page_size: 5 });
    expect((await withToken(world, world.token)).code).toBe(0);
    expect(configOf(world)).toMatchObject({ access_token: world.token, page_size: 5 });
  });

  test("behind a symbolic link is written, and the link stays", async () => {
    const world = await setupWorld("facebook");
    mkdirSync(join(world.folder, "real"));
    const target = join(world.folder, "real", "settings.json");
    symlinkSync(target, world.config);
    expect((await withToken(world, world.token)).code).toBe(0);
    writeFileSync(target, readFileSync(target, "utf8").replace("\n}", ',\n  "page_size": 5\n}'));
    chmodSync(target, 0o644);
    expect((await withToken(world, world.token)).code).toBe(0);
    expect(lstatSync(world.config).isSymbolicLink()).toBe(true);
    expect(JSON.parse(readFileSync(target, "utf8"))).toMatchObject({
      access_token: world.token,
      page_size: 5,
    });
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(world.folder, "real"))).toEqual(["settings.json"]);
  });

  test.skipIf(process.platform === "win32")(
    "that is a pipe or a device stays one: 1, before anything is asked",
    async () => {
      const world = await setupWorld("facebook");
      execFileSync("mkfifo", [world.config]);
      const { code, last, stderr } = await withToken(world, world.token);
      expect(code).toBe(1);
      expect(last).toMatchObject({ event: "failed", code: "refused", link: null });
      expect(stderr).toContain("it is a pipe or a device, wanted a file");
      expect(lstatSync(world.config).isFIFO()).toBe(true);
      expect(readdirSync(world.folder)).toEqual(["config.json"]);
      expect(world.simulator.requests().httpRequests).toBe(0);
    },
  );

  test("in a folder that does not exist ends with 1, before anything is asked", async () => {
    const world = await setupWorld("facebook");
    const auth = authHere(world, ["--config", join(world.folder, "none/config.json"), "--with-token"]);
    auth.stdin.end(world.token);
    const { code, stderr } = await auth.ended();
    expect(code).toBe(1);
    expect(stderr).toContain("its folder does not exist");
    expect(world.simulator.requests().httpRequests).toBe(0);
  });
});
