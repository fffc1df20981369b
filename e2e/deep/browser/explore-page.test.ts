import axe, { type AxeResults } from "axe-core";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { findChromium } from "../../machines/chromium/chromium.ts";
import { repositoryPath } from "../../test/commands.ts";
import { runNode, succeed } from "../../test/processes.ts";
import { rowsOf, twoDays } from "../dbt/two-days.ts";
import { sharedFolder } from "../shared-folder.ts";
import { differences, merged } from "../truth/merged.ts";
import { findingsOf } from "../truth/page/findings.ts";
import { notesOf, trendsOf } from "../truth/page/notes.ts";
import { pageTruthOf } from "../truth/page/page.ts";
import { timeZone } from "../truth/page/posts.ts";
import { readPage } from "../truth/page/read-page.ts";
import { readSentences, type Sentences } from "../truth/page/read-sentences.ts";
import { readAll } from "../truth/reading.ts";
import type { Reading } from "../truth/shapes.ts";
import { toldLacks } from "../truth/page/told.ts";
import { sharedBrowser, type Visit } from "./visit.ts";

const chromium = await findChromium();
const explore = ["--import", "tsx", repositoryPath("examples/explore/src/cli.ts")];

/** Where a person can look at what the test saw. Git ignores it. */
const screenshots = repositoryPath("e2e/output/explore");

describe("the page of examples/explore", { timeout: 240_000 }, () => {
  const folder = sharedFolder();
  const path = join(folder, "report.html");

  test("is one file of at most half a megabyte, in which every number is the one of the API", async () => {
    const readings: Reading[] = [];
    const { bothDays } = await twoDays(
      join(folder, "rows"),
      ["user_lifetime_insights", "sync_events"],
      async (simulator) => void readings.push(await readAll(simulator, readings.at(-1))),
    );
    await succeed(process.execPath, [
      ...explore,
      "--input",
      bothDays,
      "--output",
      path,
      "--time-zone",
      timeZone,
    ]);
    expect(statSync(path).size).toBeLessThan(500_000);

    const truth = merged(readings);
    const expected = pageTruthOf(truth);
    const found = readPage(readFileSync(path, "utf8"));
    expect(found.figures).toEqual(expected.figures);
    const said = readSentences(readFileSync(path, "utf8"));
    expect.soft(said.findings).toEqual(findingsOf(truth, expected.plots));
    expect.soft(said.trends).toEqual(trendsOf(truth));
    for (const [plot, notes] of Object.entries(notesOf(truth)))
      expect
        .soft(differences<unknown>(withNumbers(notes), withNumbers(said.notes[plot] ?? {})), plot)
        .toEqual([]);
    expect(Object.keys(found.plots).toSorted()).toEqual(Object.keys(expected.plots).toSorted());
    for (const [plot, rows] of Object.entries(expected.plots))
      expect.soft(differences(rows, found.plots[plot] ?? {}), plot).toEqual([]);
    const lacks = { ...expected.lacks, ...toldLacks(rowsOf(join(bothDays, "sync_events.jsonl"))) };
    expect(found.lacks).toEqual(Object.fromEntries(Object.entries(lacks).filter(([, count]) => count > 0)));
  });

  test("an empty folder is told to run the demo", async () => {
    const { code, stderr } = await runNode([...explore, "--input", join(folder, "nothing")]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Cannot make a page of .*it has no rows of tap-instagram\. Run `npm run demo`/);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  describe.skipIf(chromium === undefined)("in Chromium", () => {
    const openBrowser = sharedBrowser(String(chromium));
    const open = async (width: number, colorScheme: "light" | "dark", hasScripts = true): Promise<Visit> => {
      const visit = await openBrowser({ hasScripts, colorScheme });
      await visit.page.setViewportSize({ width, height: 900 });
      await visit.page.goto(pathToFileURL(path).href);
      return visit;
    };

    const views = [360, 1440].flatMap((width) =>
      (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
    );

    test.each(views)("$width pixels wide and $colorScheme, it is whole", async ({ width, colorScheme }) => {
      const { page, requests, complaints } = await open(width, colorScheme);
      mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `${width}-${colorScheme}.png`), fullPage: true });
      const seen = await page.evaluate(look);
      expect(seen.plots.map(({ name }) => name)).toEqual([
        "followers_by_week",
        "followers_gained_by_week",
        "views_by_day",
        "reach_by_week",
        "top_posts",
        "best_weekday",
        "best_hour",
        "posts_by_type",
        "views_by_type",
        "interactions_by_type",
        "followers_by_age",
        "followers_by_country",
        "followers_by_city",
        "story_moves",
        "story_exits",
      ]);
      for (const plot of seen.plots) {
        expect.soft(plot, plot.name).toMatchObject({ isNamed: true, isFilled: true, hasRows: true });
        expect.soft(plot.smallestText, plot.name).toBeGreaterThanOrEqual(9.5);
        expect.soft(plot.shapes, plot.name).toBeGreaterThan(0);
        expect.soft(plot.beyond, plot.name).toEqual([]);
      }
      expect(seen.brightness > 128).toBe(colorScheme === "light");
      expect(seen.scrollWidth).toBeLessThanOrEqual(width);

      await page.evaluate(openDetails);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(requests).toEqual([pathToFileURL(path).href]);
      expect(complaints).toEqual([]);
    });

    test.each([
      [360, "dark"],
      [1440, "light"],
    ] as const)("%i pixels wide and %s, it breaks no rule of accessibility", async (width, colorScheme) => {
      const { page } = await open(width, colorScheme);
      await page.evaluate(openDetails);
      await page.evaluate(axe.source);
      const { violations, passes } = await page.evaluate<AxeResults>(
        // Hundreds of rows are alike.
        `axe.run({ exclude: [".scroll tr:nth-child(n + 12)"] })`,
      );
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain("color-contrast");
    });

    test("a number of millions of millions fits its card on the narrowest phone", async () => {
      const { page } = await open(320, "light");
      const widest = await page.evaluate(() => {
        for (const number of document.querySelectorAll(".number")) number.textContent = "10,643,400,000,000";
        return document.documentElement.scrollWidth;
      });
      expect(widest).toBeLessThanOrEqual(320);
    });

    test("plots are drawn anew when the window changes", async () => {
      const { page } = await open(1440, "light");
      await page.setViewportSize({ width: 360, height: 740 });
      await page.waitForFunction(() =>
        [...document.querySelectorAll(".drawing svg")].every(
          (svg) => svg.getBoundingClientRect().right <= 360,
        ),
      );
      expect((await page.evaluate(look)).scrollWidth).toBeLessThanOrEqual(360);
    });

    test("definitions and tables open by keyboard alone, and a screen reader hears which they are of", async () => {
      const { page } = await open(1440, "light");
      await page.focus("[data-plot=views_by_day] summary");
      await page.keyboard.press("Enter");
      expect(await page.getByText("Days are those of California").isVisible()).toBe(true);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      const table = page.getByRole("region", { name: "Table of “Views by day”" });
      expect(await table.isVisible()).toBe(true);
      await page.keyboard.press("Tab");
      expect(await table.evaluate((region) => region === document.activeElement)).toBe(true);
      expect(await page.getByRole("img", { name: /^Views by day\. Most views on / }).count()).toBe(1);
    });

    test("without scripts, every number and every table is there", async () => {
      const visit = await open(360, "light", false);
      const text = await visit.page.locator("main").innerText();
      expect(text).toContain("56,889");
      expect(await visit.page.locator("[data-plot=views_by_day] tr[data-key]").count()).toBeGreaterThan(700);
      expect(visit.requests).toEqual([pathToFileURL(path).href]);
    });
  });
});

