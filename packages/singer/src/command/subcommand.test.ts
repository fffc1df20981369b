import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, expectTypeOf, onTestFinished, test } from "vitest";
import { CommandError, defineSubcommand, runTap, UsageError, type TapDefinition } from "../index.ts";
import { defineSettings, setting } from "../settings.ts";
import { closedPipeError, createMemoryHost, type MemoryHostOptions } from "../testing.ts";

const settings = defineSettings({
  api_key: setting.text({
    title: "API key",
    description: "From your profile.",
    required: true,
    secret: true,
  }),
  page_size: setting.integer({ title: "Page size", description: "Posts per request.", default: 100 }),
});

const copy = defineSubcommand({
  summary: "Copy files",
  description: "Copies files into a folder, and prints what it was told.",
  flags: {
    to: { value: "DIR", help: "Where to" },
    mode: { value: "fast|safe", choices: ["fast", "safe"], help: "How" },
    times: { value: "NUMBER", integer: { minimum: 1, maximum: 9 }, help: "How often" },
    skip: { aliases: ["s"], value: "NAME", isRepeatable: true, help: "What to leave out" },
    force: { help: "Replace what is there" },
    password: { value: "TEXT", help: "", refusal: "set TAP_BLOG_PASSWORD instead" },
  },
  positionals: { name: "FILE", help: "What to copy", maximum: Infinity },
  examples: [{ line: "tap-blog copy --to there a.txt", does: "copies one file" }],
  async run({ flags, positionals, print }) {
    expectTypeOf(flags.to).toEqualTypeOf<string | undefined>();
    expectTypeOf(flags.mode).toEqualTypeOf<"fast" | "safe" | undefined>();
    expectTypeOf(flags.times).toEqualTypeOf<number | undefined>();
    expectTypeOf(flags.skip).toEqualTypeOf<readonly string[]>();
    expectTypeOf(flags.force).toEqualTypeOf<boolean>();
    await print(JSON.stringify({ ...flags, positionals }));
    return 0;
  },
});

const check = defineSubcommand({
  summary: "Try the settings",
  settings,
  flags: {
    partial: { help: "Take what there is" },
    first: { help: "Take the page size, and let files win" },
  },
  async run({ flags, configs, readSettings, readPartialSettings, logger, print }) {
    const options = { names: ["page_size"], isEnvironmentFirst: true };
    const values = flags.first
      ? readPartialSettings(configs, options)
      : flags.partial
        ? readPartialSettings()
        : readSettings();
    expectTypeOf(values.page_size).toEqualTypeOf<number | undefined>();
    logger.info(`the key is ${values.api_key ?? "missing"}`);
    await print(JSON.stringify({ ...values, api_key: values.api_key?.length, configs }));
    return values.api_key === undefined ? 4 : 0;
  },
});

const auth = defineSubcommand({
  summary: "Log in",
  subcommands: {
    refresh: defineSubcommand({
      summary: "Log in again",
      run: async ({ host, hide, logger }) => {
        let token = "";
        for await (const chunk of host.stdin) token += new TextDecoder().decode(chunk);
        hide([token.trim()]);
        logger.warning(`got ${token}`);
        return 3;
      },
    }),
  },
  async run({ signal }) {
    await new Promise((_, fail) => {
      signal.addEventListener("abort", () => fail(new Error("the request was broken off")));
    });
    return 0;
  },
});

const receive = defineSubcommand({
  summary: "Print what comes until told to stop",
  async run({ signal, print }) {
    while (!signal.aborted) {
      await print("something");
      await new Promise((resolve) => setImmediate(resolve));
    }
    return 5;
  },
});

const fail = defineSubcommand({
  summary: "Go wrong",
  positionals: { name: "HOW", help: "usage, command or anything else" },
  async run({ positionals: [how] }) {
    if (how === "usage") throw new UsageError("The flags do not go together");
    if (how === "command") throw new CommandError("The token is no longer valid", { exitCode: 3 });
    throw new Error("a defect");
  },
});

const state = { summary: "States of several runs", subcommands: { copy } };

const tap: TapDefinition<typeof settings> = {
  name: "tap-blog",
  version: "1.0.0",
  description: "Reads the posts of a blog.",
  capabilities: ["activate-version"],
  settings,
  checkSettings: ({ page_size: size }) => (size === 13 ? [{ place: "page_size", message: "bad luck" }] : []),
  streams: () => [],
  subcommands: { copy, check, auth, receive, fail, state },
  sync: async () => 0,
};

