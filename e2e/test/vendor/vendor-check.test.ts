import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { commandOf } from "test-tools/commands";
import { describe, expect, test } from "vitest";
import { compareNames, type Comparison } from "../../../scripts/vendor/compare.ts";
import { ourTables } from "../../../scripts/vendor/our-tables.ts";
import { openSdk } from "../../../scripts/vendor/sdk/open-sdk.ts";
import { UnreadableSdkError } from "../../../scripts/vendor/sdk/unreadable-sdk-error.ts";
import { repositoryPath } from "../commands.ts";
import { runNode, temporaryFolder } from "../processes.ts";
import { change, edgeText, fileOf, writeSdk } from "./vendor-sdk.ts";

const [, script] = await commandOf(repositoryPath("scripts/vendor-check.ts"));

function vendorCheck(...flags: string[]) {
  return runNode([script, ...flags], { cwd: repositoryPath(".") });
}

/** A tree that agrees with our tables. */
function sdkFolder(): string {
  const folder = temporaryFolder();
  writeSdk(folder, "99.1.2");
  return folder;
}

function compared(path: string): Comparison {
  return compareNames(openSdk(path), ourTables);
}

describe("the command", () => {
  test("is content with an SDK that has the names we know, and counts them", async () => {
    const folder = sdkFolder();
    const { code, stdout } = await vendorCheck("--sdk", folder, "--json");
    const report = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(report).toEqual({
      ok: true,
      sdk: "99.1.2",
      names: expect.any(Number),
      unserved: expect.any(Number),
      problems: [],
    });
    expect(report.names).toBeGreaterThan(report.unserved);
    expect(report.unserved).toBeGreaterThan(100);
  });

  test("is red about a new field, in a line that says what to do", async () => {
    const folder = sdkFolder();
    change(folder, "IGMedia", "        id = 'id'\n", "        id = 'id'\n        zz_field = 'zz_field'\n");
    const { code, stdout } = await vendorCheck("--sdk", folder);
    expect(code).toBe(1);
    expect(stdout.split("\n")[0]).toMatch(
      /^New: IGMedia \(media, graph\.facebook\.com\) has a new field zz_field\. Serve it, with a row in \S+media-fields\.ts\. Or say why it is not served, with a row in scripts\/vendor\/not-served$/,
    );
    expect(stdout).toContain("differ in 1 place. docs/vendor.md says what to do");
  });

  test.each([
    ["an unknown flag", ["--sdkk", "x"], "--sdkk"],
    ["a path without its flag", ["folder"], "folder"],
    ["no path", ["--sdk"], "--sdk"],
    ["an empty path", ["--sdk", ""], "--sdk needs the path"],
    ["two SDKs", ["--sdk", "x", "--newest"], "exclude each other"],
  ])("refuses %s with 2 and its usage", async (_what, flags, said) => {
    const { code, stdout, stderr } = await vendorCheck(...flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
    expect(stderr).toContain("Usage: npm run vendor:check");
  });

  test("says in JSON, too, that it could not read the SDK, with 1", async () => {
    const { code, stdout } = await vendorCheck("--sdk", join(temporaryFolder(), "nowhere"), "--json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      sdk: null,
      names: 0,
      unserved: 0,
      problems: [
        {
          kind: "unreadable",
          class: "",
          name: "",
          message: expect.stringMatching(
            /there is no .*nowhere, wanted a wheel of facebook-business, or a folder/,
          ),
        },
      ],
    });
  });
});

