import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { connect, createServer } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { loginHere } from "./login-here.ts";
import { configOf, eventsOf, logInAt, startLogin, type OpenEvent } from "./person.ts";
import { expectNone, setupWorld, writeConfig } from "./setup-world.ts";

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Asks the page with any method and any Host. */
function ask(
  url: string,
  { method = "GET", host }: { method?: string | undefined; host?: string | undefined } = {},
): Promise<Answer> {
  const { port, pathname, search } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        host: "127.0.0.1",
        port,
        method,
        path: pathname + search,
        headers: { host: host ?? `localhost:${port}` },
      },
      (response) => {
        let body = "";
        response.on("data", (chunk) => (body += String(chunk)));
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    request.on("error", reject);
    request.end();
  });
}

/** Whether anything listens there. */
function isOpen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 2000 });
    const end = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
  });
}

const portOf = ({ url }: OpenEvent): number => Number(new URL(url).port);

test("a login on the page of this machine ends with the token in the settings file, and nowhere else", async () => {
  const world = await setupWorld("facebook");
  writeConfig(world, { user_agent: "mine", access_token: "EAAGold", page_size: 50, mine: { kept: true } });
  const browser = join(world.folder, "browser.sh");
  writeFileSync(browser, `#!/bin/sh\necho "$@" > "$0.called"\nenv > "$0.env"\n`, { mode: 0o755 });
  const login = startLogin(world, ["--json"], { BROWSER: browser });
  const open = await login.opened();
  expect(open).toEqual({
    event: "open",
    url: expect.stringMatching(/^http:\/\/localhost:\d+\/$/),
    authorize_url: expect.stringContaining(
      `${world.simulator.loginUrl}/www.facebook.com/v25.0/dialog/oauth?`,
    ),
    redirect_uri: `${open.url}callback`,
    expires_in: 300,
  });
  const query = new URL(open.authorize_url).searchParams;
  expect(query.get("client_id")).toBe(world.appId);
  expect(query.get("redirect_uri")).toBe(open.redirect_uri);
  expect(query.get("state")).toMatch(/^[0-9a-f]{32,}$/);
  const page = await (await fetch(open.url)).text();
  expect(page).toContain('id="continue"');
  const back = await logInAt(open.authorize_url);
  expect(back).toMatch(/^http:\/\/localhost:\d+\/callback\?code=.+&state=.+#_=_$/);
  const code = new URL(back).searchParams.get("code") ?? "";
  const called = await fetch(back, { redirect: "manual" });
  expect(called.status).toBe(303);
  const next = called.headers.get("location") ?? "";
  expect(next).not.toMatch(/[?&=]/);
  const result = await fetch(new URL(next, open.url));
  expect(result.status).toBe(200);
  const said = await result.text();
  expect(said).toContain("Logged in");
  const { code: exitCode, stdout, stderr } = await login.ended();
  expect(exitCode).toBe(0);
  expect(await isOpen(portOf(open), "127.0.0.1")).toBe(false);
  const [, done, ...more] = eventsOf(stdout);
  expect(more).toEqual([]);
  const { id } = world.simulator.world.accounts[0] ?? {};
  expect(done).toEqual({
    event: "done",
    login: "facebook",
    config: world.config,
    expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    accounts: [{ id, username: "tiny.bakery" }],
  });
  const written = configOf(world);
  expect(Object.entries(written)).toEqual([
    ["user_agent", "mine"],
    ["access_token", expect.stringMatching(/^EAAG\w{20,}/)],
    ["page_size", 50],
    ["mine", { kept: true }],
    ["login", "facebook"],
    ["app_id", world.appId],
  ]);
  expect(statSync(world.config).mode & 0o777).toBe(0o600);
  const secrets = [String(written["access_token"]), code, world.appSecret];
  expectNone(secrets, stdout + stderr + page + said);
  expect(stderr + said).not.toContain(query.get("state"));
  expect(readFileSync(`${browser}.called`, "utf8").trim()).toBe(open.url);
  expectNone(secrets, readFileSync(`${browser}.env`, "utf8"));
  expect(readdirSync(world.folder).toSorted()).toEqual([
    "browser.sh",
    "browser.sh.called",
    "browser.sh.env",
    "config.json",
  ]);
});

test("for people, the address stands alone on a line of stderr, and stdout stays empty", async () => {
  const world = await setupWorld("facebook");
  const login = startLogin(world, []);
  let said = "";
  login.child.stderr?.on("data", (chunk) => (said += String(chunk)));
  await expect.poll(() => said).toMatch(/^http:\/\/localhost:\d+\/$/m);
  const url = /^http:\/\/localhost:\d+\/$/m.exec(said)?.[0] ?? "";
  const page = await (await fetch(url)).text();
  const address = /id="continue"[^>]*href="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#38;", "&") ?? "";
  expect(await (await fetch(await logInAt(address))).text()).toContain("Logged in");
  const { code, stdout, stderr } = await login.ended();
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  expect(stderr).toMatch(/Logged in with Facebook.*ends at 20.*\n.*1 account: tiny\.bakery/);
  expect(stderr).toContain(`Next: tap-instagram check --config ${world.config}`);
});