async function run(argv: string, options: MemoryHostOptions = {}) {
  const host = createMemoryHost({ ...options, argv: argv.split(" ").filter((word) => word !== "") });
  const code = await runTap(tap, host);
  return { code, out: host.out(), err: host.err() };
}

function folderWith(config: object): string {
  const folder = mkdtempSync(join(tmpdir(), "singer-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  return folder;
}

describe("a subcommand", () => {
  test("gets the flags it declares by their types, in any order, and its positionals", async () => {
    const { code, out } = await run(
      "copy a.txt --to=there -s x --skip y b.txt --times 3 --mode safe --force -- -c",
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      to: "there",
      mode: "safe",
      times: 3,
      skip: ["x", "y"],
      force: true,
      positionals: ["a.txt", "b.txt", "-c"],
    });
    expect(JSON.parse((await run("state copy a.txt")).out)).toEqual({
      skip: [],
      force: false,
      positionals: ["a.txt"],
    });
  });

  test.each([
    ["copy --too x a.txt", "There is no flag --too; did you mean --to?"],
    ["copy", "The command copy takes at least 1 FILE, but got 0"],
    ["copy a.txt --to", "The flag --to needs a value: --to DIR"],
    ["copy a.txt --to --force", "The flag --to needs a value: --to DIR"],
    ["copy a.txt --force=yes", "The flag --force takes no value, but has one"],
    ["copy a.txt --times ten", "The flag --times takes a whole number from 1 to 9, not ten"],
    ["copy a.txt --times 10", "The flag --times takes a whole number from 1 to 9, not 10"],
    ["copy a.txt --mode slow", "The flag --mode takes fast or safe, not slow"],
    ["copy a.txt --to a --to b", "The flag --to can be given only once, but has two values"],
    ["copy a.txt --password s3cret", "There is no flag --password: set TAP_BLOG_PASSWORD instead"],
    ["copy a.txt --password=s3cret", "There is no flag --password: set TAP_BLOG_PASSWORD instead"],
    ["copy a.txt --passwort s3cret", "There is no flag --passwort"],
    ["check s3cret-s3cret-s3cret-", "The command check takes no argument of 21 characters"],
    ["auth s3cret-s3cret-s3cret-", "There is no command auth of 21 characters"],
    ["s3cret-s3cret-s3cret-", "Unexpected argument of 21 characters"],
    ["copy a.txt --config x", "There is no flag --config"],
    ["check now", 'The command check takes no argument "now"'],
    ["fail a b", "The command fail takes 1 HOW, but got 2"],
    ["fail usage", "The flags do not go together"],
    ["state", "The command state needs another word: copy"],
    ["state cop a.txt", 'There is no command state "cop"; did you mean state copy?'],
    ["auth refesh", 'There is no command auth "refesh"; did you mean auth refresh?'],
    ["chek --json", 'Unexpected argument "chek"; did you mean check?'],
    ["--config config.json check", "The command check must come first: tap-blog check …"],
  ])("%s: exit code 2, nothing on stdout, and how it goes on stderr", async (argv, message) => {
    const { code, out, err } = await run(argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`CRITICAL ${message}`);
    expect(err).not.toContain("s3cret");
    expect(err).toMatch(/^Usage: tap-blog .*\nRun "tap-blog .*--help" for all flags\n$/m);
  });

  test("is called by its own usage, not by that of the whole command", async () => {
    expect((await run("state copy --froce a.txt")).err).toBe(
      `CRITICAL There is no flag --froce; did you mean --force?
Usage: tap-blog state copy [flags] FILE...
Run "tap-blog state copy --help" for all flags
`,
    );
    expect((await run("state")).err).toContain("Usage: tap-blog state COMMAND\n");
  });

  test("has help of its own, and stands in that of the command with its path", async () => {
    expect((await run("state copy --help --to x")).out).toMatchInlineSnapshot(`
      "tap-blog state copy [flags] FILE...
      Copies files into a folder, and prints what it was told.

      Usage:
        tap-blog copy --to there a.txt
            copies one file

      Arguments:
        FILE                        What to copy

      Flags:
        --to DIR                    Where to
        --mode fast|safe            How
        --times NUMBER              How often
        -s, --skip NAME             What to leave out
        --force                     Replace what is there
        -h, --help                  Show this help
      "
    `);
    expect((await run("auth -h")).out).toMatchInlineSnapshot(`
      "tap-blog auth [flags]
      Log in

      Flags:
        -h, --help                  Show this help

      Commands (each has --help):
        auth refresh                Log in again
      "
    `);
    expect((await run("check -h")).out).toContain("-c, --config FILE");
    expect((await run("--help")).out.split("Commands (each has --help):")[1]).toMatchInlineSnapshot(`
      "
        copy                        Copy files
        check                       Try the settings
        auth                        Log in
        auth refresh                Log in again
        receive                     Print what comes until told to stop
        fail                        Go wrong
        state copy                  Copy files
      "
    `);
  });

  test("reads the settings as a sync does: files, checks, defaults, and secrets that no log line shows", async () => {
    const cwd = folderWith({ api_key: "very-secret", emit_activate_version_messages: true });
    const { code, out, err } = await run("check --config config.json", { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      api_key: 11,
      page_size: 100,
      emit_activate_version_messages: true,
      configs: ["config.json"],
    });
    expect(err).toBe("INFO the key is [redacted]\n");

    const env = { TAP_BLOG_API_KEY: "very-secret", TAP_BLOG_PAGE_SIZE: "7" };
    expect(JSON.parse((await run("check -c ENV", { env })).out)).toMatchObject({ page_size: 7 });

    const wrong = await run("check --config config.json", { cwd: folderWith({ page_size: "many" }) });
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain("config.json:api_key: not set");
    expect(wrong.err).toContain("config.json:page_size: found");
    expect(
      (await run("check -c config.json", { cwd: folderWith({ api_key: "k", page_size: 13 }) })).err,
    ).toContain("page_size: bad luck");
  });

  test("may read the environment first, so that files win, and leave settings out", async () => {
    const cwd = folderWith({ page_size: 13, api_key: { of: "no use" } });
    const env = { TAP_BLOG_API_KEY: "very-secret", TAP_BLOG_PAGE_SIZE: "7" };
    const read = async (argv: string) => JSON.parse((await run(argv, { cwd, env })).out);
    expect(await read("check --first --config config.json")).toMatchObject({ page_size: 13 });
    expect(await read("check --first")).toMatchObject({ page_size: 7 });
    expect(await read("check --first")).not.toHaveProperty("api_key");
  });

  test("may read what settings there are", async () => {
    const cwd = folderWith({ page_size: 13 });
    const { code, out } = await run("check --partial --config config.json", { cwd });
    expect(code).toBe(4);
    expect(JSON.parse(out)).toMatchObject({ page_size: 13 });
    expect((await run("check --partial")).code).toBe(4);
  });

  test("reads stdin, hides what it is told to, and gives its exit code", async () => {
    const stdin = [new TextEncoder().encode("a-new-token\n")];
    expect(await run("auth refresh", { stdin })).toEqual({
      code: 3,
      out: "",
      err: "WARNING got [redacted]\n\n",
    });
  });

  test.each([
    ["fail command", 3, "CRITICAL The token is no longer valid\n"],
    ["fail otherwise", 1, "CRITICAL Error: a defect\n"],
  ])("%s: exit code %d", async (argv, code, err) => {
    expect(await run(argv)).toEqual({ code, out: "", err });
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)(
    "that breaks off at %s ends with %d, one that ends in order with its own code",
    async (signal, code) => {
      const host = createMemoryHost({ argv: ["auth"] });
      const ended = runTap(tap, host);
      host.send(signal);
      expect(await ended).toBe(code);
      expect(host.err()).toBe(`INFO ${signal} received: stopping. Send it again to stop at once\n`);

      const server = createMemoryHost({ argv: ["receive"] });
      const stopped = runTap(tap, server);
      setImmediate(() => server.send(signal));
      expect(await stopped).toBe(5);
    },
  );

  test("stops quietly when nobody reads its output any more", async () => {
    let chunks = 0;
    const onStdout = (): void => {
      chunks += 1;
      if (chunks > 3) throw closedPipeError();
    };
    expect(await run("receive", { onStdout })).toMatchObject({ code: 0, err: "" });
  });
});