describe("an SDK", () => {
  test("is read from the folder that holds it, from its own folder, and from that of its classes", () => {
    const folder = sdkFolder();
    const [one, ...others] = [".", "facebook_business", "facebook_business/adobjects"].map((inside) =>
      compared(join(folder, inside)),
    );
    expect(one?.problems).toEqual([]);
    for (const other of others) expect(other).toEqual(one);
  });

  test("is read from a wheel like from a folder", () => {
    const folder = sdkFolder();
    const paths = ["facebook_business/apiconfig.py", ...ourTables.classes.map(({ name }) => fileOf(name))];
    const files = paths.map((path) => [path, strToU8(readFileSync(join(folder, path), "utf8"))] as const);
    const wheel = join(folder, "facebook_business-99.1.2-py3-none-any.whl");
    writeFileSync(wheel, zipSync(Object.fromEntries(files)));
    expect(openSdk(wheel).version).toBe("99.1.2");
    expect(compared(wheel)).toEqual(compared(folder));
  });

  test("with lines of Windows is read like any other", () => {
    const folder = sdkFolder();
    const expected = compared(folder);
    for (const { name } of ourTables.classes) {
      const path = join(folder, fileOf(name));
      writeFileSync(path, readFileSync(path, "utf8").replaceAll("\n", "\r\n"));
    }
    expect(compared(folder)).toEqual(expected);
  });

  test("that is a file of another kind, or a folder of something else, is refused with what is wanted", () => {
    const folder = temporaryFolder();
    const file = join(folder, "sdk.whl");
    writeFileSync(file, "no zip");
    for (const path of [file, folder]) {
      expect(() => openSdk(path)).toThrow(UnreadableSdkError);
      expect(() => openSdk(path)).toThrow(/wanted a wheel of facebook-business, or a folder/);
    }
  });
});

