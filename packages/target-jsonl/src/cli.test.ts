import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  cliCommand,
  isOtherCommand,
  lines,
  record,
  run as runCommand,
  sandbox,
  schema,
  start,
  state,
  until,
} from "../test/run-cli.ts";
import { run } from "../test/run-in-process.ts";

describe("target-jsonl", () => {
  test("writes one file per stream with the records as they came, and prints the newest state", async () => {
    using box = sandbox();
    const raw = '{ "id": 1, "price": 1.0, "big": 12345678901234567890, "text": "\\u00e9 é \\/" }';
    const input =
      lines(schema("users"), schema("media")) +
      `{"type": "RECORD", "stream": "users", "record": ${raw}, "time_extracted": "2026-01-02T00:00:00Z"}\r\n` +
      lines(state({ at: 1 }), record("media", { id: 7 }), record("users", { id: 2 }), state({ at: 2 }));
    const { code, stdout, stderr } = await runCommand(box.config(), input);
    expect(stderr).not.toMatch(/error|exception/i);
    expect(stderr).toContain("2 rows");
    expect(code).toBe(0);
    expect(stdout).toBe('{"at":2}\n');
    expect(box.files()).toEqual({ "users.jsonl": `${raw}\n{"id":2}\n`, "media.jsonl": '{"id":7}\n' });
  });

  test("appends to what is there, and prints a state though records follow it", async () => {
    using box = sandbox();
    for (const id of [1, 2]) {
      const { stdout } = await run(
        box.config(),
        lines(schema("users"), state({ at: id }), record("users", { id })),
      );
      expect(stdout).toBe(`{"at":${id}}\n`);
    }
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n{"id":2}\n' });
  });

  test("keeps the state that was acknowledged when a later one is null", async () => {
    using box = sandbox();
    const input = lines(schema("users"), state({ at: 1 }), record("users", { id: 1 }), state(null));
    expect((await run(box.config(), input)).stdout).toBe('{"at":1}\n');
    expect((await run(box.config(), lines(state(null)))).stdout).toBe("");
  });

  test("says so when nothing comes", async () => {
    using box = sandbox();
    const { code, stdout, stderr } = await run(box.config(), "");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("WARNING Nothing came on the input");
  });

  test("prints every digit of a state", async () => {
    using box = sandbox();
    const input =
      '{"type":"STATE","value":{"ids":["17841400000000001",17841400000000001],"n":9007199254740991,"x":1.5}}\n';
    const { stdout } = await run(box.config(), input);
    expect(stdout).toBe('{"ids":["17841400000000001",17841400000000001],"n":9007199254740991,"x":1.5}\n');
  });

  test("mends a torn last line, with a warning", async () => {
    using box = sandbox();
    mkdirSync(box.output);
    writeFileSync(join(box.output, "users.jsonl"), '{"id":1}\n{"id":');
    const { code, stderr } = await run(box.config(), lines(schema("users"), record("users", { id: 2 })));
    expect(code).toBe(0);
    expect(stderr).toMatch(/WARNING .*users\.jsonl: removed the last 6 bytes/);
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n{"id":2}\n' });
  });

  test("names files by custom_name and the time of the run", async () => {
    using box = sandbox();
    const config = box.config({ custom_name: "nightly-{stream}", do_timestamp_file: "true" });
    await run(
      config,
      lines(schema("users"), record("users", { id: 1 }), schema("media"), record("media", { id: 1 })),
    );
    const names = Object.keys(box.files());
    expect(names).toHaveLength(2);
    const [media = "", users = ""] = names;
    expect(users).toMatch(/^nightly-users-\d{8}T\d{6}\.jsonl$/);
    expect(media).toBe(users.replace("users", "media"));
  });

  test("writes to the current folder when destination_path is empty", async () => {
    using box = sandbox();
    mkdirSync(box.output);
    const config = box.config({ destination_path: "" });
    await runCommand(config, lines(schema("users"), record("users", { id: 1 })), { cwd: box.output });
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n' });
  });

  test("gives streams with odd names files of their own inside the folder", async () => {
    using box = sandbox();
    const streams = [
      "test:SpecialChars!in?attributes",
      "../x",
      "CON",
      "Users",
      "users",
      "a/b",
      "a%2Fb",
      "x".repeat(400),
    ];
    const input = lines(...streams.flatMap((name, id) => [schema(name), record(name, { id })]));
    expect((await run(box.config(), input)).code).toBe(0);
    expect(Object.values(box.files()).toSorted()).toEqual(streams.map((_, id) => `{"id":${id}}\n`));
    expect(Object.keys(box.files()).every((name) => name.length <= 255)).toBe(true);
  });

  test("accepts streams without a key, blank lines, a byte order mark and a last line without newline", async () => {
    using box = sandbox();
    const input = `\ufeff${lines(schema("users", null), schema("media", []))}\n  \r\n${lines(record("users", {}))}${lines(record("media", {})).trimEnd()}`;
    expect(await run(box.config(), input)).toMatchObject({ code: 0, stdout: "" });
    expect(box.files()).toEqual({ "users.jsonl": "{}\n", "media.jsonl": "{}\n" });
  });

  test("takes a new schema in the middle of a stream", async () => {
    using box = sandbox();
    const input = lines(
      schema("users"),
      record("users", { id: 1 }),
      schema("users", ["key"]),
      record("users", { key: 2 }),
    );
    expect((await run(box.config(), input)).code).toBe(0);
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n{"key":2}\n' });
  });

  const good = lines(
    schema("users"),
    record("users", { id: 1 }),
    state({ at: 1 }),
    record("users", { id: 2 }),
  );
  test.each([
    [
      "a line that is no JSON",
      '{"type":"RECORD","stream":"users","record":{"id":3\n',
      'line 5 of the input (stream "users"): found the end of the line',
    ],
    [
      "NaN",
      '{"type":"RECORD","stream":"users","record":{"id":NaN}}\n',
      'line 5 of the input (stream "users"): found "N"',
    ],
    ["a torn last line", '{"type":"REC', "line 5 of the input"],
    [
      "bytes that are no text",
      Buffer.from('{"type":"RECORD","stream":"users","record":{"id":"\xff"}}\n', "latin1"),
      "line 5 of the input",
    ],
    ["an array", "[]\n", "line 5 of the input"],
    [
      "a message without type",
      '{"stream":"users"}\n',
      'line 5 of the input (stream "users"): the message has no "type"',
    ],
    ["an unknown type", lines({ type: "GREETING", stream: "users" }), 'unknown type "GREETING"'],
    [
      "a record before its schema",
      lines(record("media", { id: 1 })),
      'line 5 of the input (stream "media"): no SCHEMA',
    ],
    [
      "a record that lacks a key",
      lines(record("users", { no: 1 })),
      'line 5 of the input (stream "users"): the RECORD lacks the key property "id"',
    ],
    ["a RECORD without record", lines({ type: "RECORD", stream: "users" }), 'the RECORD has no "record"'],
    ["a RECORD without stream", lines({ type: "RECORD", record: {} }), 'the RECORD has no "stream"'],
    ["a STATE without value", lines({ type: "STATE" }), 'the STATE has no "value"'],
    [
      "a SCHEMA without properties",
      lines({ type: "SCHEMA", stream: "media", schema: {}, key_properties: [] }),
      'line 5 of the input (stream "media"): the SCHEMA has no "properties"',
    ],
  ])("stops at %s, naming the place, with all before it saved", async (_name, bad, message) => {
    using box = sandbox();
    const { code, stdout, stderr } = await run(
      box.config(),
      Buffer.concat([Buffer.from(good), Buffer.from(bad)]),
    );
    expect(stderr).toMatch(/^CRITICAL /m);
    expect(stderr).toContain(message);
    expect(code).toBe(1);
    expect(stdout).toBe('{"at":1}\n');
    expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n{"id":2}\n' });
  });

  test("prints a state soon after it came, while the input stays open", async () => {
    using box = sandbox();
    const { child, ended, stdout } = start(box.config());
    child.stdin.write(good);
    await until(() => stdout() !== "");
    expect(stdout()).toBe('{"at":1}\n');
    expect(readFileSync(join(box.output, "users.jsonl"), "utf8")).toContain('{"id":1}\n');
    child.stdin.end();
    expect(await ended).toMatchObject({ code: 0, stdout: '{"at":1}\n' });
  });

  test.skipIf(isOtherCommand)(
    "prints states on time though the clock of the machine steps back",
    async () => {
      using box = sandbox();
      // An hour with each look at it.
      const steps = "const { now } = Date; let looks = 0; Date.now = () => now() - 3_600_000 * (looks += 1);";
      const [node = "", ...args] = cliCommand;
      const command = [node, "--import", `data:text/javascript,${encodeURIComponent(steps)}`, ...args];
      const { child, ended, stdout } = start(box.config(), { command });
      for (const at of [1, 2]) {
        child.stdin.write(lines(schema("users"), record("users", { id: at }), state({ at })));
        await until(() => stdout().includes(`{"at":${at}}`));
      }
      child.stdin.end();
      expect(await ended).toMatchObject({ code: 0, stdout: '{"at":1}\n{"at":2}\n' });
    },
  );

  test.skipIf(process.platform === "win32").each(["append-only", "upsert", "overwrite"])(
    "writes to any number of streams where a process may open 64 files: %s",
    async (method) => {
      using box = sandbox();
      const limited = ["sh", "-c", 'ulimit -n 64; exec "$@"', "sh", ...cliCommand];
      const names = Array.from({ length: 100 }, (_, index) => `s${index}`);
      const rows = [1, 2, 3].flatMap((id) => names.map((name) => record(name, { id })));
      const input = lines(...names.map((name) => schema(name)), ...rows, state(1));
      const ended = await runCommand(box.config({ load_method: method }), input, { command: limited });
      expect(ended).toMatchObject({ code: 0, stdout: "1\n" });
      expect(Object.values(box.files())).toEqual(names.map(() => '{"id":1}\n{"id":2}\n{"id":3}\n'));
    },
  );

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "saves what it read on %s and ends with 0, though its input stays open",
    async (signal) => {
      using box = sandbox();
      const { child, ended, stdout, stderr } = start(box.config({ validate_records: "warn" }));
      child.stdin.write(good);
      await until(() => stdout() !== "");
      const misfit = record("users", { id: "4" });
      child.stdin.write(
        lines(record("users", { id: 3 }), state({ at: 3 }), misfit) + '{"type":"RECORD","stream":"us',
      );
      // It is told at once, and so all before it was read.
      await until(() => stderr().includes("does not fit"));
      child.kill(signal);
      expect(await ended).toMatchObject({ code: 0, stdout: '{"at":1}\n{"at":3}\n' });
      expect(box.files()).toEqual({ "users.jsonl": '{"id":1}\n{"id":2}\n{"id":3}\n{"id":"4"}\n' });
    },
  );

  // Windows has no FIFOs, and links need a privilege there.
  test.skipIf(process.platform === "win32").each([
    ["a FIFO", "there is a file", (path: string) => execFileSync("mkfifo", [path])],
    [
      "a link to nothing",
      "found a link that leads to no folder",
      (path: string) => symlinkSync("none", path),
    ],
    [
      "a link to itself",
      "there is a link that leads to itself",
      (path: string) => symlinkSync("output", path),
    ],
  ])("refuses a destination that is %s", async (_, message, make) => {
    using box = sandbox();
    make(box.output);
    const { code, stdout, stderr } = await run(box.config(), good);
    expect(stderr).toContain(`CRITICAL Cannot create the folder ${box.output}: ${message}`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  // Windows has no FIFOs.
  test.skipIf(process.platform === "win32").each([
    ["that nobody writes to", "true"],
    ["whose writer says nothing", 'exec sleep 60 > "$0"'],
  ])("ends at SIGTERM with an --input %s", async (_, writing) => {
    using box = sandbox();
    const fifo = join(box.folder, "fifo");
    execFileSync("mkfifo", [fifo]);
    const writer = spawn("sh", ["-c", writing, fifo]);
    const { child, ended } = start([...box.config(), "--input", fifo]);
    await until(() => existsSync(box.output));
    await new Promise((resolve) => setTimeout(resolve, 100));
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, stdout: "" });
    writer.kill();
  });

  test("refuses a destination that is a file, and leaves the file alone", async () => {
    using box = sandbox();
    writeFileSync(box.output, "precious");
    const { code, stdout, stderr } = await run(box.config(), good);
    expect(stderr).toMatch(/CRITICAL Cannot create the folder .*: there is a file, wanted a folder/);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(readFileSync(box.output, "utf8")).toBe("precious");
  });

  test.runIf(process.platform === "linux")("refuses a destination where no folder can be made", async () => {
    using box = sandbox();
    const folder = "/proc/target-jsonl/output";
    const { code, stdout, stderr } = await runCommand(box.config({ destination_path: folder }), good);
    expect(stderr).toContain(`CRITICAL Cannot create the folder ${folder}: `);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  });

  test.runIf(process.platform === "linux")(
    "stops with whole lines and no state beyond them when a file may not grow",
    async () => {
      using box = sandbox();
      const limited = ["sh", "-c", 'trap "" XFSZ; ulimit -f 3000; exec "$@"', "sh", ...cliCommand];
      const rows = Array.from({ length: 20_000 }, (_, id) => record("media", { id, text: "x".repeat(100) }));
      const input = good + lines(schema("media"), ...rows, state({ at: 2 }));
      const { code, stdout, stderr } = await runCommand(box.config(), input, { command: limited });
      expect(stderr).toMatch(/CRITICAL Cannot write to .*media\.jsonl: the file has reached .* \(EFBIG\)/);
      expect(code).toBe(1);
      expect(stdout).not.toContain("2");
      expect(readFileSync(join(box.output, "media.jsonl"), "utf8")).toMatch(/\}\n$/);
    },
  );

  test.runIf(process.platform === "linux")(
    "takes back a row of which the disk took only a part, and nothing that another process wrote",
    async () => {
      using box = sandbox();
      const limited = ["sh", "-c", 'trap "" XFSZ; ulimit -f 3000; exec "$@"', "sh", ...cliCommand];
      const rows = Array.from({ length: 20_000 }, (_, id) => record("users", { id, text: "x".repeat(100) }));
      const { child, ended, stdout } = start(box.config(), { command: limited });
      child.stdin.write(lines(schema("users"), record("users", { id: 0 }), state({ at: 0 })));
      await until(() => stdout() !== "");
      const path = join(box.output, "users.jsonl");
      appendFileSync(path, `{"of":"another"}\n`.repeat(20_000));
      child.stdin.end(lines(...rows, state({ at: 1 })));
      const { code, stderr } = await ended;
      expect(stderr).toContain("(EFBIG)");
      expect(code).toBe(1);
      const text = readFileSync(path, "utf8");
      expect(text.match(/another/g)).toHaveLength(20_000);
      expect(text.length).toBeGreaterThan(1_000_000);
      expect(text.endsWith("}\n")).toBe(true);
    },
  );
});
