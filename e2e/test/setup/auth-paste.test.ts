import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { built } from "../commands.ts";
import { authHere, loginHere } from "./login-here.ts";
import { configOf, eventsOf, logInAt, shellOf } from "./person.ts";
import { expectNone, setupWorld, writeConfig, type Login, type SetupWorld } from "./setup-world.ts";
import { startOnTerminal } from "../shell.ts";
import { hasScript } from "../../machines/terminal.ts";

const redirect = "https://example.com/back";

/** The flags of the road without a page of this machine. */
function pasteFlags({ login }: SetupWorld): string[] {
  return login === "instagram" ? ["--redirect-url", redirect] : ["--no-browser"];
}

/** Logs in, and pastes what the person makes of the address that the browser went to. */
async function pasteLogin(
  world: SetupWorld,
  made: (address: string) => string = (address) => address,
  {
    button,
    env = {},
  }: { button?: "allow" | "deny" | undefined; env?: Record<string, string> | undefined } = {},
) {
  const login = loginHere(world, ["--json", ...pasteFlags(world)], env);
  const open = await login.opened();
  const address = await logInAt(open.authorize_url, { button });
  login.stdin.write(`${made(address)}\n`);
  const result = await login.ended();
  const code = new URL(address).searchParams.get("code");
  if (code !== null) expectNone([code], result.stdout + result.stderr);
  const [, last] = eventsOf(result.stdout);
  return { ...result, open, address, last };
}

