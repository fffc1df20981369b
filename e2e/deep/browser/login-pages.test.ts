import axe, { type AxeResults } from "axe-core";
import type { AccountSpec, SimulatorOptions, WorldSpec } from "@tap-instagram/graph-simulator";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { findChromium } from "../../machines/chromium/chromium.ts";
import { hasPython } from "../../machines/python.ts";
import {
  configOf,
  eventsOf,
  startLogin,
  type OpenEvent,
  type RunningLogin,
} from "../../test/setup/person.ts";
import { setupWorld, type Login, type SetupWorld } from "../../test/setup/setup-world.ts";
import { tab, tabTo, type Stop } from "./keyboard.ts";
import { asked, filesWith, openKeptBrowser, sharedBrowser, shownHistory, type Visit } from "./visit.ts";

const chromium = await findChromium();

/** Nothing answers there; the browser keeps the address all the same. */
const unanswered = "https://localhost/callback";

const shop: AccountSpec = { username: "one.bakery", name: "One Bakery", followers: 900, login: "both" };
const world: WorldSpec = { accounts: [shop, { ...shop, username: "two.bakery", name: "Two Bakery" }] };

async function begin(login: Login, options: SimulatorOptions = {}) {
  const setup = await setupWorld(login, { world, ...options });
  const flags = login === "instagram" ? ["--redirect-url", unanswered] : [];
  const running = startLogin(setup, ["--json", ...flags]);
  return { setup, running, open: await running.opened() };
}

/** Comes to the vendor's page as a person does who uses no mouse. */
async function openVendorPage(login: Login, open: OpenEvent, page: Page): Promise<void> {
  await page.goto(open.url);
  if (login === "facebook") {
    expect(await tabTo(page, "continue")).toEqual([
      { what: "continue", name: "Continue to Facebook", isSeen: true, isInView: true },
    ]);
    await page.keyboard.press("Enter");
  }
  await page.waitForSelector("#allow");
}

/** Waits for the address that the browser is sent to, and hands it over where `auth` waits for it. */
async function comeBack(login: Login, visit: Visit, open: OpenEvent, running: RunningLogin): Promise<URL> {
  const address = await asked(visit, open.redirect_uri);
  if (login === "instagram") running.child.stdin?.write(`${address}\n`);
  else await visit.page.waitForURL(/\/result/);
  return new URL(address);
}

function expectUsable(stops: readonly Stop[]): void {
  for (const stop of stops) {
    expect(stop).toMatchObject({ isSeen: true, isInView: true });
    expect(stop.name).not.toBe("");
  }
}

function expectNothingElse({ requests, complaints }: Visit, open: OpenEvent): void {
  // A page of Instagram's that does not exist is what the person copies the address from.
  const isUnanswered = (text: string) =>
    open.redirect_uri === unanswered && text.includes("net::ERR_CONNECTION_REFUSED");
  expect(complaints.filter((text) => !isUnanswered(text))).toEqual([]);
  const hosts = requests.map((address) => new URL(address).hostname);
  expect(hosts.filter((host) => host !== "localhost" && host !== "127.0.0.1")).toEqual([]);
}

/** How bright the text is, from 0 to 255. */
async function brightnessOfText(page: Page): Promise<number> {
  const color = await page.evaluate(() => getComputedStyle(document.body).color);
  const parts =
    color
      .match(/[\d.]+/g)
      ?.slice(0, 3)
      .map(Number) ?? [];
  return parts.reduce((sum, part) => sum + part, 0) / 3;
}

/** What the API says the token may do. */
async function grantedTo({ simulator }: SetupWorld, token: unknown): Promise<string[]> {
  const headers = { authorization: `Bearer ${String(token)}` };
  const answer = await fetch(`${simulator.url}/v25.0/me/permissions`, { headers });
  const { data }: { data: { permission: string; status: string }[] } = await answer.json();
  return data.filter(({ status }) => status === "granted").map(({ permission }) => permission);
}

test.runIf(process.env["CI"] !== undefined)("CI has Chromium for the login pages", () => {
  expect(chromium).toBeDefined();
});

