import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from "vitest";
import { runTap, runTarget, type TargetRun } from "../index.ts";
import { parseExactJson } from "../json/exact-json.ts";
import { meltanoSettingGroups, meltanoSettings, renderSettingsReference } from "../reference.ts";
import { defineSettings, parseSettings, setting, type SettingsOf } from "../settings.ts";
import { sampleSettings, sampleTap } from "../testing-fixtures/sample-tap.ts";
import { createMemoryHost } from "../testing/memory-host.ts";
import { parseDotenv } from "./environment.ts";

const base = { access_token: "token" };
const parse = (values: object): SettingsOf<typeof sampleSettings> =>
  parseSettings(sampleSettings, [{ place: "config.json", values: { ...base, ...values } }]);
const problemOf = (values: object): unknown => {
  try {
    return parse(values);
  } catch (error) {
    return error instanceof Error && "problems" in error ? error.problems : error;
  }
};

describe("parseSettings", () => {
  test("gives defaults and types", () => {
    const settings = parse({});
    expect(settings).toEqual({
      access_token: "token",
      page_size: 100,
      login: "auto",
      verbose: false,
      behaviour: "",
    });
    expectTypeOf(settings.access_token).toEqualTypeOf<string>();
    expectTypeOf(settings.accounts).toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf(settings.page_size).toEqualTypeOf<number>();
    expectTypeOf(settings.login).toEqualTypeOf<"auto" | "facebook">();
    expectTypeOf(settings.start_date).toEqualTypeOf<string | undefined>();
    expectTypeOf(settings.verbose).toEqualTypeOf<boolean>();
    expectTypeOf(settings.reports).toEqualTypeOf<readonly { name: string; days: number }[] | undefined>();
  });

  test.each([
    ["page_size", "60", 60],
    ["page_size", " 7 ", 7],
    ["page_size", 5.0, 5],
    ["page_size", "", 100],
    ["page_size", null, 100],
    ["behaviour", " ", ""],
    ["accounts", ["a", "", " "], ["a"]],
    ["verbose", "True", true],
    ["verbose", "1", true],
    ["verbose", 1, true],
    ["verbose", "yes", true],
    ["verbose", "on", true],
    ["verbose", "off", false],
    ["verbose", 0, false],
    ["login", " FACEBOOK ", "facebook"],
    ["start_date", "2026-01-31", "2026-01-31T00:00:00Z"],
    ["start_date", "2026-01-31T10:00:00+02:00", "2026-01-31T08:00:00Z"],
    ["accounts", "a, b ,,c", ["a", "b", "c"]],
    ["accounts", '["a", 17841400000000001, 2]', ["a", "17841400000000001", "2"]],
    ["accounts", 17, ["17"]],
    ["accounts", [], []],
    ["behaviour", 5, "5"],
    ["reports", '[{"name":"x"}]', [{ name: "x", days: 1 }]],
    ["reports", [{ name: "x", days: 2 }], [{ name: "x", days: 2 }]],
  ])("reads %s from %j", (name, raw, value) => {
    expect(parse({ [name]: raw })).toMatchObject({ [name]: value });
  });

  test.each([
    ["page_size", 0, "found 0, wanted an integer from 1 to 100"],
    ["page_size", "1e2", 'found "1e2", wanted an integer from 1 to 100'],
    ["page_size", 1.5, "found 1.5, wanted an integer from 1 to 100"],
    ["page_size", true, "found true, wanted an integer from 1 to 100"],
    ["accounts", [["a"]], 'found [["a"]], wanted a list, ["a", "b"] or a,b'],
    ["accounts", "[1,", 'found "[1,", wanted a list, ["a", "b"] or a,b'],
    ["accounts", { a: 1 }, 'found {"a":1}, wanted a list, ["a", "b"] or a,b'],
    ["behaviour", ["x"], 'found ["x"], wanted text'],
    [
      "start_date",
      "2026-02-30",
      'found "2026-02-30", wanted a date such as 2026-01-31 or 2026-01-31T00:00:00Z',
    ],
    ["start_date", 20260101, "found 20260101, wanted a date such as 2026-01-31 or 2026-01-31T00:00:00Z"],
    ["reports", [{ days: 2 }], "[0].name: not set, but it is required"],
    ["reports", [{ name: 5 }], "[0].name: found 5, wanted text"],
    ["reports", [{ name: "x", days: "y" }], '[0].days: found "y", wanted a number'],
    ["reports", [{ name: "x", days: {} }], "[0].days: found {}, wanted a number"],
    ["reports", '{"name":"x"}', 'found "{\\"name\\":\\"x\\"}", wanted a list of objects, [{…}, {…}]'],
    ["access_token", ["s3cret"], "found a secret value, wanted text"],
    ["access_token", " ", "empty, but it is required (Token): set it in a config file"],
    ["access_token", null, "empty, but it is required (Token): set it in a config file"],
  ])("refuses %s as %j, with its place", (name, raw, message) => {
    expect(problemOf({ [name]: raw })).toEqual([{ place: `config.json:${name}`, message }]);
  });

  test("never shows a long value whole", () => {
    expect(JSON.stringify(problemOf({ page_size: "x".repeat(1e6) })).length).toBeLessThan(300);
  });

  test("reads ids beyond 2^53 exactly from a file", () => {
    const values = parseExactJson('{"access_token":"t","accounts":[17841400000000001,9007199254740993]}');
    const settings = parseSettings(sampleSettings, [{ place: "config.json", values }]);
    expect(settings.accounts).toEqual(["17841400000000001", "9007199254740993"]);
  });

  test("lets later sources win, aliases too, and null bring back the default", () => {
    const settings = parseSettings(sampleSettings, [
      { place: "a.json", values: { ...base, accounts: ["a"], page_size: 5, login: "facebook" } },
      { place: "b.json", values: { ig_user_ids: ["b"], login: null } },
    ]);
    expect(settings).toMatchObject({ accounts: ["b"], page_size: 5, login: "auto" });
  });

  test("takes an alias that is set though the name beside it is null", () => {
    const values = { ...base, accounts: null, ig_user_ids: ["b"] };
    expect(parseSettings(sampleSettings, [{ place: "a.json", values }])).toMatchObject({ accounts: ["b"] });
  });

  test("takes an empty text for a value where a setting says so", () => {
    const definitions = {
      folder: setting.text({ title: "Folder", description: "Where.", default: "out", mayBeEmpty: true }),
      name: setting.text({ title: "Name", description: "What." }),
    };
    const read = (values: { folder: string | null; name?: string | undefined }) =>
      parseSettings(definitions, [{ place: "a.json", values }]);
    expect(read({ folder: "", name: "" })).toEqual({ folder: "" });
    expect(read({ folder: null })).toEqual({ folder: "out" });
  });

  test("does not let an empty text replace a value", () => {
    const settings = parseSettings(sampleSettings, [
      { place: "a.json", values: { ...base, page_size: 5, behaviour: "x" } },
      { place: "b.json", values: { access_token: "", page_size: " ", behaviour: "" } },
    ]);
    expect(settings).toMatchObject({ ...base, page_size: 5, behaviour: "x" });
  });

  test("reads a boolean as the option that it stands for", () => {
    const definitions = defineSettings({
      mode: setting.choice({
        title: "Mode",
        description: "How.",
        options: ["none", "all"],
        synonyms: { true: "all", false: "none" },
      }),
    });
    for (const [raw, mode] of [
      [true, "all"],
      ["True", "all"],
      ["1", "all"],
      [false, "none"],
      ["none", "none"],
    ] as const)
      expect(parseSettings(definitions, [{ place: "config.json", values: { mode: raw } }])).toEqual({ mode });
    const wrong = [{ place: "config.json", values: { mode: "constructor" } }];
    expect(() => parseSettings(definitions, wrong)).toThrow("wanted one of none, all");
  });

  test("reads a boolean as the choice that says the same, as YAML does with a bare off", () => {
    const definitions = {
      mode: setting.choice({ title: "Mode", description: "How.", options: ["off", "warn", "fail"] }),
    };
    const read = (mode: boolean) => parseSettings(definitions, [{ place: "a.json", values: { mode } }]);
    expect(read(false)).toEqual({ mode: "off" });
    expect(() => read(true)).toThrow("found true, wanted one of off, warn, fail");
  });

  test("does not complain of a value that a later source replaces", () => {
    const sources = [
      { place: "a.json", values: { ...base, page_size: "many" } },
      { place: "b.json", values: { page_size: 5 } },
    ];
    expect(parseSettings(sampleSettings, sources).page_size).toBe(5);
  });

  test.each([
    [["EAAtoken"], "a list"],
    ["EAAtoken", "a string"],
    [null, "null"],
  ])("names a source that is no object without quoting it: %j", (values, found) => {
    const read = (): unknown => parseSettings(sampleSettings, [{ place: "a.json", values }]);
    expect(read).toThrow(`a.json: found ${found}, wanted a JSON object of settings`);
    expect(read).not.toThrow("EAA");
  });

  test("is not fooled by keys every object has", () => {
    const settings = defineSettings({ constructor: setting.text({ title: "C", description: "C." }) });
    expect(parseSettings(settings, [{ place: "a.json", values: {} }])).toEqual({});
  });

  test("runs checks, which may change the value, and keeps secrets out of what they say", () => {
    const settings = defineSettings({
      url: setting.text({
        title: "URL",
        description: "URL.",
        check: v.pipe(
          v.string(),
          v.url(),
          v.transform((url) => url.replace(/\/$/, "")),
        ),
      }),
      key: setting.text({
        title: "Key",
        description: "Key.",
        secret: true,
        check: v.pipe(v.string(), v.regex(/^EA/)),
      }),
      ratio: setting.number({ title: "Ratio", description: "Ratio.", maximum: 1 }),
    });
    expect(parseSettings(settings, [{ place: "c", values: { url: "http://a/", ratio: "0.5" } }])).toEqual({
      url: "http://a",
      ratio: 0.5,
    });
    expect(() =>
      parseSettings(settings, [{ place: "c", values: { url: "nope", key: "hunter22", ratio: 2 } }]),
    ).toThrow(
      /c:url: found "nope", wanted a value that passes the check url\n {2}c:key: found a secret value, wanted \/\^EA\/\n {2}c:ratio: found 2, wanted a number of at most 1/,
    );
  });
});

