import { chmodSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { QuotaOptions } from "@tap-instagram/graph-simulator";
import { streamGroups } from "tap-instagram/engine";
import { beforeAll, describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { built, repositoryPath } from "./commands.ts";
import { daysAgo } from "./days-ago.ts";
import { brokenLinks } from "./how-to/links.ts";
import { codeBlocks, oneLine, pageText, sections, tableRows } from "./how-to/markdown.ts";
import { run, succeed, temporaryFolder } from "./processes.ts";
import { simulatorHere, type SimulatorHere } from "./simulator-here.ts";

/** A page whose blocks `sh` run here, from top to bottom, in one folder of its own. */
interface Page {
  readonly name: string;
  /** What its commands have to print. */
  readonly prints: RegExp;
  /** The quota that its commands meet. */
  readonly quota?: QuotaOptions | undefined;
}

const pages: readonly Page[] = [
  { name: "exit-codes", prints: /^complete$/m },
  { name: "history", prints: /^total \d+ calls$/m },
  // Each of the three accounts is in the files of one shard, and of one only.
  { name: "many-accounts", prints: /^total \d+ calls$[^]*(?:^\{.*"username":.*\}\n){3}(?!\{)/m },
  {
    name: "moving-from-singer-taps",
    prints: /"context":\{"business_account_id":"\d+"\},"replication_key":"date"/,
  },
  {
    name: "rate-limits",
    prints: /^go on in an hour, from the last STATE$/m,
    quota: { callsPerDay: 30 },
  },
  { name: "quota", prints: /^total \d+ calls$/m },
  { name: "troubleshooting", prints: /instagram_manage_insights/ },
  { name: "warehouses", prints: /^output\/user_insights\.jsonl$[^]*^lake\/users-.*\.jsonl\.gz$/m },
];

/** Small accounts, so that a page takes some seconds. */
const world = { accounts: Array.from({ length: 3 }, () => ({ posts: 3, stories: 1, insightDays: 30 })) };

const hasBash = process.platform !== "win32";

/** A folder as a reader has it who followed the README: the commands, settings, a catalog and a state. */
function readersFolder(
  { url, tokens, accounts }: SimulatorHere,
  catalog: string,
): { folder: string; path: string } {
  const folder = temporaryFolder();
  const path = temporaryFolder();
  for (const [name, file] of Object.entries({ "tap-instagram": built.tap, "target-jsonl": built.target })) {
    writeFileSync(join(path, name), `#!/bin/sh\nexec "${process.execPath}" "${file}" "$@"\n`);
    chmodSync(join(path, name), 0o755);
  }
  const settings = { access_token: tokens.user, api_url: url, start_date: daysAgo(20) };
  writeFileSync(join(folder, "config.json"), JSON.stringify(settings), { mode: 0o600 });
  writeFileSync(join(folder, "catalog.json"), catalog);
  writeFileSync(join(folder, "state.json"), "{}");
  writeFileSync(join(folder, "old-state.json"), JSON.stringify(stateOfHubsTap(accounts[0]?.id, daysAgo(9))));
  return { folder, path };
}

function stateOfHubsTap(user_id: string | undefined, day: string): object {
  const bookmark = { replication_key: "end_time", replication_key_value: `${day} 07:00:00` };
  return { bookmarks: { user_insights_daily: { partitions: [{ context: { user_id }, ...bookmark }] } } };
}

describe.skipIf(!hasBash)("the commands of a page (need bash)", () => {
  let catalog = "";
  beforeAll(async () => {
    catalog = await succeed(process.execPath, [built.tap, "--discover"]);
  });

  test.each(pages)("$name: each works, in the order of the page", async (page) => {
    const blocks = codeBlocks(pageText(page.name)).filter(({ language }) => language === "sh");
    const tested = blocks.filter(({ words }) => !words.includes("untested"));
    expect(tested.length).toBeGreaterThan(0);
    const simulator = await simulatorHere({ world, quota: page.quota });
    const { folder, path } = readersFolder(simulator, catalog);
    const script = ["set -euo pipefail", ...tested.map(({ code }) => code)].join("\n");
    const env = { PATH: `${path}:${process.env["PATH"]}` };
    const { code, stdout, stderr } = await run("bash", ["-c", script], { cwd: folder, env });
    if (code !== 0)
      throw new Error(`The commands of docs/${page.name}.md end with ${code}:\n${stderr.slice(-4000)}`);
    expect(stdout).toMatch(page.prints);
  });
});

describe("what no test runs", () => {
  const blocks = pages.flatMap(({ name }) => codeBlocks(pageText(name)).map((block) => ({ name, ...block })));

  test.skipIf(!hasBash)("is a script that a shell can read", async () => {
    for (const { name, language, words, code } of blocks) {
      if (language !== "sh" || !words.includes("untested")) continue;
      expect(await run("bash", ["-n", "-c", code]), `${name}: ${code}`).toMatchObject({
        code: 0,
        stderr: "",
      });
    }
  });

  test("is YAML and JSON that a parser can read", () => {
    for (const { name, language, code } of blocks) {
      if (language === "json") expect(() => JSON.parse(code), `${name}: ${code}`).not.toThrow();
      if (language !== "yaml") continue;
      const problems = parseAllDocuments(code).flatMap((document) =>
        "errors" in document ? document.errors : [],
      );
      expect(problems, `${name}: ${code}`).toEqual([]);
    }
  });
});

test("the tiers of docs/history.md cost what the page says, by the formula of docs/quota.md", () => {
  const tiersPart = sections(pageText("history"), 2).get("Tiers: old posts less often") ?? "";
  const code = codeBlocks(tiersPart).find(({ language }) => language === "json")?.code ?? "";
  const tiers: { younger_than_days: number; every_days: number }[] = JSON.parse(code).media_insights_tiers;
  expect(oneLine(pageText("quota"))).toContain(
    JSON.stringify(tiers)
      .replaceAll(/([:,])(?! )/g, "$1 ")
      .replaceAll("},  {", "}, {"),
  );
  const costs = tableRows(tiersPart).map((cells) => cells.map((cell) => Number(cell.replace(",", ""))));
  expect(costs.length).toBeGreaterThan(2);
  const [every = 0, second = 0, third = 0] = tiers.map(({ every_days }) => every_days);
  for (const [posts = 0, young = 0, younger = 0, without, withTiers] of costs) {
    const calls = young / every + (younger - young) / second + (posts - younger) / third;
    expect([without, withTiers]).toEqual([posts, Math.round(calls)]);
  }
});

test("docs/history.md says of each stream that adds snapshots what the API keeps", () => {
  const table = sections(pageText("history"), 2).get("What the API keeps") ?? "";
  const told = tableRows(table).flatMap(([streams = ""]) =>
    [...streams.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  // What a run says of itself is not the API's.
  const snapshots = streamGroups().flatMap(({ streams }) =>
    streams.flatMap(({ name, addsSnapshots }) =>
      addsSnapshots === true && name !== "sync_events" ? [name] : [],
    ),
  );
  expect(snapshots.length).toBeGreaterThan(5);
  expect(told).toEqual(expect.arrayContaining(snapshots));
});

const linked = [
  "README.md",
  ...readdirSync(repositoryPath("docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];

test.each(linked)("%s links to files and headings that are there", (file) => {
  expect(brokenLinks(file)).toEqual([]);
});
