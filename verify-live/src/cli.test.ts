import { spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { simulated } from "../test/simulated.ts";

const tsx = fileURLToPath(import.meta.resolve("tsx"));
const cli = fileURLToPath(new URL("cli.ts", import.meta.url));

test("the command reads its settings from the environment and ends with its exit code", async () => {
  const simulator = await simulated();
  const child = spawn(
    process.execPath,
    ["--import", tsx, "--conditions=@tap-instagram/source", cli, "--only", "profile-rides-along,tokens"],
    {
      env: {
        ...process.env,
        VERIFY_LIVE_ACCESS_TOKEN: simulator.tokens.user,
        VERIFY_LIVE_API_URL: simulator.url,
      },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const code = await new Promise((done) => child.once("close", done));
  expect(out).toContain("agrees        profile-rides-along");
  expect(out).toContain(
    "not testable  appsecret-proof-accepted: needs the app's secret in VERIFY_LIVE_APP_SECRET",
  );
  expect(code).toBe(0);
});
