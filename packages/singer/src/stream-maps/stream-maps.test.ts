import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { runTap } from "../index.ts";
import { sampleStreams, sampleTap } from "../testing-fixtures/sample-tap.ts";
import { createMemoryHost } from "../testing/memory-host.ts";

const key = "a key of at least 16 characters";
const hashOf = (text: string): string => createHmac("sha256", key).update(text).digest("hex");

/** Runs the sample tap with maps. */
async function mapped(
  maps: unknown,
  {
    settings = {},
    args = [],
    catalog,
    tap = sampleTap,
  }: {
    settings?: object | undefined;
    args?: readonly string[] | undefined;
    catalog?: object | undefined;
    tap?: typeof sampleTap | undefined;
  } = {},
) {
  const folder = mkdtempSync(join(tmpdir(), "singer-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const config = { access_token: "EAABtoken", stream_maps: maps, ...settings };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  if (catalog !== undefined) writeFileSync(join(folder, "catalog.json"), JSON.stringify(catalog));
  const catalogArgs = catalog === undefined ? [] : ["--catalog", "catalog.json"];
  const argv = ["--config", "config.json", ...catalogArgs, ...args];
  const host = createMemoryHost({ cwd: folder, argv });
  const code = await runTap(tap, host);
  const isCatalog = args.includes("--discover");
  const lines = isCatalog || code !== 0 ? [] : host.out().trimEnd().split("\n");
  const messages = lines.map((line) => JSON.parse(line));
  const of = (type: string, stream: string) =>
    messages.filter((message) => message.type === type && message.stream === stream);
  return {
    code,
    out: host.out(),
    err: host.err(),
    streams: [...new Set(messages.flatMap(({ stream }) => stream ?? []))],
    schema: (stream: string) => of("SCHEMA", stream)[0],
    records: (stream: string) => of("RECORD", stream).map(({ record }) => record),
    state: messages.findLast(({ type }) => type === "STATE")?.value,
    messages,
  };
}

/** Its users have a column that is never null and no key. */
const tapWithRegions: typeof sampleTap = {
  ...sampleTap,
  streams: () =>
    sampleStreams.map((stream) => {
      const { properties } = stream.schema;
      const region = { type: ["string"] };
      return { ...stream, schema: { type: "object", properties: { ...properties, region } } };
    }),
};

function usersCatalog(isRegionSelected: boolean, keys: readonly string[] = ["id"]): object {
  const metadata = [
    { breadcrumb: [], metadata: { selected: true } },
    { breadcrumb: ["properties", "region"], metadata: { selected: isRegionSelected } },
  ];
  return { streams: [{ tap_stream_id: "users", stream: "users", key_properties: keys, metadata }] };
}

describe("stream maps", () => {
  test("leave columns out of SCHEMA and RECORD", async () => {
    const { schema, records } = await mapped({ media: { caption: null, owner: "__NULL__" } });
    expect(Object.keys(schema("media").schema.properties)).toEqual(["id", "date"]);
    expect(records("media")[0]).toEqual({ id: "media-1", date: "2026-01-01T00:00:00Z" });
    expect(records("users")[0]).toEqual({ id: "users-1", name: "n" });
  });

  test("rename a column, and the bookmark's with it", async () => {
    const { schema, records, state } = await mapped({
      media: { published_at: "date", date: null, title: "record['caption']", caption: null },
    });
    expect(schema("media").bookmark_properties).toEqual(["published_at"]);
    expect(schema("media").schema.properties.published_at).toEqual({
      type: ["string", "null"],
      format: "date-time",
    });
    expect(Object.keys(records("media")[0])).toEqual(["id", "owner", "published_at", "title"]);
    // The state is the tap's, in its own words: it survives a change of the map.
    expect(state.bookmarks.media.partitions[0]).toMatchObject({
      replication_key: "date",
      replication_key_value: "2026-01-03T00:00:00Z",
    });
  });

  test("say no bookmark to a target that does not see its column as it is", async () => {
    const settings = { stream_maps_hash_key: key };
    const dropped = await mapped({ media: { date: null } });
    const hashed = await mapped({ media: { date: "hmac_sha256(date)" } }, { settings });
    expect(dropped.schema("media")).not.toHaveProperty("bookmark_properties");
    expect(hashed.schema("media")).not.toHaveProperty("bookmark_properties");
    expect(hashed.state).toEqual(dropped.state);
  });

  test("add constants of each type", async () => {
    const { schema, records } = await mapped({
      users: { region: "'eu'", tenant: 7, share: "0.5", isLive: "True", quoted: '"it"' },
    });
    expect(records("users")[0]).toEqual({
      id: "users-1",
      name: "n",
      region: "eu",
      tenant: 7,
      share: 0.5,
      isLive: true,
      quoted: "it",
    });
    const types = Object.values<{ type: string[] }>(schema("users").schema.properties).map(
      ({ type }) => type[0],
    );
    expect(types).toEqual(["string", "string", "string", "integer", "number", "boolean", "string"]);
  });

  test("hash a column, a key, and what is inside of an object", async () => {
    const { schema, records, out } = await mapped(
      {
        media: { id: "hmac_sha256(self)", owner_hash: "hmac_sha256(record['owner']['id'])", owner: null },
        users: { id: "hmac_sha256(id)" },
      },
      { settings: { stream_maps_hash_key: key } },
    );
    expect(records("media")[0]).toMatchObject({ id: hashOf("media-1"), owner_hash: hashOf("o") });
    expect(records("users").map(({ id }) => id)).toEqual([1, 2, 3].map((index) => hashOf(`users-${index}`)));
    expect(schema("media").key_properties).toEqual(["id"]);
    expect(schema("media").schema.properties.id.type).toEqual(["string"]);
    expect(schema("media").schema.properties.owner_hash.type).toEqual(["string", "null"]);
    expect(out).not.toContain("users-1");
  });

  test("give a stream another name in every message", async () => {
    const { streams, messages, state } = await mapped(
      { users: { __alias__: "people" } },
      { settings: { emit_activate_version_messages: true } },
    );
    expect(streams).toEqual(["media", "people"]);
    expect(messages.filter(({ stream }) => stream === "people").map(({ type }) => type)).toEqual([
      "SCHEMA",
      "RECORD",
      "RECORD",
      "RECORD",
      "ACTIVATE_VERSION",
    ]);
    expect(Object.keys(state.bookmarks)).toEqual(["media", "users"]);
  });

  test("leave a stream out, or all that have no map", async () => {
    expect((await mapped({ media: null })).streams).toEqual(["users"]);
    expect((await mapped({ media: "__NULL__" })).streams).toEqual(["users"]);
    expect((await mapped({ media: {}, __else__: null })).streams).toEqual(["media"]);
  });

  test("leave out columns without a rule, but not those of the key", async () => {
    const { records } = await mapped({ media: { caption: "caption", __else__: "__NULL__" } });
    expect(Object.keys(records("media")[0])).toEqual(["id", "caption"]);
  });

  test("choose the key", async () => {
    const settings = { stream_maps_hash_key: key };
    const renamed = await mapped(
      {
        users: {
          id: null,
          person: "hmac_sha256(id)",
          tenant: "'a'",
          __key_properties__: ["tenant", "person"],
        },
      },
      { settings },
    );
    expect(renamed.schema("users").key_properties).toEqual(["tenant", "person"]);
    expect(renamed.schema("users").schema.properties.tenant.type).toEqual(["string"]);
    expect(renamed.records("users")[0]).toEqual({ name: "n", person: hashOf("users-1"), tenant: "a" });
    expect(renamed.err).not.toContain("WARNING");
    const none = await mapped({ users: { id: null, __key_properties__: null } });
    expect(none.schema("users").key_properties).toEqual([]);
    expect(none.records("users")[0]).toEqual({ name: "n" });
  });

  test("warn of a key under which records replace each other", async () => {
    const { code, err } = await mapped({ users: { tenant: "'a'", __key_properties__: ["tenant"] } });
    expect(code).toBe(0);
    expect(err).toContain('stream_maps gives the stream "users" a key without id');
  });

  test("come before flattening", async () => {
    const { records, schema } = await mapped(
      { media: { holder: "owner", owner: null } },
      { settings: { flattening_enabled: true, flattening_max_depth: 1 } },
    );
    expect(records("media")[0]).toMatchObject({ holder__id: "o", holder__tags: '["a"]' });
    expect(Object.keys(schema("media").schema.properties)).toEqual([
      "id",
      "caption",
      "date",
      "holder__id",
      "holder__tags",
    ]);
  });

  test("are read from text, as an environment gives them", async () => {
    expect((await mapped('{"media": null}')).streams).toEqual(["users"]);
  });

  test("show in discovery what is left out", async () => {
    const { out } = await mapped({ media: { caption: null }, users: null }, { args: ["--discover"] });
    const [media, users] = JSON.parse(out).streams;
    const selected = (name: string) =>
      media.metadata.find(({ breadcrumb }: { breadcrumb: string[] }) => breadcrumb[1] === name).metadata;
    expect(selected("caption")).toEqual({ inclusion: "available", "selected-by-default": false });
    expect(selected("owner")).toEqual({ inclusion: "available", "selected-by-default": true });
    expect(users.metadata[0].metadata).toMatchObject({ selected: false, "selected-by-default": false });
  });

  test("never show the key of hashes", async () => {
    const { err, out } = await mapped(
      { users: { id: "hmac_sha256(id)" } },
      { settings: { stream_maps_hash_key: key, behaviour: "partly" } },
    );
    expect(out + err).not.toContain(key);
    const short = await mapped({}, { settings: { stream_maps_hash_key: "short-key" } });
    expect(short.code).toBe(1);
    expect(short.err).toContain("stream_maps_hash_key: found a secret value, wanted at least 16 characters");
    expect(short.err).not.toContain("short-key");
  });
});

describe("maps that cannot be followed are refused", () => {
  test.each<[claim: string, maps: unknown, says: string]>([
    ["no object", ["users"], 'stream_maps: found ["users"], wanted a JSON object'],
    [
      "an unknown stream",
      { user: null },
      'stream_maps.user: found an unknown stream "user", wanted one that this tap has; did you mean "users"?',
    ],
    [
      "an unknown column to leave out",
      { users: { nam: null } },
      'stream_maps.users.nam: found an unknown column "nam", wanted one that this tap has; did you mean "name"?',
    ],
    [
      "an unknown column to copy",
      { users: { x: "username" } },
      'stream_maps.users.x: found an unknown column "username"',
    ],
    [
      "an unknown property",
      { media: { x: "record['owner']['mail']" } },
      'stream_maps.media.x: found "owner.mail", wanted a property that "owner" has; it has id, tags',
    ],
    [
      "a property with a typing error",
      { media: { x: "record['owner']['tag']" } },
      'found "owner.tag", wanted a property that "owner" has; did you mean "tags"?',
    ],
    [
      "a property of a list",
      { media: { x: "record['owner']['tags']['name']" } },
      `found "owner.tags.name", wanted "owner.tags" as a whole, because maps reach into objects only; write record['owner']['tags'], or null`,
    ],
    [
      "an expression",
      { users: { name: "name.lower()" } },
      'stream_maps.users.name: found "name.lower()", wanted null or "__NULL__" to leave the column out',
    ],
    [
      "a hash without a key",
      { users: { name: "md5(name)" } },
      "use hmac_sha256, with the key in stream_maps_hash_key",
    ],
    ["a value of config", { users: { name: "config['x']" } }, "stream_maps.users.name: found"],
    [
      "a filter",
      { users: { __filter__: "name == 'a'" } },
      "stream_maps.users.__filter__: found the operation __filter__, wanted __alias__, __else__, __key_properties__ or a column; records are not filtered here",
    ],
    ["a copy of a stream", { users: { __source__: "media" } }, "a stream is not doubled here"],
    ["another __else__", { users: { __else__: "x" } }, 'stream_maps.users.__else__: found "x", wanted null'],
    [
      "a stream as a text",
      { users: "people" },
      'stream_maps.users: found "people", wanted an object of columns',
    ],
    [
      "an alias of two words",
      { users: { __alias__: "the people" } },
      'stream_maps.users.__alias__: found "the people", wanted a name',
    ],
    [
      "an alias that is taken",
      { users: { __alias__: "Media" } },
      'stream_maps.users.__alias__: found "Media", wanted a name that no other stream has: the stream "media" has it, so give one of the two another name',
    ],
    [
      "a column in other capitals",
      { users: { Name: "name" } },
      'stream_maps.users.Name: found a new column "Name" beside "name", wanted names that differ in more than capitals, because targets take them for one column: give the new column another name',
    ],
    [
      "new columns that differ in capitals alone",
      { users: { Region: "'eu'", region: "'us'" } },
      'stream_maps.users.region: found a new column "region" beside "Region", wanted names that differ in more than capitals',
    ],
    [
      "a number with more digits than a number holds",
      { users: { limit: "9007199254740993" } },
      `stream_maps.users.limit: found "9007199254740993", wanted a number of at most 15 digits, because most programs hold no more: write it as a text, "'9007199254740993'"`,
    ],
    [
      "a key left out",
      { users: { id: null } },
      'stream_maps.users.id: found a key column that is left out, wanted one that stays: to hide it, write "hmac_sha256(id)"',
    ],
    [
      "a key renamed",
      { users: { id: null, person: "id" } },
      'name the new key, "__key_properties__": ["person"]',
    ],
    [
      "a constant without quotes of its own",
      { users: { region: "abroad" } },
      `found an unknown column "abroad", wanted one that this tap has; --discover lists them (a constant has quotes of its own: "'abroad'")`,
    ],
    [
      "a constant key",
      { users: { id: "'a'" } },
      "stream_maps.users.id: found a constant for a key column, wanted values that tell records apart: give",
    ],
    [
      "a key that can be null",
      { users: { __key_properties__: ["name"] } },
      'stream_maps.users.__key_properties__: found "name", which can be null, wanted columns that never are, because targets refuse records without a key: name "id", or write null to load without a key',
    ],
    [
      "a key made from a column that can be null",
      { users: { id: "name" } },
      "targets refuse records without a key: make it from a column that is never null",
    ],
    [
      "a key that is left out",
      { users: { name: null, __key_properties__: ["id", "name"] } },
      'found "name", wanted a column that the stream has after its map; name "id", or write null to load without a key',
    ],
    [
      "a key with a typing error",
      { users: { __key_properties__: ["ids"] } },
      'found "ids", wanted a column that the stream has after its map; did you mean "id"?',
    ],
    ["an empty key", { users: { __key_properties__: [] } }, "wanted a list of columns"],
    [
      "a hash of an object",
      { media: { owner: "hmac_sha256(self)" } },
      `stream_maps.media.owner: found "owner", wanted a column with texts or numbers; hash what is in it, as in hmac_sha256(record['owner']['id'])`,
    ],
  ])("%s", async (_claim, maps, says) => {
    const { code, err, out } = await mapped(maps, { settings: { stream_maps_hash_key: key } });
    expect(err).toContain(says);
    expect({ code, out }).toEqual({ code: 1, out: "" });
  });

  test.each<[claim: string, users: object, says: string]>([
    [
      "a column",
      { __key_properties__: ["id", "region"] },
      'found "region", which the catalog does not select, wanted columns that are selected: select "region" in the catalog',
    ],
    [
      "a new name of a column",
      { area: "region", __key_properties__: ["id", "area"] },
      'found "area", which comes from "region", and the catalog does not select that',
    ],
    [
      "a hash of a column in place of the key",
      { id: "hmac_sha256(region)" },
      'found "id", which comes from "region", and the catalog does not select that',
    ],
  ])("%s in the key that the catalog does not select", async (_claim, users, says) => {
    const settings = { stream_maps_hash_key: key };
    const selecting = (isSelected: boolean) =>
      mapped({ users }, { settings, tap: tapWithRegions, catalog: usersCatalog(isSelected) });
    const { code, err, out } = await selecting(false);
    expect(err).toContain(`stream_maps.users.__key_properties__: ${says}`);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(await selecting(true)).toMatchObject({ code: 0 });
  });

  test("a key that the catalog chooses and the map leaves out", async () => {
    const { code, err } = await mapped(
      { users: { region: null } },
      { tap: tapWithRegions, catalog: usersCatalog(true, ["id", "region"]) },
    );
    expect(code).toBe(1);
    expect(err).toContain('found "region", a key of the catalog that the map leaves out');
  });

  test("a hash without its key", async () => {
    const { code, err } = await mapped({ users: { name: "hmac_sha256(name)" } });
    expect(code).toBe(1);
    expect(err).toContain("stream_maps_hash_key: not set, but required by hmac_sha256 in stream_maps");
  });

  test("in discovery, with a warning", async () => {
    const { code, err, out } = await mapped({ user: null }, { args: ["--discover"] });
    expect(code).toBe(0);
    expect(err).toContain('found an unknown stream "user"');
    expect(JSON.parse(out).streams).toHaveLength(2);
  });
});

describe("a name with * or ?", () => {
  const settings = { stream_maps_hash_key: key };

  test("gives its rules to every stream that it fits and that has the column", async () => {
    const maps = { "*": { name: "hmac_sha256(name)", caption: null, region: "'eu'" } };
    const { code, schema, records } = await mapped(maps, { settings });
    expect(code).toBe(0);
    const [user] = records("users");
    expect(user).toMatchObject({ region: "eu" });
    expect(user.name).toMatch(/^[0-9a-f]{64}$/);
    const { properties } = schema("media").schema;
    expect(Object.keys(properties)).not.toContain("caption");
    expect(Object.keys(properties)).not.toContain("name");
    expect(Object.keys(properties)).toContain("region");
  });

  test("leaves the last word to the stream's own name, and then to the earlier one", async () => {
    const maps = {
      "use??": { name: "'first'", region: "'eu'" },
      "*": { name: null },
      users: { region: "'us'" },
    };
    const { records } = await mapped(maps, { settings });
    expect(records("users")[0]).toMatchObject({ name: "first", region: "us" });
  });

  test("leaves out streams by null, but for those with rules of their own", async () => {
    expect((await mapped({ "*": null, users: {} })).streams).toEqual(["users"]);
    expect((await mapped({ "med*": null })).streams).toEqual(["users"]);
  });

  test.each([
    [{ "x*": { name: null } }, "stream_maps.x*: found a name that fits no stream"],
    [{ "*": { nam: null } }, 'stream_maps.*.nam: found an unknown column "nam"'],
    [{ "*": { hidden: "hmac_sha256(nam)" } }, 'stream_maps.*.hidden: found an unknown column "nam"'],
    [{ "*": { __alias__: "all" } }, 'stream_maps.users.__alias__: found "all"'],
  ])("is refused where it fits nothing, or gives two streams one name: %j", async (maps, problem) => {
    const { code, err } = await mapped(maps, { settings });
    expect(code).toBe(1);
    expect(err).toContain(problem);
  });
});
