import axe, { type AxeResults } from "axe-core";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { findChromium } from "../../machines/chromium/chromium.ts";
import { built } from "../../test/commands.ts";
import { run, simulatorProcess } from "../../test/processes.ts";
import { sharedFolder } from "../shared-folder.ts";
import { tab } from "./keyboard.ts";
import { sharedBrowser } from "./visit.ts";

const chromium = await findChromium();

test.runIf(process.env["CI"] !== undefined)("CI has Chromium for the report", () => {
  expect(chromium).toBeDefined();
});

describe.skipIf(chromium === undefined)("the report of a run in Chromium (needs it installed)", () => {
  const folder = sharedFolder();
  const openBrowser = sharedBrowser(String(chromium));
  const [html, json] = [join(folder, "report.html"), join(folder, "report.json")];

  /** A run in which something is missing, and requests wait for quota and are asked again. */
  async function report(): Promise<string> {
    const accounts = Array.from({ length: 5 }, (_, at) => ({
      username: `shop.${at}`,
      posts: 12,
      stories: 1,
      insightDays: 12,
    }));
    writeFileSync(join(folder, "world.json"), JSON.stringify({ accounts }));
    const simulator = await simulatorProcess(["--world", join(folder, "world.json")]);
    await simulator.admin("faults", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        match: { template: "/{media}/insights", probability: 0.5 },
        answer: { code: 100, subcode: 33 },
      }),
    });
    const config = join(folder, "config.json");
    const names = [...accounts.map(({ username }) => username), "none"];
    writeFileSync(
      config,
      JSON.stringify({
        access_token: simulator.tokens["user"],
        api_url: simulator.url,
        accounts: names,
        max_retries: 1,
      }),
    );
    const args = [built.tap, "--config", config, "--report", html, "--report", json];
    const { code } = await run(process.execPath, args);
    expect(code).toBe(4);
    return pathToFileURL(html).href;
  }

  let address: Promise<string> | undefined;
  const written = (): Promise<string> => (address ??= report());

  test.each([
    ["light", 1280, 900],
    ["dark", 1280, 900],
    ["light", 360, 740],
    ["dark", 360, 740],
  ] as const)(
    "%s, %i pixels wide, asks for nothing, complains of nothing and fits",
    async (colorScheme, width, height) => {
      const place = await written();
      const visit = await openBrowser({ hasScripts: true, colorScheme });
      const { page, requests, complaints } = visit;
      await page.setViewportSize({ width, height });
      await page.goto(place);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) details.open = true;
      });
      expect(requests).toEqual([place]);
      expect(complaints).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      const brightness = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(brightness).toBe(colorScheme === "dark" ? "rgb(15, 19, 24)" : "rgb(255, 255, 255)");
      // What a screen reader, a keyboard and weak eyes need.
      await page.evaluate(axe.source);
      const found: AxeResults = await page.evaluate("axe.run()");
      expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html: node }) => node)])).toEqual([]);
      for (const size of await textSizes(page)) expect(size).toBeGreaterThanOrEqual(11);
    },
  );

  test("shows the figures of the report as JSON", async () => {
    const place = await written();
    const { page } = await openBrowser({ hasScripts: true, colorScheme: "light" });
    await page.goto(place);
    const figures: [string, number, string][] = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("[data-figure]")].map((cell) => [
        String(cell.dataset["figure"]),
        Number(cell.dataset["value"]),
        cell.textContent.trim(),
      ]),
    );
    const shown = new Map(figures.map(([name, value]) => [name, value]));
    for (const [, value, text] of figures) expect(text).toBe(String(value));
    const told = JSON.parse(readFileSync(json, "utf8"));
    for (const row of [...told.streams, { stream: "total", ...told.total }]) {
      for (const key of ["expected", "delivered", "unavailable", "pending", "missing", "records"])
        expect(shown.get(`${row.stream}.${key}`)).toBe(row[key]);
      expect(shown.get(`${row.stream}.calls`)).toBe(row.quota_calls);
    }
    for (const { stream, ending, reason, things } of told.reasons)
      expect(shown.get(`${stream ?? "(accounts)"}.${ending}.${reason}`)).toBe(things);
    expect(told.total.missing).toBeGreaterThan(1);
    const bars = await page.evaluate(
      () => document.querySelectorAll('[data-track="requests"] rect.bar').length,
    );
    expect(bars).toBe(
      told.course.moments.filter(({ requests }: { requests: number }) => requests > 0).length,
    );
    const plots = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("[data-plot]")].map((plot) => [
        plot.dataset["plot"],
        plot.querySelectorAll("table").length,
      ]),
    );
    expect(plots).toEqual([
      ["missing", 1],
      ["quota", 1],
      ["timeline", 1],
    ]);
  });

  test("is used by keyboard: each stop is named and seen, and Enter opens the table behind a plot", async () => {
    const place = await written();
    const { page } = await openBrowser({ hasScripts: true, colorScheme: "light" });
    await page.goto(place);
    const stops: string[] = [];
    for (let at = 0; at < 20; at += 1) {
      const stop = await tab(page);
      if (!stop.isSeen) break;
      stops.push(stop.name);
      if (!stop.name.startsWith("The same as a table: Quota")) continue;
      await page.keyboard.press("Enter");
      expect(await page.isVisible('[data-plot="quota"] table')).toBe(true);
    }
    expect(stops.some((name) => name.startsWith("The same as a table: Quota"))).toBe(true);
    expect(stops.every((name) => name !== "")).toBe(true);
  });
});

/** The sizes of all texts, in pixels as they are shown. */
function textSizes(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const texts = [...document.querySelectorAll("main *")].filter((element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "",
      ),
    );
    return [...new Set(texts.map((element) => parseFloat(getComputedStyle(element).fontSize)))];
  });
}