describe.each<[Login, string]>([
  ["facebook", "https://www.facebook.com/connect/login_success.html"],
  ["instagram", redirect],
])("with %s, a login by pasting", (name, redirectUri) => {
  test("writes the long-lived token of the address that was pasted", async () => {
    const world = await setupWorld(name);
    const { code, open, address, last } = await pasteLogin(world, (pasted) => `  "${pasted}"  `);
    expect(code).toBe(0);
    expect(open).toMatchObject({ redirect_uri: redirectUri, expires_in: 300 });
    expect(open.url).toBe(open.authorize_url);
    expect(address).toMatch(name === "facebook" ? /#_=_$/ : /#_$/);
    expect(last).toMatchObject({ event: "done", login: name, accounts: [{ username: "tiny.bakery" }] });
    const lifeMs = Date.parse(String(last?.["expires_at"])) - Date.now();
    expect(lifeMs).toBeGreaterThan(50 * 86_400_000);
    expect(configOf(world)).toEqual({
      access_token: expect.stringMatching(name === "facebook" ? /^EAA/ : /^IG/),
      login: name,
      app_id: world.appId,
    });
  });

  test.each<[string, (address: string) => string, string, RegExp]>([
    [
      "of another login",
      (address) => address.replace(/state=\w+/, "state=00"),
      "state-wrong",
      /another login/,
    ],
    ["that is cut", (address) => address.slice(0, address.indexOf("&state")), "state-wrong", /no state/],
    ["of the login page", () => "https://www.instagram.com/", "state-wrong", /no state/],
    [
      "with a code of somebody else",
      (address) => address.replace(/code=[^&]+/, "code=AQBsomebody"),
      name === "facebook" ? "code-expired" : "code-used",
      /again/,
    ],
  ])("takes no address %s: 3, and nothing is written", async (_what, made, failure, words) => {
    const world = await setupWorld(name);
    const { code, last, stderr } = await pasteLogin(world, made);
    expect(code).toBe(3);
    expect(last).toEqual({
      event: "failed",
      code: failure,
      message: expect.stringMatching(words),
      link: expect.stringMatching(/^https:\/\//),
    });
    expect(stderr).toMatch(words);
    expect(readdirSync(world.folder)).toEqual([]);
  });

  test("that is denied ends with 3", async () => {
    const world = await setupWorld(name);
    const { code, last, stderr } = await pasteLogin(world, undefined, { button: "deny" });
    expect(code).toBe(3);
    expect(last).toMatchObject({ event: "failed", code: "denied" });
    // The words of the vendor are for the person, though they came with the address.
    expect(stderr).toContain(String(last?.["message"]));
    expect(existsSync(world.config)).toBe(false);
  });

  test("that gets nothing on stdin ends with 2", async () => {
    const world = await setupWorld(name);
    const login = loginHere(world, ["--json", ...pasteFlags(world)]);
    await login.opened();
    login.stdin.end();
    const { code, stderr } = await login.ended();
    expect(code).toBe(2);
    expect(stderr).toContain("No address came on stdin");
  });

  test("ends in time", async () => {
    const world = await setupWorld(name);
    const login = loginHere(world, ["--json", "--timeout", "1", ...pasteFlags(world)]);
    const { code, stdout } = await login.ended();
    expect(code).toBe(3);
    expect(eventsOf(stdout)[1]).toMatchObject({ event: "failed", code: "timeout" });
  });
});

describe("Instagram's answers", () => {
  test("to a wrong secret are told as what they can be", async () => {
    const world = await setupWorld("instagram");
    const { code, last, stderr } = await pasteLogin(world, undefined, {
      env: { TAP_INSTAGRAM_APP_SECRET: "0123456789abcdef" },
    });
    expect(code).toBe(3);
    // What the person is to compare is not hidden with the address that was pasted.
    expect(stderr).toContain(`the redirect URL ${redirect} may differ`);
    expect(last).toMatchObject({
      code: "redirect-or-secret-wrong",
      message: expect.stringMatching(/app secret.*redirect URL https:\/\/example\.com\/back/),
    });
  });

  test("for a personal account end the login: nothing can be read of it", async () => {
    const world = await setupWorld("instagram", { world: "personal-account" });
    const { code, last } = await pasteLogin(world);
    expect(code).toBe(3);
    expect(last).toMatchObject({ event: "failed", code: "refused" });
    expect(existsSync(world.config)).toBe(false);
  });

  test.each([
    ["meta-app-id", /Invalid platform app/],
    ["tester-not-accepted", /Insufficient developer role/],
  ] as const)("that never come back are explained beforehand: %s", async (name, words) => {
    const world = await setupWorld("instagram", { world: name });
    const login = loginHere(world, [...pasteFlags(world), "--timeout", "1"]);
    const { code, stderr } = await login.ended();
    expect(code).toBe(3);
    expect(stderr).toMatch(words);
    const address = /^http\S+$/m.exec(stderr)?.[0] ?? "";
    await expect(logInAt(address)).rejects.toThrow(words);
  });
});

describe("a redirect URL that the vendor does not take ends with 2", () => {
  test.each<[Login, string[], RegExp]>([
    ["instagram", [], /needs --redirect-url with an https address/],
    ["instagram", ["--redirect-url", "http://localhost:4000/back"], /https addresses only/],
    ["instagram", ["--redirect-url", "example.com"], /a whole address/],
    ["facebook", ["--redirect-url", "http://example.com/"], /an https address/],
    ["facebook", ["--redirect-url", "http://localhost:4000/"], /a path of its own/],
    ["facebook", ["--redirect-url", "http://localhost:4000/back", "--port", "4001"], /the port of --port/],
    ["facebook", ["--scopes", ","], /names no permission/],
    ["facebook", ["--port", "70000"], /from 0 to 65535/],
    ["facebook", ["--timeout", "0"], /from 1/],
  ])("%s %j", async (name, flags, words) => {
    const world = await setupWorld(name);
    const { code, stdout, stderr } = await loginHere(world, ["--json", ...flags]).ended();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(words);
  });
});

// The command of util-linux that gives a program a terminal; that of other systems takes other flags.
describe.skipIf(!hasScript)("at a terminal (needs Linux with script)", () => {
  test("the secret and the address are asked for, and neither is ever shown", async () => {
    const world = await setupWorld("instagram");
    const words = [
      built.tap,
      "auth",
      "--config",
      world.config,
      "--login",
      "instagram",
      "--app-id",
      world.appId,
    ];
    const command = [process.execPath, ...words, "--redirect-url", redirect];
    const { child } = startOnTerminal(command, {
      env: { ...shellOf(world), TAP_INSTAGRAM_APP_SECRET: undefined },
    });
    let shown = "";
    child.stdout?.on("data", (chunk) => (shown += String(chunk)));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    await expect.poll(() => shown).toContain("(not shown): ");
    child.stdin?.write(`${world.appSecret}x\u007F\r`);
    await expect.poll(() => shown).toContain("Address (not shown): ");
    const address = await logInAt(/^http\S+/m.exec(shown)?.[0] ?? "");
    child.stdin?.write(`\u001B[200~${address}\u001B[201~\r`);
    expect(await ended).toBe(0);
    expect(shown).toContain("Logged in with Instagram");
    expectNone(
      [
        world.appSecret,
        new URL(address).searchParams.get("code") ?? "",
        String(configOf(world)["access_token"]),
      ],
      shown,
    );
  });

  test("Ctrl-C while nothing is shown ends with 130, and writes nothing", async () => {
    const world = await setupWorld("facebook");
    const words = [
      built.tap,
      "auth",
      "--config",
      world.config,
      "--login",
      "facebook",
      "--app-id",
      world.appId,
    ];
    const command = [process.execPath, ...words, "--no-browser"];
    const { child } = startOnTerminal(command, { env: shellOf(world) });
    let shown = "";
    child.stdout?.on("data", (chunk) => (shown += String(chunk)));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    await expect.poll(() => shown).toContain("Address (not shown): ");
    child.stdin?.write("\u0003");
    expect(await ended).toBe(130);
    expect(readdirSync(world.folder)).toEqual([]);
  });
});

test("the settings of the environment are taken, those of the file win, and the secret of the environment wins", async () => {
  const world = await setupWorld("instagram");
  writeConfig(world, { app_id: world.appId, login: "instagram", app_secret: "0123456789abcdef" });
  const flags = ["--config", world.config, "--json", "--redirect-url", redirect];
  const login = authHere(world, flags, { TAP_INSTAGRAM_APP_ID: "1", TAP_INSTAGRAM_LOGIN: "facebook" });
  const open = await login.opened();
  login.stdin.write(`${await logInAt(open.authorize_url)}\n`);
  expect((await login.ended()).code).toBe(0);
  expect(Object.entries(configOf(world))).toEqual([
    ["app_id", world.appId],
    ["login", "instagram"],
    ["app_secret", world.appSecret],
    ["access_token", expect.any(String)],
  ]);
});