describe("a secret that is no plain text", () => {
  const item = v.object({ name: v.string(), value: v.string(), hours: v.optional(v.number()) });
  const settings = defineSettings({
    headers: setting.objects({ title: "Headers", description: "Sent along.", secret: true, item }),
    keys: setting.list({
      title: "Keys",
      description: "Keys.",
      secret: true,
      check: v.array(v.pipe(v.string(), v.regex(/^EA/))),
    }),
  });

  test("is not quoted when it is wrong", () => {
    const values = { headers: [{ name: "a", value: "x", hours: "s3cr3t" }], keys: "EA1,s3cr3t" };
    const read = (): unknown => parseSettings(settings, [{ place: "c", values }]);
    expect(read).toThrow("c:headers: [0].hours: found a secret value, wanted a number");
    expect(read).toThrow("c:keys: found a secret value: .1: found a secret value, wanted /^EA/");
    expect(read).not.toThrow("s3cr3t");
  });

  test("is hidden in logs, every text of it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "singer-secrets-"));
    const values = { headers: [{ name: "Authorization", value: "Bearer s3cr3t" }], keys: ["EAs3cr3t"] };
    writeFileSync(join(folder, "config.json"), JSON.stringify(values));
    const host = createMemoryHost({ argv: ["--config", "config.json"], cwd: folder });
    const target = {
      name: "target-x",
      version: "1.0.0",
      description: "Talks.",
      capabilities: [],
      settings,
      run: async ({ logger, settings: read }: TargetRun<typeof settings>): Promise<number> => {
        logger.info(JSON.stringify(read));
        return 0;
      },
    };
    expect(await runTarget(target, host)).toBe(0);
    expect(host.err()).toContain("[redacted]");
    expect(host.err()).not.toContain("s3cr3t");
    rmSync(folder, { recursive: true });
  });
});