describe("what differs is told by class and name:", () => {
  const metricLine = "        reach = 'reach'\n";

  test.each([
    ["a field of an account", "IGUserForIGOnlyAPI", "        id = 'id'\n", "zz_field = 'zz_field'"],
    ["a field in double quotes", "IGComment", "        id = 'id'\n", 'zz_field = "zz_field"'],
    ["a field that Python may not call so", "IGComment", "        id = 'id'\n", "field_zz = 'zz_field'"],
    ["a metric", "InsightsResult", metricLine, "zz_field = 'zz_field'"],
    ["a period", "InstagramInsightsResult", "        day = 'day'\n", "zz_field = 'zz_field'"],
    ["a timeframe", "InsightsResult", "        this_week = 'this_week'\n", "zz_field = 'zz_field'"],
    [
      "a parameter of an edge",
      "IGUser",
      "            'posted_after': 'string',\n",
      "    'zz_field': 'string',",
    ],
  ])("%s is new", (_what, className, after, line) => {
    const folder = sdkFolder();
    change(folder, className, after, `${after}        ${line}\n`);
    expect(compared(folder).problems).toMatchObject([{ kind: "new", class: className, name: "zz_field" }]);
  });

  test("an edge is new, without a word about its parameters", () => {
    const folder = sdkFolder();
    const stories = edgeText("stories");
    change(folder, "IGUserForIGOnlyAPI", stories, stories + edgeText("zz_edge", ["since", "until"]));
    expect(compared(folder).problems).toMatchObject([
      { kind: "new", class: "IGUserForIGOnlyAPI", name: "zz_edge" },
    ]);
  });

  test("an edge that is written to is nothing to us, nor is a second method for the same edge", () => {
    const folder = sdkFolder();
    const stories = edgeText("stories");
    const others = edgeText("zz_write", [], "POST") + stories.replace("get_stories", "get_stories_async");
    change(folder, "IGUser", stories, stories + others);
    expect(compared(folder).problems).toEqual([]);
  });

  test.each([
    [
      "a field that we ask for",
      "IGUser",
      "        ig_id = 'ig_id'\n",
      "ig_id",
      /account-fields\.ts asks for it/,
    ],
    [
      "a field that we do not serve",
      "IGMedia",
      "        ingest_key = 'ingest_key'\n",
      "ingest_key",
      /Delete it/,
    ],
    ["a parameter", "IGUser", "            'timeframe': 'string',\n", "timeframe", /Meta's changelog/],
    [
      "an edge",
      "IGUserForIGOnlyAPI",
      edgeText("tags", ["posted_after", "media_type", "posted_before"]),
      "tags",
      /Meta's changelog/,
    ],
    ["an edge that we do not serve", "IGMedia", edgeText("product_tags"), "product_tags", /Delete it/],
  ])("%s is gone", (_what, className, text, name, todo) => {
    const folder = sdkFolder();
    change(folder, className, text, "");
    const problems = compared(folder).problems.filter((problem) => problem.name === name);
    expect(problems).toMatchObject([
      { kind: "gone", class: className, message: expect.stringMatching(todo) },
    ]);
  });

  test("a field that became an edge is still served, for the API lets it be asked for as a field", () => {
    const folder = sdkFolder();
    change(folder, "IGMedia", "        owner = 'owner'\n", "");
    change(folder, "IGMedia", "\n    @classmethod", `${edgeText("owner")}\n    @classmethod`);
    expect(compared(folder).problems).toEqual([]);
  });

  test("a name that the SDK lacked, and that we said so of, is told when it comes", () => {
    const folder = sdkFolder();
    const line = "        follow_type = 'follow_type'\n";
    change(folder, "InsightsResult", line, `${line}        country = 'country'\n`);
    expect(compared(folder).problems).toMatchObject([
      {
        kind: "new",
        class: "InsightsResult",
        name: "country",
        message: expect.stringContaining("Delete it from scripts/vendor/tables/outside-sdk.ts"),
      },
    ]);
  });

  test.each([
    ["a class without a file", (path: string) => rmSync(path)],
    ["a file without the class", (path: string) => writeFileSync(path, "class Other:\n    pass\n")],
    [
      "a class without fields",
      (path: string) =>
        writeFileSync(
          path,
          readFileSync(path, "utf8").replace("class Field(AbstractObject.Field)", "class Names"),
        ),
    ],
    [
      "a field of another form",
      (path: string) =>
        writeFileSync(path, readFileSync(path, "utf8").replace("id = 'id'", "id = Name('id')")),
    ],
    [
      "an edge of another form",
      (path: string) => writeFileSync(path, readFileSync(path, "utf8").replaceAll("endpoint=", "target=")),
    ],
  ])("%s is unreadable, and the others are compared all the same", (_what, spoil) => {
    const folder = sdkFolder();
    spoil(join(folder, fileOf("ShadowIGHashtag")));
    change(folder, "IGMedia", "        id = 'id'\n", "        id = 'id'\n        zz_field = 'zz_field'\n");
    expect(compared(folder).problems).toMatchObject([
      { kind: "new", class: "IGMedia", name: "zz_field" },
      {
        kind: "unreadable",
        class: "ShadowIGHashtag",
        message: expect.stringMatching(/[Cc]hange scripts\/vendor/),
      },
    ]);
  });

  test("a list of words that is gone is told once, not word by word", () => {
    const folder = sdkFolder();
    change(folder, "InsightsResult", "    class Metric:", "    class Figures:");
    expect(compared(folder).problems).toMatchObject([
      { kind: "unreadable", class: "InsightsResult", name: "Metric" },
    ]);
  });
});

describe("our lists cannot rot:", () => {
  test("a reason for a name that our tables serve is told", () => {
    const reason = { classes: ["IGUser"], part: "Field", names: ["username"], reason: "", date: "" } as const;
    const tables = { ...ourTables, notServed: [...ourTables.notServed, reason] };
    expect(compareNames(openSdk(sdkFolder()), tables).problems).toMatchObject([
      { kind: "gone", class: "IGUser", name: "username" },
    ]);
  });

  test("every name that is not served has a reason and a day, and every served one a file", () => {
    for (const { reason, date } of ourTables.notServed) {
      expect(reason).toMatch(/^[A-Z].*[^.]$/);
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
    const files = new Set(ourTables.served.map(({ declaredIn }) => declaredIn));
    expect([...files].filter((path) => !existsSync(repositoryPath(path)))).toEqual([]);
  });
});