describe("the page", () => {
  test("is shown to this machine alone, by one name, and hands out what no other site can use", async () => {
    const world = await setupWorld("facebook");
    const login = loginHere(world, ["--json"]);
    const open = await login.opened();
    const port = portOf(open);
    for (const host of [
      `evil.example:${port}`,
      "evil.example",
      "localhost",
      `localhost:${port + 1}`,
      `127.0.0.1.nip.io:${port}`,
    ]) {
      const { status, body } = await ask(open.url, { host });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body).not.toContain("state=");
    }
    const { status: byNumber, headers } = await ask(open.url, { host: `127.0.0.1:${port}` });
    expect([byNumber, headers["location"]]).toEqual([303, open.url]);
    const outside = Object.values(networkInterfaces())
      .flatMap((one) => one ?? [])
      .filter(({ internal, scopeid }) => !internal && !scopeid);
    for (const { address } of outside) expect(await isOpen(port, address)).toBe(false);
    const page = await ask(open.url);
    expect(page.status).toBe(200);
    expect(page.headers).toMatchObject({
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringMatching(/default-src 'none';.*frame-ancestors 'none'/),
    });
    expect(page.headers).not.toHaveProperty("set-cookie");
    expect(page.body).not.toMatch(/<script|<img|<link|<iframe|\son\w+=|@import|url\(|src=/i);
    const addresses = [...page.body.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, to]) =>
      to?.replaceAll("&#38;", "&"),
    );
    expect(addresses).toEqual([open.authorize_url]);
    expect(page.body).toMatch(/<html lang="en">/);
    expect(page.body).toContain("prefers-color-scheme: dark");
    login.stop("SIGTERM");
    await login.ended();
  });

  test("refuses all that is not the vendor's answer, and goes on waiting", async () => {
    const world = await setupWorld("facebook");
    const login = loginHere(world, ["--json"]);
    const open = await login.opened();
    const state = new URL(open.authorize_url).searchParams.get("state") ?? "";
    const wrong = [
      "callback",
      "callback?code=AQBstolen",
      "callback?code=AQBstolen&state=",
      "callback?code=AQBstolen&state=00000000000000000000000000000000",
      `callback?code=AQBstolen&state=${state.slice(0, -1)}`,
      `callback?code=AQBstolen&state=${state}0`,
      "callback?error=access_denied&error_reason=user_denied",
    ];
    for (const path of wrong) expect((await ask(open.url + path)).status).toBe(400);
    for (const method of ["POST", "HEAD", "PUT", "OPTIONS"])
      expect((await ask(`${open.redirect_uri}?code=AQBx&state=${state}`, { method })).status).toBe(405);
    const rebound = await ask(`${open.redirect_uri}?code=AQBx&state=${state}`, { host: "evil.example" });
    expect(rebound.status).toBeGreaterThanOrEqual(400);
    for (const path of ["result", "favicon.ico", "callback/", "..%2fcallback", "other"])
      expect((await ask(open.url + path)).status).toBe(404);
    expect(world.simulator.requests().httpRequests).toBe(0);
    const back = await logInAt(open.authorize_url);
    const first = await ask(back);
    expect(first.status).toBe(303);
    const second = await ask(back).catch(() => ({ status: 0 }));
    expect(second.status === 0 || second.status >= 400).toBe(true);
    await ask(`${open.url}result`);
    const { code, stdout } = await login.ended();
    expect(code).toBe(0);
    expect(eventsOf(stdout).map(({ event }) => event)).toEqual(["open", "done"]);
    expect(world.simulator.requests().byEndpoint["/oauth/access_token"]).toBe(2);
  });

  test("tells of a denial, and so does the command: 3, and nothing is written", async () => {
    const world = await setupWorld("facebook");
    const login = loginHere(world, ["--json"]);
    const open = await login.opened();
    const page = await (await fetch(await logInAt(open.authorize_url, { button: "deny" }))).text();
    expect(page).toContain('role="alert"');
    expect(page).toContain("The login was denied");
    const { code, stdout, stderr } = await login.ended();
    expect(code).toBe(3);
    expect(eventsOf(stdout)[1]).toEqual({
      event: "failed",
      code: "denied",
      message: expect.stringMatching(/denied.*Edit settings/),
      link: expect.stringMatching(/^https:\/\//),
    });
    expect(stderr).toContain("CRITICAL The login was denied");
    expect(readdirSync(world.folder)).toEqual([]);
  });
});