/** Notes without those that have no number. */
function withNumbers(notes: Sentences["notes"][string]): Sentences["notes"][string] {
  return Object.fromEntries(Object.entries(notes).filter(([, numbers]) => numbers.length > 0));
}

function openDetails(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** Looks at the page from within. */
function look() {
  const plots = [...document.querySelectorAll<HTMLElement>("figure[data-plot]")].map((figure) => {
    const svgs = [...figure.querySelectorAll(".drawing svg")];
    const texts = svgs.flatMap((svg) => [...svg.querySelectorAll("text")]);
    const { width = 0 } = figure.querySelector(".drawing")?.getBoundingClientRect() ?? {};
    const isPanels = figure.dataset["kind"] === "panels";
    return {
      name: figure.dataset["plot"] ?? "",
      isNamed:
        svgs.length > 0 && svgs.every((svg) => svg.getAttribute("role") === "img" && svg.ariaLabel !== null),
      isFilled: isPanels || svgs.every((svg) => Math.abs(svg.getBoundingClientRect().width - width) <= 1),
      hasRows: figure.querySelectorAll("tbody tr[data-value]").length > 0,
      smallestText: Math.min(...texts.map((text) => Number.parseFloat(getComputedStyle(text).fontSize))),
      shapes: svgs.flatMap((svg) => [...svg.querySelectorAll("rect, path[d]")]).length,
      beyond: texts
        .filter((text) => {
          const { left, right } = text.getBoundingClientRect();
          const box = figure.getBoundingClientRect();
          return right > box.right || left < box.left;
        })
        .map(({ textContent }) => textContent),
    };
  });
  const canvas = document.createElement("canvas").getContext("2d");
  if (canvas === null) throw new Error("This browser does not paint");
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
  return { plots, brightness: (red + green + blue) / 3, scrollWidth: document.documentElement.scrollWidth };
}