describe("--config ENV", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "singer-env-"));
    mkdirSync(join(folder, "deep", "er"), { recursive: true });
    // Somebody else may write there.
    writeFileSync(join(folder, ".env"), "TAP_SAMPLE_VERBOSE=true\n");
    writeFileSync(join(folder, "deep", "er", ".env"), "TAP_SAMPLE_PAGE_SIZE=8\nTAP_SAMPLE_LOGIN=facebook\n");
    writeFileSync(
      join(folder, "deep", "er", "config.json"),
      JSON.stringify({ access_token: "file-token", page_size: 5 }),
    );
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  async function settingsOf(argv: readonly string[], env: { [name: string]: string }): Promise<unknown> {
    const seen: unknown[] = [];
    const host = createMemoryHost({ argv, env, cwd: join(folder, "deep", "er") });
    const code = await runTap({ ...sampleTap, sync: async ({ settings }) => seen.push(settings) - 1 }, host);
    return code === 0 ? seen[0] : host.err();
  }

  test("beats files wherever it stands, and reads the .env of the working folder alone", async () => {
    for (const argv of [
      ["--config", "ENV", "--config", "config.json"],
      ["--config", "config.json", "--config=ENV"],
    ]) {
      expect(
        await settingsOf(argv, {
          TAP_SAMPLE_PAGE_SIZE: "9",
          TAP_SAMPLE_IG_USER_IDS: "1,2",
          TAP_SAMPLE_ACCESS_TOKEN: "",
        }),
      ).toMatchObject({
        access_token: "file-token",
        page_size: 9,
        login: "facebook",
        accounts: ["1", "2"],
        verbose: false,
      });
    }
  });

  test("warns of a variable that is nearly one of a setting, and of no other", async () => {
    const host = createMemoryHost({
      argv: ["--config", "config.json", "--config", "ENV"],
      env: {
        TAP_SAMPLE_PAGESIZE: "9",
        TAP_SAMPLE_LOGLEVEL: "INFO",
        TAP_SAMPLE__SELECT: "[]",
        TAP_SAMPLE_SERVICE_HOST: "10.0.0.1",
        TAP_SAMPLE_ACCES_TOKEN: "other-token",
      },
      cwd: join(folder, "deep", "er"),
    });
    expect(await runTap({ ...sampleTap, sync: async () => 0 }, host)).toBe(0);
    const warnings = host
      .err()
      .split("\n")
      .filter((line) => line.includes("unknown setting"));
    expect(warnings).toEqual([
      expect.stringMatching(/unknown setting "pagesize" is ignored; did you mean "page_size"\?$/),
      expect.stringMatching(/unknown setting .* is ignored; did you mean "access_token"\?$/),
    ]);
    expect(host.err()).not.toContain("other-token");
  });

  test("is not read without the word", async () => {
    expect(await settingsOf(["--config", "config.json"], { TAP_SAMPLE_PAGE_SIZE: "9" })).toMatchObject({
      page_size: 5,
      login: "auto",
    });
  });

  test("names the variable of a wrong value, and the .env it stands in", async () => {
    expect(await settingsOf(["-c", "ENV"], { TAP_SAMPLE_VERBOSE: "perhaps" })).toContain(
      [
        "  TAP_SAMPLE_ACCESS_TOKEN: not set, but it is required (Token)",
        '  TAP_SAMPLE_VERBOSE: found "perhaps", wanted true or false\n',
      ].join(": set it in a config file, or in the variable TAP_SAMPLE_ACCESS_TOKEN with --config ENV\n"),
    );
    const file = join(folder, "deep", "er", ".env");
    writeFileSync(file, "TAP_SAMPLE_PAGE_SIZE=lots");
    expect(await settingsOf(["-c", "ENV"], {})).toContain(`${file}:TAP_SAMPLE_PAGE_SIZE: found "lots"`);
  });

  test.each<[string, (text: string) => Uint8Array]>([
    ["a byte order mark", (text) => Buffer.from(`\uFEFF${text}`)],
    ["UTF-16, as Windows PowerShell writes it", (text) => Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["UTF-16 with its bytes the other way round", (text) => Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
  ])("reads settings and .env with %s", async (_what, bytesOf) => {
    const at = (name: string): string => join(folder, "deep", "er", name);
    writeFileSync(at(".env"), bytesOf("TAP_SAMPLE_PAGE_SIZE=7\r\n"));
    writeFileSync(at("config.json"), bytesOf('{"access_token":"ü"}'));
    expect(await settingsOf(["--config", "config.json", "--config", "ENV"], {})).toMatchObject({
      access_token: "ü",
      page_size: 7,
    });
  });

  test.skipIf(process.platform === "win32")(
    "refuses a .env that is a device, instead of reading for ever",
    async () => {
      const file = join(folder, "deep", "er", ".env");
      rmSync(file);
      symlinkSync("/dev/zero", file);
      expect(await settingsOf(["--config", "ENV"], {})).toContain(
        `${file}: this is a device or a terminal, wanted a file or a FIFO (named pipe)`,
      );
    },
  );

  test("reads the forms of .env people write", () => {
    const env = parseDotenv(
      [
        "# c",
        "A=1 # no",
        "export B = 'two # 2' # c",
        'C="a\\nb\\"c"',
        "D=",
        "  E=x=y",
        'F="two',
        'lines"',
        "broken",
        "G='it'\r",
      ].join("\n"),
    );
    expect(Object.fromEntries(env)).toEqual({
      A: "1",
      B: "two # 2",
      C: 'a\nb"c',
      D: "",
      E: "x=y",
      F: "two\nlines",
      G: "it",
    });
  });
});

