import { describe, expect, test } from "vitest";
import { findings, now, run, simulated, type Run, type RunOptions } from "../../test/simulated.ts";
import type { Fetch } from "@tap-instagram/core";
import type { RunningSimulator } from "@tap-instagram/graph-simulator";
import { recordingName } from "../recording/recording.ts";

const path = `kept/${recordingName}`;

/** Texts of an account or its people. Urls, ids and cursors are found by their look. */
const privateFields = new Set([
  "alt_text",
  "biography",
  "caption",
  "name",
  "permalink",
  "shortcode",
  "text",
  "username",
  "website",
  "fbtrace_id",
  "after",
  "before",
]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Everything private in an answer, whatever it is nested in. */
function privatesIn(value: unknown, field = "", isMetric = false): string[] {
  if (typeof value === "string") {
    if (value.startsWith("{") || value.startsWith("[")) return privatesIn(parsed(value));
    const isPrivate =
      /^\d{9,}/.test(value) ||
      value.startsWith("http") ||
      (privateFields.has(field) && !(field === "name" && isMetric));
    return isPrivate ? [value, ...(/\d{9,}/.exec(value) ?? [])] : [];
  }
  if (typeof value === "number") return value > 1e9 && field !== "value" ? [String(value)] : [];
  if (Array.isArray(value)) return value.flatMap((one) => privatesIn(one, field, isMetric));
  if (!isRecord(value)) return [];
  const isEntry = "period" in value || "value" in value;
  return Object.entries(value).flatMap(([name, one]) => [
    ...(/^\d{9,}$/.test(name) ? [name] : []),
    ...(/expires|issued/.test(name) ? [] : privatesIn(one, name, isEntry)),
  ]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Every text of a file, keys included, as it reads when it is unescaped. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isRecord(value) ? Object.entries(value).flatMap(([name, one]) => [name, ...textsIn(one)]) : [];
}

interface RecordedRun extends Run {
  /** What the answers held that is private. */
  readonly privates: ReadonlySet<string>;
  readonly text: string | undefined;
}

async function record(simulator: RunningSimulator, options: RunOptions = {}): Promise<RecordedRun> {
  const privates = new Set<string>();
  const fetch: Fetch = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    for (const one of privatesIn(parsed(await response.clone().text()))) privates.add(one);
    return response;
  };
  const files = options.files ?? new Map<string, string>();
  const args = ["--record", "kept", ...(options.args ?? [])];
  const result = await run(simulator, { typed: "yes", fetch, ...options, files, args });
  return { ...result, privates, text: files.get(path) };
}

describe("a recording", () => {
  test.each([false, true])(
    "holds no secret, id, name, text or address of what was answered (Instagram host: %s)",
    async (instagram) => {
      const simulator = await simulated();
      const environment = { VERIFY_LIVE_APP_SECRET: simulator.tokens.appSecret };
      const { text = "", privates, exitCode, err } = await record(simulator, { instagram, environment });
      expect(exitCode).toBe(0);
      expect(err).toMatch(/\d+ answers can be kept\. \d+ ids and \d+ texts and addresses are replaced/);
      const kept = textsIn(JSON.parse(text)).join("\n");
      expect(kept.length).toBeGreaterThan(10_000);
      const secrets = Object.values(simulator.tokens).flatMap((token: string | Record<string, string>) =>
        typeof token === "string" ? [token] : Object.values(token),
      );
      expect(privates.size).toBeGreaterThan(500);
      const originals: string[] = [...privates, ...secrets];
      const survivors = originals.filter((one) => one.length > 2 && kept.includes(one));
      expect(survivors).toEqual([]);
    },
  );

  test("keeps what the API said in its own words", async () => {
    const simulator = await simulated();
    const { text = "", err } = await record(simulator, {
      args: ["--only", "errors,wrong-metrics-refused-by-name"],
    });
    for (const words of [
      "does not support the navigation, replies metric",
      "Tried accessing nonexisting field (verify_live_made_up) on node type (IGUser)",
    ]) {
      expect(text).toContain(words);
      expect(err).toContain(words);
    }
    expect(text).toContain('"media_product_type": "REELS"');
    expect(text).toContain("2026-09-21T19:00:00.000Z");
  });

  test("takes names out of sentences that came before the name was known", async () => {
    const simulator = await simulated();
    const [account] = simulator.world.accounts;
    const message = `(#100) ${account?.username} (${account?.id}) is not ready, says EAAGabcdefghijklmnopqrstuvwx`;
    simulator.faults.add({ match: { template: "/me", nth: 2 }, answer: { code: 100, message } });
    const { text = "" } = await record(simulator, { args: ["--only", "tokens,profile"] });
    expect(text).toMatch(/\(#100\) user-\d+ \(9\d+\) is not ready, says (?!EAAG)/);
  });

  test.each([
    ["no", false],
    ["", false],
    [" YES ", true],
  ])("is kept when a person types yes, not for %j", async (typed, isKept) => {
    const { text, err, exitCode } = await record(await simulated(), { typed, args: ["--only", "profile"] });
    expect(text !== undefined).toBe(isKept);
    expect(err).toContain(isKept ? "Kept in kept/recording.json" : "Nothing was kept");
    expect(exitCode).toBe(0);
  });

  test("is kept without a question when --yes confirms it", async () => {
    const args = ["--yes", "--only", "profile"];
    const { text, err } = await record(await simulated(), { typed: undefined, args });
    expect(text).toBeDefined();
    expect(err).not.toContain("Type yes");
  });

  test.each<[string, RunOptions, RegExp]>([
    ["without a terminal", { typed: undefined }, /a person has to confirm what is kept[^]*--yes confirms it/],
    [
      "into a folder that has one",
      { files: new Map([[path, "{}"]]) },
      /"kept": it has a recording\.json already/,
    ],
    ["together with --replay", { args: ["--replay", "kept"] }, /--record and --replay together/],
    ["together with --dry-run", { args: ["--dry-run"] }, /--dry-run and --record together/],
  ])("is refused %s, before anything is asked", async (_, options, message) => {
    const simulator = await simulated();
    const { exitCode, err } = await record(simulator, options);
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
    expect(simulator.requests().httpRequests).toBe(0);
  });
});

describe("a replay", () => {
  test.each([false, true])(
    "comes to the same verdicts and runs the tap, without the API (Instagram host: %s)",
    async (instagram) => {
      const simulator = await simulated();
      const files = new Map<string, string>();
      const live = await findings(simulator, { instagram, files, args: ["--record", "kept"], typed: "yes" });
      simulator.clearRequests();
      const environment = { VERIFY_LIVE_ACCESS_TOKEN: "" };
      const replayed = await findings(simulator, {
        files,
        args: ["--replay", "kept"],
        environment,
        nowMs: now + 40 * 86_400_000,
      });
      expect(simulator.requests().httpRequests).toBe(0);
      const verdicts = (found: typeof live) =>
        [...found.values()].map(({ name, verdict }) => [name, verdict]);
      expect(verdicts(replayed)).toEqual(verdicts(live));
      const { out } = await run(simulator, { files, args: ["--replay", "kept"], environment });
      expect(out).toMatch(
        /^Replaying \d+ answers of https:\/\/graph\.\w+\.com, v25\.0, recorded 2026-09-21T19/,
      );
      expect(out).toMatch(/tap-instagram --test ended with exit code 0; records: [^\n]*media 1/);
      expect(out).toMatch(/ answered as recorded, 0 with a similar answer, 0 not in the recording/);
    },
  );

  test("says what is not in the recording, and what the tap made of it", async () => {
    const simulator = await simulated();
    const files = new Map<string, string>();
    await run(simulator, { files, args: ["--record", "kept", "--only", "profile"], typed: "yes" });
    const recording: unknown = JSON.parse(files.get(path) ?? "");
    if (!isRecord(recording) || !Array.isArray(recording["exchanges"])) throw new TypeError("no exchanges");
    recording["exchanges"] = recording["exchanges"].filter(
      (one) => !JSON.stringify(one).includes("/stories"),
    );
    files.set(path, JSON.stringify(recording));
    const { out } = await run(simulator, { files, args: ["--replay", "kept", "--only", "profile"] });
    expect(out).toMatch(/tap-instagram --test ended with exit code [34]/);
    expect(out).toMatch(/ \d+ not in the recording\n {2}GET \/9\d+\/stories\?fields=id/);
  });

  test.each([
    [undefined, /there is no recording\.json/],
    ["{}", /is not a recording of format 1/],
    ["not JSON", /is not a recording of format 1/],
  ])("of %j is refused", async (text, message) => {
    const files = new Map(text === undefined ? [] : [[path, text]]);
    const { exitCode, err } = await run(await simulated(), { files, args: ["--replay", "kept"] });
    expect(exitCode).toBe(2);
    expect(err).toMatch(message);
  });
});
