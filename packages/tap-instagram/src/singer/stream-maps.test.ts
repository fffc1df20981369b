import { createHmac } from "node:crypto";
import type { JsonObject } from "@tap-instagram/singer";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogOf, discoveryCalls, run, simulated } from "../../test/run.ts";

const world = { accounts: [{ posts: { count: 12, comments: 3 } }] };
const key = "0123456789abcdef0123456789abcdef";
const hashOf = (text: unknown): string => createHmac("sha256", key).update(String(text)).digest("hex");

/** So that no name of who comments leaves in clear. */
const privateComments: JsonObject = {
  username: "hmac_sha256(username)",
  commenter_id: "hmac_sha256(record['from']['id'])",
  from: null,
  user: null,
  text: null,
};

describe("stream maps of the tap", () => {
  test("hash who comments: no name is in the output, and rows still join", async () => {
    const simulator = await simulated({ world });
    const catalog = catalogOf({ comments: "all" });
    const clear = await run(simulator, { catalog });
    const hashed = await run(simulator, {
      catalog,
      settings: { stream_maps: { comments: privateComments }, stream_maps_hash_key: key },
    });
    expect(hashed.exitCode).toBe(0);
    const names = clear.records("comments").map(({ username }) => username);
    expect(names.length).toBeGreaterThan(10);
    expect(hashed.records("comments").map(({ username }) => username)).toEqual(
      names.map((name) => (name === null ? null : hashOf(name))),
    );
    for (const name of new Set(names)) expect(hashed.out).not.toContain(`"${String(name)}"`);
    expect(hashed.out + hashed.log).not.toContain(key);
    expect(hashed.records("comments").map(({ id }) => id)).toEqual(
      clear.records("comments").map(({ id }) => id),
    );
  });

  test("ask for nothing that is left out", async () => {
    const simulator = await simulated({ world });
    const settings = { stream_maps: { users: { website: null }, __else__: null } };
    const { exitCode, messages } = await run(simulator, { settings });
    expect(exitCode).toBe(0);
    expect(simulator.requests().quotaCalls).toBe(discoveryCalls);
    expect(messages.flatMap((one) => (one.type === "SCHEMA" ? [one.stream] : []))).toEqual(["users"]);
    expect(JSON.stringify(simulator.requests().entries)).not.toContain("website");
  });

  test("rename a stream whose bookmark a run without the map takes up", async () => {
    const simulator = await simulated({ world });
    const catalog = catalogOf(
      { media: ["caption", "timestamp"] },
      { media: { "replication-method": "INCREMENTAL" } },
    );
    const maps = { media: { __alias__: "posts", published_at: "timestamp", timestamp: null } };
    const first = await run(simulator, { catalog, settings: { stream_maps: maps } });
    expect(first.records("posts")).toHaveLength(12);
    expect(first.records("posts")[0]).toHaveProperty("published_at");
    expect(first.records("media")).toEqual([]);
    const settings = { media_lookback_days: 0 };
    const plain = await run(simulator, { catalog, settings, state: first.finalState() });
    expect(plain.records("media").length).toBeLessThanOrEqual(1);
    expect(plain.finalState()).toEqual(first.finalState());
  });

  test("are accepted as docs/stream-maps.md shows them", async () => {
    const simulator = await simulated({ world });
    const page = readFileSync(new URL("../../../../docs/stream-maps.md", import.meta.url), "utf8");
    const examples = [...page.matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = ""]) => JSON.parse(text));
    expect(examples).toHaveLength(2);
    for (const settings of examples) {
      const { exitCode, log } = await run(simulator, { settings, args: ["--test=schema"] });
      expect({ exitCode, warnings: log.includes("WARNING") }).toEqual({ exitCode: 0, warnings: false });
    }
  });

  test("know the streams of custom reports", async () => {
    const simulator = await simulated({ world });
    const settings = {
      custom_reports: [{ name: "weekly", metrics: ["reach"], period: "day" }],
      stream_maps: { report_weekly: null, weekly: null },
    };
    const { exitCode, log } = await run(simulator, { settings });
    expect(exitCode).toBe(1);
    expect(log.match(/unknown stream/g)).toHaveLength(1);
  });
});