describe("a login", () => {
  test("without Pages that can be read is done, and says what is missing", async () => {
    const world = await setupWorld("facebook");
    const login = loginHere(world, ["--json"]);
    const { authorize_url: address } = await login.opened();
    const untick = ["scope:pages_show_list", "scope:business_management"];
    await fetch(await logInAt(address, { untick }));
    const { code, stdout, stderr } = await login.ended();
    expect(code).toBe(0);
    expect(eventsOf(stdout)[1]).toMatchObject({ event: "done", accounts: [] });
    expect(stderr).toMatch(/WARNING The token works, but reads no account: .*pages_show_list/);
  });

  test.each([
    ["a wrong secret", { TAP_INSTAGRAM_APP_SECRET: "0123456789abcdef" }, 3, "app-secret-wrong"],
    ["no way to the API", { TAP_INSTAGRAM_API_URL: "http://127.0.0.1:9" }, 4, "refused"],
  ])("with %s fails after the page, and keeps the file as it is", async (_what, env, exitCode, name) => {
    const world = await setupWorld("facebook");
    const text = '{"access_token":"EAAGold","page_size":7}';
    writeFileSync(world.config, text);
    const login = loginHere(world, ["--json"], env);
    const { authorize_url: address } = await login.opened();
    const page = await (await fetch(await logInAt(address))).text();
    expect(page).toContain("This login gave no token");
    const { code, stdout } = await login.ended();
    expect(code).toBe(exitCode);
    expect(eventsOf(stdout)[1]).toMatchObject({ event: "failed", code: name });
    expect(readFileSync(world.config, "utf8")).toBe(text);
    expect(readdirSync(world.folder)).toEqual(["config.json"]);
  });

  test("that nobody finishes ends in time with 3, and closes its port", async () => {
    const world = await setupWorld("facebook");
    const login = loginHere(world, ["--json", "--timeout", "1"]);
    const open = await login.opened();
    expect(open.expires_in).toBe(1);
    const { code, stdout } = await login.ended();
    expect(code).toBe(3);
    expect(eventsOf(stdout)[1]).toMatchObject({
      event: "failed",
      code: "timeout",
      message: expect.stringMatching(/within 1 second\..*URL Blocked.*--no-browser/),
    });
    expect(await isOpen(portOf(open), "127.0.0.1")).toBe(false);
    expect(existsSync(world.config)).toBe(false);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("stops at %s with %d, and writes nothing", async (signal, exitCode) => {
    const world = await setupWorld("facebook");
    const login = startLogin(world, ["--json"]);
    const open = await login.opened();
    login.child.kill(signal);
    const { code, stdout } = await login.ended();
    expect(code).toBe(exitCode);
    expect(eventsOf(stdout).map(({ event }) => event)).toEqual(["open"]);
    expect(await isOpen(portOf(open), "127.0.0.1")).toBe(false);
    expect(readdirSync(world.folder)).toEqual([]);
  });

  test.each(["127.0.0.1", "::1"])(
    "needs its port on both addresses: taken on %s, it ends with 1",
    async (host) => {
      const world = await setupWorld("facebook");
      const server = createServer();
      const isListening = await new Promise<boolean>((resolve) => {
        server.once("error", () => resolve(false));
        server.listen(0, host, () => resolve(true));
      });
      onTestFinished(() => void server.close());
      // A machine may have no IPv6.
      if (!isListening) return;
      const address = server.address();
      const port = typeof address === "object" ? String(address?.port) : "";
      const { code, stdout, stderr } = await loginHere(world, ["--json", "--port", port]).ended();
      expect(code).toBe(1);
      expect(eventsOf(stdout)).toMatchObject([{ event: "failed", code: "port-in-use" }]);
      expect(stderr).toMatch(/Port \d+ is in use\. Give another one with --port/);
    },
  );

  test("comes back to the port and path that the app knows", async () => {
    const world = await setupWorld("facebook");
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
    const address = probe.address();
    const port = typeof address === "object" ? address?.port : 0;
    await new Promise((resolve) => probe.close(resolve));
    const url = `http://localhost:${port}/back/here`;
    const login = loginHere(world, ["--json", "--redirect-url", url]);
    const open = await login.opened();
    expect(open).toMatchObject({ url: `http://localhost:${port}/`, redirect_uri: url });
    await fetch(await logInAt(open.authorize_url));
    expect((await login.ended()).code).toBe(0);
  });

  test("over SSH opens no browser, and says how to paste", async () => {
    const world = await setupWorld("facebook");
    const browser = join(world.folder, "browser.sh");
    writeFileSync(browser, `#!/bin/sh\ntouch "$0.called"\n`, { mode: 0o755 });
    const login = loginHere(world, ["--timeout", "2"], {
      BROWSER: browser,
      SSH_CONNECTION: "192.0.2.1 50000 192.0.2.2 22",
    });
    const { code, stderr } = await login.ended();
    expect(code).toBe(3);
    expect(stderr).toMatch(/over SSH.*\nPaste instead: .*--no-browser.*ssh -L (\d+):localhost:\1/);
    expect(existsSync(`${browser}.called`)).toBe(false);
  });

  test.each(["true", "1", "yes"])("is refused where CI is %s, because nobody is there", async (ci) => {
    const world = await setupWorld("facebook");
    const { code, stdout, stderr } = await loginHere(world, ["--json"], { CI: ci }).ended();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/CI is set.*--with-token/);
  });

  test.each(["", "0", "false"])("goes on where CI is %j", async (ci) => {
    const world = await setupWorld("facebook");
    const login = loginHere(world, ["--json"], { CI: ci });
    await login.opened();
    login.stop("SIGTERM");
    expect((await login.ended()).code).toBe(143);
  });
});