describe.skipIf(chromium === undefined)("in Chromium (needs it installed),", () => {
  const command = String(chromium);
  const openBrowser = sharedBrowser(command);

  describe.each(["light", "dark"] as const)("without scripts, %s, by keyboard alone,", (colorScheme) => {
    const isBright = colorScheme === "dark";

    test("Facebook's login leads to a token with what was left ticked", async () => {
      const { setup, running, open } = await begin("facebook");
      const visit = await openBrowser({ hasScripts: false, colorScheme });
      const { page } = visit;
      await openVendorPage("facebook", open, page);
      expect((await brightnessOfText(page)) > 128).toBe(isBright);
      expectUsable(await tabTo(page, "scope:business_management=on"));
      await page.keyboard.press("Space");
      expectUsable(await tabTo(page, "allow"));
      await page.keyboard.press("Enter");
      await comeBack("facebook", visit, open, running);
      expect((await brightnessOfText(page)) > 128).toBe(isBright);
      expect(await page.getByRole("status").textContent()).toContain("Logged in");
      expect((await running.ended()).code).toBe(0);
      const granted = await grantedTo(setup, configOf(setup)["access_token"]);
      expect(granted).toContain("instagram_basic");
      expect(granted).not.toContain("business_management");
      expectNothingElse(visit, open);
    });

    test("Instagram's login leads to a token of the account that was chosen", async () => {
      const { setup, running, open } = await begin("instagram");
      const visit = await openBrowser({ hasScripts: false, colorScheme });
      const { page } = visit;
      await openVendorPage("instagram", open, page);
      expect((await brightnessOfText(page)) > 128).toBe(isBright);
      const [first, second] = setup.simulator.world.accounts;
      expect(await tab(page)).toMatchObject({ what: `account=${first?.id}`, name: "@one.bakery" });
      await page.keyboard.press("ArrowDown");
      const onwards = await tabTo(page, "allow");
      expectUsable(onwards);
      // One stop for the choice, one for each permission, and the button.
      expect(onwards).toHaveLength(3);
      await page.keyboard.press("Enter");
      await comeBack("instagram", visit, open, running);
      const { code, stdout } = await running.ended();
      expect(code).toBe(0);
      const accounts = [{ id: second?.id, username: "two.bakery" }];
      expect(eventsOf(stdout).at(-1)).toMatchObject({ event: "done", accounts });
      expectNothingElse(visit, open);
    });
  });

  describe.each<Login>(["facebook", "instagram"])("without scripts, by keyboard alone, %s", (login) => {
    test("can be denied, and the page and the command say so", async () => {
      const { running, open } = await begin(login);
      const visit = await openBrowser({ hasScripts: false, colorScheme: "light" });
      const { page } = visit;
      await openVendorPage(login, open, page);
      expectUsable(await tabTo(page, "deny"));
      await page.keyboard.press("Enter");
      await comeBack(login, visit, open, running);
      if (login === "facebook")
        expect(await page.getByRole("alert").textContent()).toContain("This login gave no token");
      const { code, stdout } = await running.ended();
      expect(code).toBe(3);
      expect(eventsOf(stdout).at(-1)).toMatchObject({ event: "failed", code: "denied" });
      expectNothingElse(visit, open);
    });
  });

  test.skipIf(!hasPython)("the history shows no code, and the one that came is worth nothing", async () => {
    const { setup, running, open } = await begin("facebook");
    const visit = await openKeptBrowser(command, { hasScripts: true, colorScheme: "light" });
    const { page, context } = visit;
    await openVendorPage("facebook", open, page);
    await page.click("#allow");
    const code = (await comeBack("facebook", visit, open, running)).searchParams.get("code") ?? "";
    expect((await running.ended()).code).toBe(0);
    const session = await context.newCDPSession(page);
    const { entries } = await session.send("Page.getNavigationHistory");
    const back = entries.map(({ url }) => url.replace(/[?#].*/, ""));
    expect(back).toEqual([
      "about:blank",
      open.url,
      open.authorize_url.replace(/\?.*/, ""),
      `${open.url}result`,
    ]);
    expect(JSON.stringify(entries)).not.toContain(code);
    const text = await page.content();
    await context.close();

    const shown = await shownHistory(visit);
    expect(shown).toContainEqual(expect.stringContaining(`${open.url}result`));
    expect(shown.join("\n") + text).not.toContain(code);
    const { access_token: token } = configOf(setup);
    for (const secret of [String(token), setup.appSecret]) expect(filesWith(visit, secret)).toEqual([]);
    // Chromium keeps every address that led on to another, where nobody sees it. The code is used up by then.
    const again = new URLSearchParams({
      client_id: setup.appId,
      client_secret: setup.appSecret,
      redirect_uri: open.redirect_uri,
      code,
    });
    const answer = await fetch(`${setup.simulator.url}/v25.0/oauth/access_token?${again.toString()}`);
    expect(answer.status).toBe(400);
  });

  describe.each(["light", "dark"] as const)("%s,", (colorScheme) => {
    test("no page breaks a rule of accessibility, and none is too wide for a phone", async () => {
      const visit = await openBrowser({ hasScripts: true, colorScheme });
      const { page } = visit;
      const seen: string[] = [];
      const expectGood = async (): Promise<void> => {
        seen.push(await page.title());
        await page.evaluate(axe.source);
        const { violations, passes } = await page.evaluate<AxeResults>("axe.run()");
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
        expect(passes.map(({ id }) => id)).toContain("color-contrast");
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
        await page.setViewportSize({ width: 1280, height: 720 });
      };
      for (const button of ["#allow", "#deny"]) {
        const { running, open } = await begin("facebook");
        await page.goto(open.url);
        await expectGood();
        await page.click("#continue");
        await expectGood();
        await page.click(button);
        await page.waitForURL(/\/result/);
        await expectGood();
        await running.ended();
      }
      const { running, open, setup } = await begin("instagram");
      await page.goto(open.url);
      await expectGood();
      await page.goto(open.url.replace(setup.appId, setup.simulator.tokens.appId));
      await expectGood();
      running.child.kill("SIGTERM");
      await running.ended();
      expect(seen).toEqual([
        "Log in with Facebook · tap-instagram",
        "Log in with Facebook",
        "Logged in · tap-instagram",
        "Log in with Facebook · tap-instagram",
        "Log in with Facebook",
        "This login gave no token · tap-instagram",
        "Log in with Instagram",
        "Invalid Request",
      ]);
    });
  });
});
