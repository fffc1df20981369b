import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { commandOf } from "test-tools/commands";
import { describe, expect, test } from "vitest";
import { dig } from "../test/session.ts";

const [executable, cli] = await commandOf(fileURLToPath(new URL("cli.ts", import.meta.url)));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command; `whenListening` gets its JSON line and may end it with a signal. */
function run(
  flags: readonly string[],
  whenListening?: (line: unknown, signal: (name: NodeJS.Signals) => void) => Promise<void>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [cli, ...flags], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    child.stderr.on("data", (chunk) => (stderr += String(chunk)));
    child.stdout.on("data", (chunk) => {
      const wasOpen = !stdout.includes("\n");
      stdout += String(chunk);
      if (whenListening === undefined || !wasOpen || !stdout.includes("\n")) return;
      whenListening(JSON.parse(stdout), (name) => child.kill(name)).catch(reject);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

describe("graph-simulator", () => {
  test.each<NodeJS.Signals>(["SIGTERM", "SIGINT"])(
    "prints addresses and tokens that work, and ends with %s",
    async (name) => {
      let status = 0;
      const ended = await run(["--world", "tiny", "--now", "2026-09-21T10:00:00Z"], async (line, signal) => {
        const response = await fetch(
          `${String(dig(line, "url"))}/v25.0/me?access_token=${String(dig(line, "token"))}`,
        );
        status = response.status;
        expect(dig(line, "accounts", 0, "username")).toBe("tiny.bakery");
        signal(name);
      });
      expect([status, ended.code]).toEqual([200, 0]);
      expect(ended.stdout.trim().split("\n")).toHaveLength(1);
      expect(ended.stderr).toMatch(/^Simulating 1 account with 7 posts at http:\/\/127\.0\.0\.1:\d+/);
    },
  );

  test("starts a broken setup with what is broken in it, where no flag says otherwise", async () => {
    let code: unknown;
    await run(["--world", "quota-gone"], async (line, signal) => {
      const url = `${String(dig(line, "instagramUrl"))}/v25.0/me?access_token=${String(dig(line, "instagramToken"))}`;
      code = dig(await (await fetch(url)).json(), "error", "code");
      signal("SIGTERM");
    });
    expect(code).toBe(80_002);
  });

  test.each([{ flags: ["--bogus"] }, { flags: ["--world", "nowhere.json"] }])(
    "answers $flags with the usage on stderr and 2",
    async ({ flags }) => {
      const ended = await run(flags);
      expect([ended.code, ended.stdout]).toEqual([2, ""]);
      expect(ended.stderr).toContain("Usage: graph-simulator");
    },
  );

  test("prints its help and version on stdout", async () => {
    const [help, version] = await Promise.all([run(["--help"]), run(["--version"])]);
    expect([help.code, help.stderr]).toEqual([0, ""]);
    expect(help.stdout).toContain("--latency-ms");
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+/);
  });
});
