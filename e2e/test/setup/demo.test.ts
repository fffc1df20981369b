import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { commandOf } from "test-tools/commands";
import { describe, expect, test } from "vitest";
import { readFlags } from "../../../scripts/demo/flags.ts";
import { repositoryPath } from "../commands.ts";
import { runNode, temporaryFolder } from "../processes.ts";
import { logInAt, nobody } from "./person.ts";
import { startOnTerminal } from "../shell.ts";
import { hasScript } from "../../machines/terminal.ts";

const [, demoScript] = await commandOf(repositoryPath("scripts/demo.ts"));
const script = [demoScript, "--setup"];

function demo(output: string, ...flags: string[]) {
  return runNode([...script, "--output", output, ...flags], {
    cwd: repositoryPath("."),
    // Settings of the one who watches stay out of it, and so does a token that is real.
    env: { ...nobody, CI: "true", TAP_INSTAGRAM_ACCESS_TOKEN: "EAAGreal", TAP_INSTAGRAM_APP_SECRET: "real" },
  });
}

const landed = (output: string) => readdirSync(output).filter((name) => name.endsWith(".jsonl"));

describe("the demo of the setup, without a person at a terminal,", () => {
  test.each([
    ["facebook", /opens http:\/\/localhost:\d+\/ in a browser\. Answered: Continue/],
    ["instagram", /goes to https:\/\/localhost\/callback\. Answered: its whole address, pasted/],
  ] as const)("logs in with %s, says what it was asked, checks and syncs", async (login, words) => {
    const output = temporaryFolder();
    const { code, stdout, stderr } = await demo(output, "--world", "tiny", "--login", login);
    expect(stderr).toMatch(words);
    expect(stderr).toContain("asks for the secret of the app. Answered: from the variable");
    expect(stderr).toMatch(/Logged in, until 20\S+\. It reads tiny\.bakery\./);
    expect(stdout).toMatch(/^All is well/m);
    expect(stderr).toMatch(/7 {2}media\n/);
    expect(code).toBe(0);
    expect(landed(output)).toContain("media_insights.jsonl");
    const config = join(output, "demo-config.json");
    const { access_token: token } = JSON.parse(readFileSync(config, "utf8"));
    expect(stdout + stderr).not.toContain(token);
    expect(statSync(config).mode & 0o777).toBe(0o600);
  });

  test("shows what is wrong with a broken setup, and mends it by a new login", async () => {
    const output = temporaryFolder();
    const { code, stdout } = await demo(output, "--world", "expired-token");
    expect(stdout).toMatch(/ended on 20[^]*1 problem[^]*All is well/);
    expect(code).toBe(0);
  });

  test.each([
    ["page-without-account", "facebook", /check ended with 3, so the walk ends here/],
    ["wrong-secret", "facebook", /auth ended with 3, so the walk ends here/],
    ["meta-app-id", "instagram", /page refuses.*Invalid platform app[^]*auth ended with 3/],
  ])("ends where no login helps: %s", async (world, login, words) => {
    const output = temporaryFolder();
    const { code, stderr } = await demo(output, "--world", world, "--login", login);
    expect(stderr).toMatch(words);
    expect(code).toBe(3);
    expect(landed(output)).toEqual([]);
  });

  test("keeps the files and the state of each world apart", () => {
    const folders = [[], ["--world", "tiny"], ["--world", "worlds/own.json"], ["--output", "mine"]].map(
      readFlags,
    );
    expect(folders.map((flags) => ("output" in flags ? flags.output : flags.text))).toEqual([
      "output",
      join("output", "tiny"),
      join("output", "own"),
      "mine",
    ]);
  });

  test.each([
    ["--world", "nowhere", /--world "nowhere"/],
    ["--login", "meta", /wanted facebook or instagram/],
    ["--mode", "append", /wanted incremental-deduped/],
  ])("%s %s is refused with 2", async (flag, value, words) => {
    const { code, stderr } = await demo(temporaryFolder(), flag, value);
    expect(stderr).toMatch(words);
    expect(code).toBe(2);
  });
});

test.skipIf(!hasScript)(
  "at a terminal (needs Linux with script), the demo of the setup waits for a person, who types the secret and logs in",
  async () => {
    const output = temporaryFolder();
    const command = [process.execPath, ...script, "--world", "tiny", "--output", output];
    const { child } = startOnTerminal(command, { cwd: repositoryPath("."), env: nobody });
    let shown = "";
    child.stdout?.on("data", (chunk) => (shown += String(chunk)));
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    /** Waits for words that come after those before, and gives them. */
    const seen = async (words: RegExp): Promise<string> => {
      await expect.poll(() => shown).toMatch(words);
      const found = words.exec(shown);
      shown = shown.slice((found?.index ?? 0) + (found?.[0].length ?? 0));
      return found?.[1] ?? "";
    };
    await seen(/Press Enter to go on/);
    child.stdin?.write("\r");
    const secret = await seen(/so is its secret\. Paste it: (\w+)/);
    await seen(/Secret of the app \d+ \(not shown\): /);
    child.stdin?.write(`${secret}\r`);
    const page = await (await fetch(await seen(/^(http:\/\/localhost:\d+\/)\r?$/m))).text();
    const address = /id="continue"[^>]*href="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#38;", "&") ?? "";
    await fetch(await logInAt(address));
    await seen(/Logged in with Facebook/);
    await seen(/Press Enter to go on/);
    child.stdin?.write("\r");
    await seen(/All is well/);
    await seen(/Press Enter to go on/);
    child.stdin?.write("\r");
    await seen(/7 {2}media/);
    expect(await ended).toBe(0);
    expect(landed(output)).toContain("media.jsonl");
  },
);
