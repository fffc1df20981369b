import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { pageOf } from "../src/page/page.ts";
import { reportOf } from "../src/report/report.ts";
import { openTables } from "../src/tables/tables.ts";

/** Rows by stream. */
export type Files = { readonly [stream: string]: readonly { readonly [column: string]: unknown }[] };

/** A folder as target-jsonl leaves it. */
export function folderOf(files: Files): string {
  const folder = mkdtempSync(join(tmpdir(), "tap-instagram-explore-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [stream, rows] of Object.entries(files))
    writeFileSync(join(folder, `${stream}.jsonl`), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return folder;
}

/** The page of such a folder, without its script. */
export async function pageOfFiles(files: Files, timeZone = "UTC"): Promise<string> {
  return pageOf(
    await reportOf(await openTables({ path: folderOf(files), schema: "tap_instagram" }), timeZone),
    "",
  );
}

/** The keys and values of a plot's table, and null for what has no number. */
export function rowsOf(page: string, plot: string): { [key: string]: number | null } {
  const figure = new RegExp(`<figure data-plot="${plot}"[^]*?</figure>`).exec(page)?.[0] ?? "";
  const rows = figure.matchAll(/<tr data-key="([^"]*)"(?: data-value="([^"]*)")?/g);
  return Object.fromEntries(
    [...rows].map(([, key = "", value]) => [key, value === undefined ? null : Number(value)]),
  );
}

/** A number that the page shows by itself. */
export function figureOf(page: string, name: string): number | undefined {
  const value = new RegExp(`data-figure="${name}" data-value="([^"]*)"`).exec(page)?.[1];
  return value === undefined ? undefined : Number(value);
}

const account = "1784";

/** A day of the account, ending at midnight of California. */
export function day(date: string, figures: { [column: string]: number | null } = {}) {
  return { business_account_id: account, date: `${date}T08:00:00Z`, ...figures };
}

/** A photo of the account, and its figures. */
export function post(
  id: string,
  { views, ...fields }: { readonly [column: string]: unknown } = {},
): { media: Files[string][number]; insights: Files[string][number] } {
  return {
    media: {
      id,
      business_account_id: account,
      media_type: "IMAGE",
      media_product_type: "FEED",
      timestamp: "2026-11-02T10:00:00Z",
      caption: `Post ${id}`,
      permalink: `https://www.instagram.com/p/${id}/`,
      ...fields,
    },
    insights: { id, views: views ?? null },
  };
}
