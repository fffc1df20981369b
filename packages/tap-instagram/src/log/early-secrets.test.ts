import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runTap } from "@tap-instagram/singer";
import { createMemoryHost } from "@tap-instagram/singer/testing";
import { afterAll, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { createTapInstagram } from "../tap.ts";

const folder = mkdtempSync(join(tmpdir(), "tap-instagram-secrets-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** As a proxy of a company hands them out: nothing about it looks like a token of Facebook's. */
const secret = "wildSecretValue98765QQ";
const base64 = Buffer.from(secret).toString("base64");

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const settings = (more: object) => JSON.stringify({ access_token: secret, ...more });

async function said(argv: readonly string[], env: { [name: string]: string } = {}): Promise<string> {
  const refuses = () => Promise.reject(new TypeError(`fetch failed for ${secret.toUpperCase()} ${base64}`));
  const tap = createTapInstagram({ fetch: refuses, clock: new ManualClock(Date.UTC(2026, 6, 1)) });
  const host = createMemoryHost({ argv: [...argv], cwd: folder, env });
  expect(await runTap(tap, host)).toBeGreaterThan(0);
  return host.out() + host.err();
}

test.each([
  ["settings on the command line", ["--config", settings({})]],
  ["settings on the command line that are no JSON", [`--config={"access_token": "${secret}`]],
  ["settings on the command line of check", ["check", "--config", settings({})]],
  ["a state on the command line", ["--config", "none.json", "--state", settings({})]],
  ["the token in the place of its file", ["--config", secret]],
  ["the token in the place of its file, for check", ["check", "--config", secret]],
  ["the token in the place of a state", ["state", "merge", secret, secret]],
  ["the token in the place of a flag", [`--${secret}`]],
  ["the token in the place of a format", ["--about", "--format", secret]],
  ["the token in the place of a word", [secret]],
  ["the token in a flag that there is not", ["--access-token", secret]],
  ["the token as the name of a setting", ["--config", file("name.json", JSON.stringify({ [secret]: 1 }))]],
  ["the token in another setting too", ["--config", file("date.json", settings({ start_date: secret }))]],
  ["the same, for check", ["check", "--config", file("check.json", settings({ start_date: secret }))]],
  [
    "a secret under a name that is not known",
    ["--config", file("other.json", JSON.stringify({ proxy_password: secret, start_date: `on ${secret}` }))],
  ],
  ["the token in a host", ["--config", file("host.json", settings({ api_url: `https://${secret}.x/ y` }))]],
  ["files that are no JSON", ["--config", file("bare.json", `{"access_token": ${secret}}`)]],
  ["files that are text", ["--config", file("text.json", secret)]],
  [
    "an error of the network that holds other forms of it",
    ["--config", file("good.json", settings({ max_retries: 0 }))],
  ],
  ["the same, for check", ["check", "--config", "good.json"]],
])("no line shows %s", async (_, argv) => {
  const text = await said(argv);
  expect(text).not.toBe("");
  expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  expect(text).not.toContain(base64);
});

test("no line shows the token of the environment, where it is in the name of a file", async () => {
  const text = await said(["--config", `/run/${secret}.json`], { TAP_INSTAGRAM_ACCESS_TOKEN: secret });
  expect(text).toContain("/run/[redacted].json: there is no such file");
});

test("settings on the command line are refused with what to do instead", async () => {
  expect(await said(["--config", settings({})])).toMatch(
    /^CRITICAL The flag --config takes a file, but its value is JSON \(\d+ characters, not shown: .*\)\. Write it to a file: --config FILE\n/,
  );
});
