import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runTap } from "../index.ts";
import { sampleTap } from "../testing-fixtures/sample-tap.ts";
import {
  closedPipeError,
  createMemoryHost,
  type MemoryHost,
  type MemoryHostOptions,
} from "../testing/memory-host.ts";

const token = "EAAB+secret/token";
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "singer-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}

async function run(
  argv: readonly string[],
  options: MemoryHostOptions = {},
): Promise<{
  code: number;
  out: string;
  err: string;
  lines: { type: string; [key: string]: unknown }[];
  host: MemoryHost;
}> {
  const host = createMemoryHost({ cwd: folder, ...options, argv });
  const code = await runTap(sampleTap, host);
  const lines = host.out().startsWith('{"type"')
    ? host
        .out()
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];
  return { code, out: host.out(), err: host.err(), lines, host };
}

function sync(
  settings: object = {},
  argv: readonly string[] = [],
  options: MemoryHostOptions = {},
): ReturnType<typeof run> {
  return run(["--config", file("config.json", { access_token: token, ...settings }), ...argv], options);
}

const types = (lines: readonly { type: string }[]): string => lines.map(({ type }) => type[0]).join("");

describe("a sync", () => {
  test("writes schema before records, state after each stream, and ends in STATE", async () => {
    const { code, lines } = await sync();
    expect(code).toBe(0);
    expect(types(lines)).toBe("SRRRSSRRRS");
    expect(lines[0]).toMatchObject({
      type: "SCHEMA",
      stream: "media",
      key_properties: ["id"],
      bookmark_properties: ["date"],
    });
    expect(lines[1]).toEqual({
      type: "RECORD",
      stream: "media",
      record: {
        id: "media-1",
        caption: "nul  lone  end",
        date: "2026-01-01T00:00:00Z",
        owner: { id: "o", tags: ["a"] },
      },
      time_extracted: "2026-07-01T00:00:00.000Z",
    });
    expect(lines.at(-1)).toEqual({
      type: "STATE",
      value: {
        bookmarks: {
          media: {
            partitions: [
              {
                context: { account: "1" },
                replication_key: "date",
                replication_key_value: "2026-01-03T00:00:00Z",
              },
            ],
          },
          users: {},
        },
      },
    });
  });

  test("hides the token in every log line, encoded too", async () => {
    const { err } = await sync();
    expect(err).toContain("INFO Token [redacted], at [redacted]\n");
    expect(err).not.toContain("secret");
  });

  test("counts records in lines that begin with INFO METRIC", async () => {
    const { err } = await sync();
    expect(err).toContain(
      '\nINFO METRIC: {"type":"counter","metric":"record_count","value":3,"tags":{"stream":"media"}}\n',
    );
  });

  test("follows catalog and state", async () => {
    const state = file("state.json", {
      bookmarks: {
        media: {
          partitions: [{ context: { account: "9" }, replication_key: "date", replication_key_value: "x" }],
        },
      },
    });
    const catalog = file("catalog.json", {
      streams: [
        {
          tap_stream_id: "media",
          metadata: [
            { breadcrumb: ["properties", "caption"], metadata: { selected: "false" } },
            { breadcrumb: [], metadata: { selected: true } },
          ],
        },
      ],
    });
    const { lines } = await sync({}, ["-p", catalog, "-s", state]);
    expect(types(lines)).toBe("SRRRS");
    expect(lines[1]?.record).not.toHaveProperty("caption");
    expect(JSON.stringify(lines.at(-1))).toContain('"account":"9"');
  });

  test("takes a whole STATE line as its state", async () => {
    const { lines } = await sync();
    const { lines: next } = await sync({}, ["--state", file("line.json", lines.at(-1))]);
    expect(next.at(-1)).toEqual(lines.at(-1));
  });

  test("ends in STATE although nothing was selected or found", async () => {
    const nothing = await sync({ behaviour: "nothing" });
    expect(types(nothing.lines)).toBe("SSSS");
    const unselected = await sync({}, ["--catalog", file("catalog.json", { streams: [] })]);
    expect(unselected.out).toBe('{"type":"STATE","value":{"bookmarks":{}}}\n');
  });

  test.each([
    ["partly", 4, "STATE", ""],
    ["fail later", 5, "STATE", "CRITICAL Quota gone"],
    ["break", 1, "STATE", "CRITICAL Error: the wire broke"],
  ])("ends in STATE when it goes wrong: %s", async (behaviour, exit, last, message) => {
    const { code, lines, err } = await sync({ behaviour });
    expect(code).toBe(exit);
    expect(lines.at(-1)?.type).toBe(last);
    expect(err).toContain(message);
    expect(err).not.toContain("    at ");
  });

  test("writes nothing when it fails before any record", async () => {
    const failed = await sync({ behaviour: "fail at once" });
    expect(failed).toMatchObject({ code: 3, out: "" });
    expect(failed.err).toContain("CRITICAL The token is no longer valid\nGet a new one\n");
    expect(await sync({ behaviour: "exit 3" })).toMatchObject({ code: 3, out: "" });
  });

  test.each([
    ["fail at once", 3],
    ["exit 3", 3],
    ["break", 1],
  ])("gives back the state that it was given, whatever goes wrong: %s", async (behaviour, exit) => {
    const state = { bookmarks: { media: { replication_key: "at", replication_key_value: "2026-01-01" } } };
    const { code, lines } = await sync({ behaviour }, ["--state", file("state.json", state)]);
    expect(code).toBe(exit);
    expect(lines.at(-1)).toMatchObject({ type: "STATE", value: { bookmarks: { media: {} } } });
  });

  test("shows the stack of a defect at level debug only", async () => {
    const { err } = await sync({ behaviour: "break" }, [], {
      env: { TAP_SAMPLE_LOGLEVEL: "DEBUG", LOGLEVEL: "ERROR" },
    });
    expect(err).toContain("    at ");
  });

  test.each(["endless", "endless, throws"])("ends in order at the first signal: %s", async (behaviour) => {
    const hosts: MemoryHost[] = [];
    const host = createMemoryHost({
      cwd: folder,
      argv: ["-c", file("config.json", { access_token: token, behaviour })],
      onStdout: (chunk) => {
        if (chunk.includes('"media-100"')) hosts[0]?.send("SIGTERM");
      },
    });
    hosts.push(host);
    expect(await runTap(sampleTap, host)).toBe(0);
    const lines = host.out().trimEnd().split("\n");
    expect(lines.at(-1)).toMatch(/^\{"type":"STATE"/);
    expect(host.err()).toContain("INFO SIGTERM received");
    expect(host.exits).toEqual([]);
    host.send("SIGTERM");
    expect(host.exits).toEqual([]);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("ends at once at a second signal: %s", async (signal, exit) => {
    const hosts: MemoryHost[] = [];
    let now = 0;
    const host = createMemoryHost({
      cwd: folder,
      argv: ["-c", file("config.json", { access_token: token, behaviour: "endless" })],
      now: () => now,
      onStdout: () => {
        if (hosts[0]?.exits.length !== 0) return;
        hosts[0].send(signal);
        now += 1000;
        hosts[0].send(signal);
      },
    });
    hosts.push(host);
    await runTap(sampleTap, host);
    expect(host.exits).toEqual([exit]);
  });

  test("takes signals within a second for one order, as timeout and npx send it to process and group", async () => {
    const hosts: MemoryHost[] = [];
    const host = createMemoryHost({
      cwd: folder,
      argv: ["-c", file("config.json", { access_token: token, behaviour: "endless" })],
      onStdout: () => {
        for (const signal of ["SIGINT", "SIGTERM", "SIGTERM"] as const) hosts[0]?.send(signal);
      },
    });
    hosts.push(host);
    expect(await runTap(sampleTap, host)).toBe(0);
    expect(host.exits).toEqual([]);
    expect(host.out().trimEnd().split("\n").at(-1)).toMatch(/^\{"type":"STATE"/);
  });

  test("stops quietly when nobody reads any more", async () => {
    let chunks = 0;
    const { code, err } = await sync({ behaviour: "endless" }, [], {
      onStdout: () => {
        chunks += 1;
        if (chunks > 3) throw closedPipeError();
      },
    });
    expect(code).toBe(0);
    expect(err).toContain("INFO Stopped, because the reader of stdout is gone");
    expect(err).not.toMatch(/CRITICAL|ERROR/);
  });

  test("fails when its output cannot be written for another reason", async () => {
    const { code, err } = await sync({ behaviour: "endless" }, [], {
      onStdout: () => {
        throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      },
    });
    expect(code).toBe(1);
    expect(err).toContain(
      "CRITICAL Cannot write to stdout: the disk is full: free some space, and run it again (ENOSPC)",
    );
  });

  test("waits for a slow reader instead of filling memory", async () => {
    let waiting = 0;
    let most = 0;
    const { code } = await sync({}, [], {
      onStdout: async () => {
        waiting += 1;
        most = Math.max(most, waiting);
        await new Promise((resolve) => setImmediate(resolve));
        waiting -= 1;
      },
    });
    expect(code).toBe(0);
    expect(most).toBe(1);
  });

  test("flattens when the settings say so", async () => {
    const { lines } = await sync({ flattening_enabled: "true", flattening_max_depth: "1" });
    expect(lines[0]).toMatchObject({
      schema: {
        properties: { owner__id: { type: ["string", "null"] }, owner__tags: { type: ["string", "null"] } },
      },
    });
    expect(lines[1]).toMatchObject({ record: { owner__id: "o", owner__tags: '["a"]' } });
    const { code, err } = await sync({ flattening_enabled: true });
    expect(code).toBe(1);
    expect(err).toContain("flattening_max_depth: not set");
  });

  test("activates versions of full loads after they are complete, when asked to", async () => {
    const { lines } = await sync({ emit_activate_version_messages: true });
    expect(types(lines)).toBe("SRRRSSRRRAS");
    const version = Date.UTC(2026, 6, 1) / 1000;
    expect(lines.filter((line) => line.version === version).map(({ stream }) => stream)).toEqual(
      Array.from({ length: 4 }, () => "users"),
    );
  });

  test("shows progress to a person only", async () => {
    const watched = await sync({}, [], { isTTY: true, isStdoutTTY: false });
    expect(watched.err).toContain("stream media · records 1\r\u001B[0J");
    expect((await sync()).err).not.toContain("\r");
  });
});

describe("discovery", () => {
  test("prints the catalog by lines, without settings, with a warning", async () => {
    const { code, out, err } = await run(["--discover"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      streams: [{ tap_stream_id: "media" }, { tap_stream_id: "users" }],
    });
    expect(out).toContain('\n      "tap_stream_id": "media",\n');
    expect(err).toMatch(/^WARNING Cannot use the settings:\n {2}access_token: not set/);
  });

  test("is silent on stderr with good settings, and takes a state", async () => {
    const { code, err } = await run([
      "-d",
      "-c",
      file("config.json", { access_token: token }),
      "--state",
      "none.json",
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});

describe("a test", () => {
  test.each([[["--test"]], [["--test=all"]], [["--test=records"]]])(
    "%j writes one record of each stream",
    async (flags) => {
      const { code, lines } = await sync({ behaviour: "endless" }, flags);
      expect(code).toBe(0);
      expect(types(lines.filter(({ type }) => type !== "STATE"))).toBe("SRSR");
    },
  );

  test("=schema writes schemas only", async () => {
    expect(types((await sync({}, ["--test=schema"])).lines)).toBe("SS");
  });
});

describe("the command line", () => {
  test.each([
    [["--discovr"], "There is no flag --discovr; did you mean --discover?"],
    [["--configs=x"], "There is no flag --configs; did you mean --config?"],
    [["-x"], "There is no flag -x"],
    [["--config"], "The flag --config needs a value: --config FILE"],
    [["--config", "  "], "The flag --config needs a value: --config FILE"],
    [["--config", "--discover"], "The flag --config needs a value"],
    [["--about=yes"], "The flag --about takes no value"],
    [["--about", "--format", "jsn"], "takes json or markdown or text, not jsn; did you mean json?"],
    [["--test=schemas"], "did you mean schema?"],
    [["-s", "a.json", "--state=b.json"], "The flag --state can be given only once"],
    [["discover"], 'Unexpected argument "discover"; did you mean --discover?'],
    [["--dry-run"], "There is no flag --dry-run: this tap cannot tell beforehand what a sync costs"],
    [["--", "-d"], 'Unexpected argument "-d"'],
  ])("refuses %j with exit code 2", async (argv, message) => {
    const { code, out, err } = await run(argv);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(message);
    expect(err).toContain('Run "tap-sample --help"');
  });

  test("prints version and help", async () => {
    expect(await run(["--version"])).toMatchObject({ code: 0, out: "tap-sample v1.2.3\n", err: "" });
    const { out } = await run(["-h", "--config", "missing.json"]);
    expect(out).toMatchInlineSnapshot(`
      "tap-sample v1.2.3
      Reads samples.

      Usage:
        tap-sample --about
            Show what it reads, and all settings
        tap-sample --config config.json --discover > catalog.json
            List what can be synced
        tap-sample --config config.json --test
            Read one record of each stream
        tap-sample --config config.json --catalog catalog.json --state state.json
            Sync

      Flags:
        -c, --config FILE           Settings as JSON. Repeatable, later files win. ENV reads the
                                    environment and .env
        -p, --catalog FILE          The catalog: what to sync, as --discover prints it (older name:
                                    --properties)
        -s, --state FILE            Where to continue: the last STATE of the previous sync. A file, or
                                    an https address to GET
        --state-output URL          Also write the last state there, with PUT, at the end of the sync
        -d, --discover              Print the catalog of all streams
        --test[=all|schema]         Try the settings: write one record per stream, or only the schemas
        --about                     Show what this plugin does, and all its settings
        --format json|markdown      How to show what is printed (default: text)
        --version                   Show the version
        -h, --help                  Show this help

      Commands (each has --help):
        state merge                 Merge states
      "
    `);
  });

  test.each([[["--about", "--format", "json"]], [["--format=json", "--about"]]])(
    "%j prints pure JSON in the SDK's order",
    async (argv) => {
      const { out } = await run(argv);
      const about: object = JSON.parse(out);
      expect(Object.keys(about)).toEqual([
        "name",
        "description",
        "version",
        "sdk_version",
        "supported_python_versions",
        "capabilities",
        "settings",
      ]);
      expect(about).toMatchObject({
        sdk_version: expect.stringMatching(/^@tap-instagram\/singer \d+\.\d+\.\d+/),
        supported_python_versions: null,
        settings: {
          type: "object",
          required: ["access_token"],
          properties: {
            access_token: { type: ["string"], title: "Token", secret: true, writeOnly: true },
            page_size: { type: ["integer", "null"], default: 100, minimum: 1, maximum: 100 },
            login: { enum: ["auto", "facebook"] },
            start_date: { format: "date-time" },
            accounts: { type: ["array", "null"], items: { type: "string" } },
          },
        },
      });
    },
  );

  test("prints --about as text and markdown", async () => {
    expect((await run(["--about"])).out).toMatchInlineSnapshot(`
      "tap-sample v1.2.3
      Reads samples.

      Capabilities: catalog, state, discover, about, test, schema-flattening, activate-version, stream-maps

      Settings:
        access_token (text, required, secret)
            The key to the door.
            TAP_SAMPLE_ACCESS_TOKEN
        accounts (list)
            Which accounts to read.
            TAP_SAMPLE_ACCOUNTS
        page_size (integer, default 100)
            Records per page.
            TAP_SAMPLE_PAGE_SIZE
        login (auto | facebook, default "auto")
            How to log in.
            TAP_SAMPLE_LOGIN
        start_date (date, default two years ago)
            The first day.
            TAP_SAMPLE_START_DATE
        verbose (boolean, default false)
            Say | more.
            TAP_SAMPLE_VERBOSE
        reports (objects)
            Reports of your own.
            TAP_SAMPLE_REPORTS
        behaviour (text, default "")
            What the sample does.
            TAP_SAMPLE_BEHAVIOUR
        flattening_enabled (boolean, default false)
            Turns nested objects into columns: \`owner.id\` becomes \`owner__id\`.
            TAP_SAMPLE_FLATTENING_ENABLED
        flattening_max_depth (integer)
            How many levels of nested objects become columns. Deeper levels become JSON text. Required when
            flattening is enabled. 0 changes nothing.
            TAP_SAMPLE_FLATTENING_MAX_DEPTH
        flattening_separator (text, default "__")
            Text between the names of parent and child in a flattened column.
            TAP_SAMPLE_FLATTENING_SEPARATOR
        emit_activate_version_messages (boolean, default false)
            After a complete full load, tells the target to delete the records that no longer exist.
            TAP_SAMPLE_EMIT_ACTIVATE_VERSION_MESSAGES
        stream_maps (object)
            What becomes of streams and columns before a target sees them, by the rules of Meltano's SDK:
            leave out (\`null\`, in YAML \`__NULL__\`), rename (\`new: old\`, \`__alias__\`), add a constant
            (\`region: 'eu'\`), leave out the rest (\`__else__\`), choose the key (\`__key_properties__\`), and
            hash with a secret key (\`hmac_sha256(username)\`). What is left out is not even asked for. Names
            are those that discovery shows; a name that the tap does not have is refused.
            TAP_SAMPLE_STREAM_MAPS
        stream_maps_hash_key (text, secret)
            Key of \`hmac_sha256\` in stream_maps, at least 16 characters that cannot be guessed, for example
            from \`openssl rand -hex 32\`. Keep it: with another key, the same name has another hash.
            TAP_SAMPLE_STREAM_MAPS_HASH_KEY
      "
    `);
    expect((await run(["--about", "--format=markdown"])).out).toMatchInlineSnapshot(`
      "# tap-sample

      Reads samples.

      Version 1.2.3

      ## Capabilities

      - \`catalog\`
      - \`state\`
      - \`discover\`
      - \`about\`
      - \`test\`
      - \`schema-flattening\`
      - \`activate-version\`
      - \`stream-maps\`

      ## Settings

      | setting | value | default | what it is |
      | --- | --- | --- | --- |
      | [\`access_token\`](#access_token) | text | **required** | Token |
      | [\`accounts\`](#accounts) | list of texts | none | Accounts |
      | [\`page_size\`](#page_size) | an integer from 1 to 100 | \`100\` | Page size |
      | [\`login\`](#login) | \`auto\`, \`facebook\` | \`"auto"\` | Login |
      | [\`start_date\`](#start_date) | date or date-time (RFC 3339) | two years ago | Start |
      | [\`verbose\`](#verbose) | \`true\` or \`false\` | \`false\` | Verbose |
      | [\`reports\`](#reports) | list of objects | none | Reports |
      | [\`behaviour\`](#behaviour) | text | \`""\` | Behaviour |
      | [\`flattening_enabled\`](#flattening_enabled) | \`true\` or \`false\` | \`false\` | Flatten nested objects |
      | [\`flattening_max_depth\`](#flattening_max_depth) | an integer from 0 to 100 | none | Flattening depth |
      | [\`flattening_separator\`](#flattening_separator) | text | \`"__"\` | Flattening separator |
      | [\`emit_activate_version_messages\`](#emit_activate_version_messages) | \`true\` or \`false\` | \`false\` | Emit ACTIVATE_VERSION |
      | [\`stream_maps\`](#stream_maps) | JSON object | none | Stream maps |
      | [\`stream_maps_hash_key\`](#stream_maps_hash_key) | text | none | Key of hashes |

      ### access_token

      The key to the door.

      - Value: text; secret, never shown
      - Default: **required**
      - Environment: \`TAP_SAMPLE_ACCESS_TOKEN\`

      ### accounts

      Which accounts to read.

      - Value: list of texts
      - Default: none
      - Environment: \`TAP_SAMPLE_ACCOUNTS\`
      - Also read as: \`ig_user_ids\`

      ### page_size

      Records per page.

      - Value: an integer from 1 to 100
      - Default: \`100\`
      - Environment: \`TAP_SAMPLE_PAGE_SIZE\`

      ### login

      How to log in.

      - Value: \`auto\`, \`facebook\`
      - Default: \`"auto"\`
      - Environment: \`TAP_SAMPLE_LOGIN\`
      - \`auto\`: Whatever fits

      ### start_date

      The first day.

      - Value: date or date-time (RFC 3339)
      - Default: two years ago
      - Environment: \`TAP_SAMPLE_START_DATE\`

      ### verbose

      Say | more.

      - Value: \`true\` or \`false\`
      - Default: \`false\`
      - Environment: \`TAP_SAMPLE_VERBOSE\`

      ### reports

      Reports of your own.

      - Value: list of objects
      - Default: none
      - Environment: \`TAP_SAMPLE_REPORTS\`

      ### behaviour

      What the sample does.

      - Value: text
      - Default: \`""\`
      - Environment: \`TAP_SAMPLE_BEHAVIOUR\`

      ### flattening_enabled

      Turns nested objects into columns: \`owner.id\` becomes \`owner__id\`.

      - Value: \`true\` or \`false\`
      - Default: \`false\`
      - Environment: \`TAP_SAMPLE_FLATTENING_ENABLED\`

      ### flattening_max_depth

      How many levels of nested objects become columns. Deeper levels become JSON text. Required when flattening is enabled. 0 changes nothing.

      - Value: an integer from 0 to 100
      - Default: none
      - Environment: \`TAP_SAMPLE_FLATTENING_MAX_DEPTH\`

      ### flattening_separator

      Text between the names of parent and child in a flattened column.

      - Value: text
      - Default: \`"__"\`
      - Environment: \`TAP_SAMPLE_FLATTENING_SEPARATOR\`

      ### emit_activate_version_messages

      After a complete full load, tells the target to delete the records that no longer exist.

      - Value: \`true\` or \`false\`
      - Default: \`false\`
      - Environment: \`TAP_SAMPLE_EMIT_ACTIVATE_VERSION_MESSAGES\`

      ### stream_maps

      What becomes of streams and columns before a target sees them, by the rules of Meltano's SDK: leave out (\`null\`, in YAML \`__NULL__\`), rename (\`new: old\`, \`__alias__\`), add a constant (\`region: 'eu'\`), leave out the rest (\`__else__\`), choose the key (\`__key_properties__\`), and hash with a secret key (\`hmac_sha256(username)\`). What is left out is not even asked for. Names are those that discovery shows; a name that the tap does not have is refused.

      - Value: JSON object
      - Default: none
      - Environment: \`TAP_SAMPLE_STREAM_MAPS\`

      ### stream_maps_hash_key

      Key of \`hmac_sha256\` in stream_maps, at least 16 characters that cannot be guessed, for example from \`openssl rand -hex 32\`. Keep it: with another key, the same name has another hash.

      - Value: text; secret, never shown
      - Default: none
      - Environment: \`TAP_SAMPLE_STREAM_MAPS_HASH_KEY\`
      "
    `);
  });
});

describe("wrong input", () => {
  test("names every problem of settings, catalog and state at once", async () => {
    const { code, out, err } = await run([
      "--config",
      file("config.json", { page_size: "many", login: "face", verbose: 3, start_date: "soon", pagesize: 5 }),
      "--catalog",
      file("catalog.json", { streams: 5 }),
      "--state",
      file("state.json", { bookmarks: 5 }),
    ]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toBe(
      `WARNING config.json: unknown setting "pagesize" is ignored; did you mean "page_size"?
CRITICAL Cannot start the sync:
  config.json:access_token: not set, but it is required (Token): set it in a config file, or in the variable TAP_SAMPLE_ACCESS_TOKEN with --config ENV
  config.json:page_size: found "many", wanted an integer from 1 to 100
  config.json:login: found "face", wanted one of auto, facebook
  config.json:start_date: found "soon", wanted a date such as 2026-01-31 or 2026-01-31T00:00:00Z
  config.json:verbose: found 3, wanted true or false
  catalog.json: streams: found 5, wanted a list of streams
  state.json: bookmarks: found 5, wanted an object by stream
`,
    );
  });

  test.each([
    ["missing.json", "missing.json: there is no such file"],
    [".", ".: this is a folder, wanted a file"],
  ])("names a file that cannot be read: %s", async (path, message) => {
    const { code, err } = await run(["--config", path]);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  test("names line and column of broken JSON", async () => {
    const { err } = await run(["--config", file("config.json", '{\n  "a": 1,\n}')]);
    expect(err).toContain('config.json: Cannot read JSON at 3:1: found "}": Quoted object key expected');
  });

  test("says of a state that is not there yet how the first run goes", async () => {
    const { code, err } = await sync({}, ["--state", "missing.json"]);
    expect(code).toBe(1);
    expect(err).toContain(
      "missing.json: there is no such file: the first run goes without --state, and each later one with the state that the target printed",
    );
  });

  test("takes an empty state file as an empty state, and says so", async () => {
    const { code, err } = await sync({}, ["--state", file("state.json", " \n")]);
    expect(code).toBe(0);
    expect(err).toMatch(/WARNING \S*state\.json is empty, so the sync begins anew/);
  });

  test.each([
    ["the last line", '{"bookmarks":{"a":{}}}\n{"bookmarks":{"b":{}}}\n', { b: {} }, false],
    [
      "the last STATE",
      '{"type":"STATE","value":{}}\n\n{"type":"STATE","value":{"bookmarks":{"b":{}}}}',
      { b: {} },
      false,
    ],
    ["the line before one that is cut", '{"bookmarks":{"a":{}}}\n{"bookmarks":{"b', { a: {} }, true],
  ])("takes %s of what a target printed", async (_, text, bookmarks, isCut) => {
    const { code, err, out } = await sync({}, ["--state", file("state.json", text)]);
    expect(code).toBe(0);
    expect(JSON.parse(out.trimEnd().split("\n").at(-1) ?? "").value.bookmarks).toMatchObject(bookmarks);
    expect(err.includes("state.json is cut: the state of the line before it is used")).toBe(isCut);
  });

  test.each([
    [
      "a line that is cut and has a line break",
      '{"bookmarks":{}}\n{"bookmarks":{"b\n',
      "line 2 is not a state",
    ],
    ["what a tap printed", '{"type":"SCHEMA"}\n{"type":"STATE","value":{}}\n', "Cannot read JSON at 2:1"],
    ["JSON over several lines that is cut", '{\n  "bookmarks": {\n', "Cannot read JSON at 3:1"],
  ])("refuses %s as a state", async (_, text, message) => {
    const { code, err } = await sync({}, ["--state", file("state.json", text)]);
    expect(code).toBe(1);
    expect(err).toContain(message);
  });

  test("lets the tap check settings together", async () => {
    const { code, err } = await sync({ accounts: "nobody" });
    expect(code).toBe(1);
    expect(err).toContain('accounts: nobody is there, not even "nobody"');
  });
});