describe("descriptions", () => {
  const settings = defineSettings({
    token: setting.text({ title: "Token", description: "Secret.", required: true, secret: true }),
    on: setting.boolean({ title: "On", description: "On." }),
    mode: setting.choice({
      title: "Mode",
      description: "Mode.",
      options: ["a", "b"],
      labels: { a: "The A" },
      default: "a",
    }),
    ids: setting.list({ title: "Ids", description: "Ids.", default: ["1"], aliases: ["old_ids"] }),
    rate: setting.number({ title: "Rate", description: "Rate.", minimum: 0 }),
    size: setting.integer({ title: "Size", description: "Size." }),
  });

  test("become a Meltano plugin definition's settings", () => {
    expect(meltanoSettings(settings)).toEqual([
      { name: "token", label: "Token", description: "Secret.", kind: "string", sensitive: true },
      { name: "on", label: "On", description: "On.", kind: "boolean" },
      {
        name: "mode",
        label: "Mode",
        description: "Mode.",
        kind: "options",
        value: "a",
        options: [
          { label: "The A", value: "a" },
          { label: "b", value: "b" },
        ],
      },
      { name: "ids", label: "Ids", description: "Ids.", kind: "array", value: ["1"], aliases: ["old_ids"] },
      { name: "rate", label: "Rate", description: "Rate.", kind: "decimal" },
      { name: "size", label: "Size", description: "Size.", kind: "integer" },
    ]);
    expect(meltanoSettingGroups(settings)).toEqual([["token"]]);
  });

  test("become a markdown reference", () => {
    const reference = renderSettingsReference(settings, "tap-x");
    expect(reference).toContain("| [`rate`](#rate) | a number of at least 0 | none | Rate |");
    expect(reference).toContain(
      "### token\n\nSecret.\n\n- Value: text; secret, never shown\n- Default: **required**\n- Environment: `TAP_X_TOKEN`\n",
    );
    expect(reference.endsWith("`TAP_X_SIZE`\n")).toBe(true);
  });
});
