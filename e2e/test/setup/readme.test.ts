import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, test } from "vitest";
import { repositoryPath } from "../commands.ts";
import { start } from "../processes.ts";
import { logInAt, shellOf } from "./person.ts";
import { setupWorld, writeConfig } from "./setup-world.ts";
import { installed } from "../shell.ts";

/** The lines of the README that lead from nothing to the first data of one's own. */
function linesOfReadme(): string[] {
  const readme = readFileSync(repositoryPath("README.md"), "utf8");
  const [, section = ""] = readme.split("\n## With your accounts\n");
  const [, block = ""] = /```sh\n([^]*?)```/.exec(section) ?? [];
  return block.split("\n").filter((line) => line !== "");
}

describe.skipIf(process.platform === "win32")("the README", () => {
  test("leads from nothing to the first data in at most six lines, which work as they stand", async () => {
    const [install, ...lines] = linesOfReadme();
    expect(install).toBe("npm install --global tap-instagram target-jsonl");
    expect(lines.length + 1).toBeLessThanOrEqual(6);
    const world = await setupWorld("facebook");
    const { access_token: _, ...addresses } = world.settings;
    writeConfig(world, addresses);
    // The one thing in them that is a person's own.
    const script = lines.join(" &&\n").replace("1234567890", world.appId);
    const path = [installed().folder, process.env["PATH"]].join(delimiter);
    const running = start("sh", ["-c", script], {
      cwd: world.folder,
      env: { ...shellOf(world), PATH: path, TARGET_JSONL_DESTINATION_PATH: undefined },
    });
    let said = "";
    running.child.stderr?.on("data", (chunk) => (said += String(chunk)));
    const ended = running.ended();
    await expect.poll(() => said).toMatch(/^http:\/\/localhost:\d+\/$/m);
    const url = /^http:\/\/localhost:\d+\/$/m.exec(said)?.[0] ?? "";
    const page = await (await fetch(url)).text();
    const address = /id="continue"[^>]*href="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#38;", "&") ?? "";
    await fetch(await logInAt(address));
    const { code, stdout } = await ended;
    expect(stdout).toContain("All is well");
    expect(code).toBe(0);
    const files = readdirSync(world.folder, { recursive: true, encoding: "utf8" });
    expect(files).toContain("state.json");
    expect(files.filter((name) => name.endsWith("media_insights.jsonl"))).toHaveLength(1);
    // One state a line; the last one counts.
    const states = readFileSync(join(world.folder, "state.json"), "utf8").trimEnd().split("\n");
    expect(JSON.parse(states.at(-1) ?? "")).toHaveProperty("bookmarks");
  });
});
