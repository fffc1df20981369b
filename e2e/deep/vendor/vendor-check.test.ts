import { spawnSync } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareNames } from "../../../scripts/vendor/compare.ts";
import { ourTables } from "../../../scripts/vendor/our-tables.ts";
import { pinnedWheel } from "../../../scripts/vendor/sdk/download-sdk.ts";
import { openSdk } from "../../../scripts/vendor/sdk/open-sdk.ts";
import { pinnedSdk } from "../../../scripts/vendor/sdk/pinned-sdk.ts";
import { repositoryPath } from "../../test/commands.ts";
import { runNode, temporaryFolder } from "../../test/processes.ts";
import { unusedAddress } from "../runtimes/unused-address.ts";
import { change } from "../../test/vendor/vendor-sdk.ts";
import { hasPython, python } from "../../machines/python.ts";

function vendorCheck(flags: readonly string[], env: Record<string, string> = {}) {
  const script = repositoryPath("scripts/vendor-check.ts");
  return runNode(["--import", "tsx", "--conditions=@tap-instagram/source", script, ...flags], {
    cwd: repositoryPath("."),
    env,
  });
}

describe.runIf(hasPython)("Meta's real SDK", () => {
  test("has the names that we know, and no others", async () => {
    const { code, stdout } = await vendorCheck(["--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, sdk: pinnedSdk.version, problems: [] });
    expect(code).toBe(0);
  });

  test("says the same unpacked, and a field put into it turns the check red", async () => {
    const wheel = await pinnedWheel();
    const folder = temporaryFolder();
    expect(spawnSync(python, ["-m", "zipfile", "-e", wheel, folder]).status).toBe(0);
    expect(compareNames(openSdk(folder), ourTables)).toEqual(compareNames(openSdk(wheel), ourTables));
    const line = "        media_url = 'media_url'\n";
    change(folder, "IGMediaForIGOnlyAPI", line, `${line}        zz_field = 'zz_field'\n`);
    const { code, stdout } = await vendorCheck(["--sdk", folder]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^New: IGMediaForIGOnlyAPI .* has a new field zz_field\. Serve it, with a row in /,
    );
  });

  test("is downloaded once", async () => {
    const home = temporaryFolder();
    await pinnedWheel(join(home, "tap-instagram"));
    // A second download would fail: the registry is nowhere.
    const env = { XDG_CACHE_HOME: home, PIP_INDEX_URL: `${await unusedAddress()}/simple` };
    expect(await vendorCheck([], env)).toMatchObject({ code: 0 });
  });

  test("that PyPI does not give ends the check with 1, says what to do, and leaves nothing half", async () => {
    const cache = temporaryFolder();
    const env = { XDG_CACHE_HOME: cache, PIP_INDEX_URL: `${await unusedAddress()}/simple` };
    for (const flags of [[], ["--newest"]]) {
      const { code, stdout } = await vendorCheck([...flags, "--json"], env);
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject({
        ok: false,
        sdk: null,
        problems: [
          { kind: "unreadable", message: expect.stringMatching(/Cannot download .*--sdk FOLDER\|WHEEL/) },
        ],
      });
    }
    expect(existsSync(join(cache, "tap-instagram", `facebook-business-${pinnedSdk.version}`))).toBe(false);
  });

  test("is not used when its wheel is another than the pinned one", async () => {
    const cache = temporaryFolder();
    const folder = join(cache, "tap-instagram", `facebook-business-${pinnedSdk.version}`);
    cpSync(repositoryPath("package.json"), join(folder, "facebook_business.whl"));
    const { code, stdout } = await vendorCheck([], { XDG_CACHE_HOME: cache });
    expect(code).toBe(1);
    expect(stdout).toContain(`wanted ${pinnedSdk.sha256}`);
    expect(existsSync(folder)).toBe(false);
  });
});
