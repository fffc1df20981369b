import { describe, expect, test } from "vitest";
import { parseCatalog } from "./parse-catalog.ts";
import { selectStreams } from "./selection.ts";
import type { StreamDeclaration } from "../index.ts";
import { buildCatalog } from "../reference.ts";

const media: StreamDeclaration = {
  name: "media",
  schema: {
    type: "object",
    properties: {
      id: { type: ["string"] },
      timestamp: { type: ["string", "null"], format: "date-time" },
      caption: { type: ["string", "null"] },
      owner: {
        type: ["object", "null"],
        properties: { id: { type: ["string", "null"] }, name: { type: ["string", "null"] } },
      },
      children: {
        type: ["array", "null"],
        items: {
          type: "object",
          properties: { id: { type: ["string", "null"] }, media_url: { type: ["string", "null"] } },
          required: ["id", "media_url"],
        },
      },
      profile_activity: { type: ["integer", "null"] },
    },
    required: ["id", "caption"],
  },
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  replicationKey: "timestamp",
  notSelectedByDefault: [["profile_activity"]],
};
const users: StreamDeclaration = {
  name: "users",
  schema: { type: "object", properties: { id: { type: ["string"] }, name: { type: ["string", "null"] } } },
  keyProperties: ["id"],
  replicationMethod: "FULL_TABLE",
  forced: true,
  selectedByDefault: false,
};

function pathOf(breadcrumb: readonly string[]): string {
  return breadcrumb.filter((step) => step !== "properties").join(".");
}

function shape(streams: ReturnType<typeof selectStreams>): unknown {
  return streams.map(({ name, schema, keyProperties, replicationMethod }) => ({
    name,
    schema,
    keyProperties,
    replicationMethod,
  }));
}

/** The media entry of the discovered catalog with other metadata and keys, as a tool would have written it. */
function mediaWith(changes: {
  metadata?: { [path: string]: { [key: string]: unknown } } | undefined;
  entry?: { [key: string]: unknown } | undefined;
  drop?: ((path: string) => boolean) | undefined;
}): ReturnType<typeof parseCatalog> {
  const [entry] = buildCatalog([media]).streams;
  if (entry === undefined) throw new Error("no entry");
  const metadata = entry.metadata
    .filter(({ breadcrumb }) => changes.drop?.(pathOf(breadcrumb)) !== true)
    .map((item) => ({
      breadcrumb: item.breadcrumb,
      metadata: { ...item.metadata, ...changes.metadata?.[pathOf(item.breadcrumb)] },
    }));
  const json: unknown = JSON.parse(JSON.stringify({ streams: [{ ...entry, metadata, ...changes.entry }] }));
  return parseCatalog(json);
}

function select(catalog?: ReturnType<typeof parseCatalog>): {
  stream: ReturnType<typeof selectStreams>[number] | undefined;
  warnings: string[];
} {
  const warnings: string[] = [];
  const [stream] = selectStreams([media], catalog, (text) => warnings.push(text));
  return { stream, warnings };
}

describe("buildCatalog", () => {
  test("writes metadata for the stream and every property, nested ones too", () => {
    const [entry, second] = buildCatalog([media, users]).streams;
    expect(entry?.metadata).toEqual([
      {
        breadcrumb: [],
        metadata: {
          inclusion: "available",
          selected: true,
          "selected-by-default": true,
          "table-key-properties": ["id"],
          "valid-replication-keys": ["timestamp"],
        },
      },
      { breadcrumb: ["properties", "id"], metadata: { inclusion: "automatic" } },
      { breadcrumb: ["properties", "timestamp"], metadata: { inclusion: "automatic" } },
      {
        breadcrumb: ["properties", "caption"],
        metadata: { inclusion: "available", "selected-by-default": true },
      },
      {
        breadcrumb: ["properties", "owner"],
        metadata: { inclusion: "available", "selected-by-default": true },
      },
      {
        breadcrumb: ["properties", "owner", "properties", "id"],
        metadata: { inclusion: "available", "selected-by-default": true },
      },
      {
        breadcrumb: ["properties", "owner", "properties", "name"],
        metadata: { inclusion: "available", "selected-by-default": true },
      },
      {
        breadcrumb: ["properties", "children"],
        metadata: { inclusion: "available", "selected-by-default": true },
      },
      {
        breadcrumb: ["properties", "profile_activity"],
        metadata: { inclusion: "available", "selected-by-default": false },
      },
    ]);
    expect(entry).toMatchObject({ key_properties: ["id"], replication_method: "FULL_TABLE" });
    expect(second?.metadata[0]?.metadata).toMatchObject({
      selected: false,
      "selected-by-default": false,
      "forced-replication-method": "FULL_TABLE",
    });
  });

  test("selects the same when its own catalog comes back as when there is none", () => {
    const back = parseCatalog(JSON.parse(JSON.stringify(buildCatalog([media, users]))));
    expect(shape(selectStreams([media, users], back))).toEqual(shape(selectStreams([media, users])));
  });
});

describe("selectStreams", () => {
  test("takes the streams and fields selected by default when there is no catalog", () => {
    const streams = selectStreams([media, users]);
    expect(streams.map(({ name }) => name)).toEqual(["media"]);
    expect(streams[0]?.has("caption")).toBe(true);
    expect(streams[0]?.has("profile_activity")).toBe(false);
    expect(streams[0]?.schema.properties).not.toHaveProperty("profile_activity");
  });

  test("does not sync a stream the catalog leaves out", () => {
    expect(selectStreams([media, users], { streams: [] })).toEqual([]);
  });

  test("warns of streams the tap does not have", () => {
    const warnings: string[] = [];
    const catalog = parseCatalog({ streams: [{ tap_stream_id: "reels" }] });
    expect(selectStreams([media], catalog, (text) => warnings.push(text))).toEqual([]);
    expect(warnings).toEqual(["The catalog has unknown streams, which are ignored: reels"]);
  });

  test("drops a deselected property from schema, required and record, at every depth", () => {
    const { stream } = select(
      mediaWith({ metadata: { caption: { selected: false }, "owner.name": { selected: "false" } } }),
    );
    expect(stream?.schema.properties).not.toHaveProperty("caption");
    expect(stream?.schema.required).toEqual(["id"]);
    expect(stream?.has("owner", "id")).toBe(true);
    expect(stream?.has("owner", "name")).toBe(false);
    expect(
      stream?.project({
        id: "1",
        caption: "x",
        owner: { id: "2", name: "n" },
        unknown: true,
        timestamp: null,
      }),
    ).toEqual({ id: "1", timestamp: null, owner: { id: "2" } });
  });

  test("keeps keys and the replication key whatever the catalog says", () => {
    const { stream } = select(
      mediaWith({
        metadata: { id: { selected: false }, timestamp: { inclusion: "unsupported", selected: false } },
      }),
    );
    expect(stream?.has("id")).toBe(true);
    expect(stream?.has("timestamp")).toBe(true);
  });

  test("drops what is unsupported, and keeps what is automatic, against selected", () => {
    const { stream } = select(
      mediaWith({
        metadata: {
          caption: { inclusion: "unsupported", selected: true },
          owner: { inclusion: "automatic", selected: false },
        },
      }),
    );
    expect(stream?.has("caption")).toBe(false);
    expect(stream?.has("owner")).toBe(true);
  });

  test("drops children of a parent that is not selected", () => {
    const { stream } = select(
      mediaWith({ metadata: { owner: { selected: false }, "owner.id": { selected: true } } }),
    );
    expect(stream?.has("owner")).toBe(false);
    expect(stream?.has("owner", "id")).toBe(false);
  });

  test("lets explicit selection win over the default", () => {
    const { stream } = select(mediaWith({ metadata: { profile_activity: { selected: "true" } } }));
    expect(stream?.has("profile_activity")).toBe(true);
  });

  test.each([
    ["with the items step", ["properties", "children", "items", "properties", "media_url"]],
    ["without it", ["properties", "children", "properties", "media_url"]],
  ])("honours metadata of array items written %s", (_, breadcrumb) => {
    const catalog = mediaWith({});
    const [entry] = catalog.streams;
    if (entry === undefined) throw new Error("no entry");
    const metadata = [...entry.metadata, { breadcrumb, metadata: { selected: false } }];
    const { stream } = select({ streams: [{ ...entry, metadata }] });
    expect(stream?.has("children", "id")).toBe(true);
    expect(stream?.has("children", "media_url")).toBe(false);
    expect(stream?.schema.properties.children?.items?.required).toEqual(["id"]);
    expect(stream?.project({ id: "1", children: [{ id: "2", media_url: "u" }, null] })).toEqual({
      id: "1",
      children: [{ id: "2" }, null],
    });
  });

  test("lets a property without metadata follow the tap's own default", () => {
    const { stream } = select(mediaWith({ drop: (path) => path !== "" }));
    expect(stream?.has("caption")).toBe(true);
    expect(stream?.has("owner", "name")).toBe(true);
    expect(stream?.has("profile_activity")).toBe(false);
  });

  test.each([
    ["no metadata at all", { metadata: [] }, true],
    ["metadata missing", { metadata: undefined }, true],
    [
      "a stream with neither selected nor a default",
      { metadata: [{ breadcrumb: [], metadata: { inclusion: "available" } }] },
      false,
    ],
    ["legacy selected", { metadata: [{ breadcrumb: [], metadata: {} }], selected: "true" }, true],
    ["legacy selected in the schema", { metadata: [], schema: { selected: false } }, false],
    [
      "metadata against legacy",
      { metadata: [{ breadcrumb: [], metadata: { selected: false } }], selected: true },
      false,
    ],
    [
      "automatic, but deselected",
      { metadata: [{ breadcrumb: [], metadata: { inclusion: "automatic", selected: false } }] },
      false,
    ],
    [
      "unsupported",
      { metadata: [{ breadcrumb: [], metadata: { inclusion: "unsupported", selected: true } }] },
      false,
    ],
  ])("decides on a stream with %s", (_, entry, isSelected) => {
    expect(select(mediaWith({ entry })).stream !== undefined).toBe(isSelected);
  });

  test("reads the marks very old catalogs write into the schema, and lets none out", () => {
    const { stream } = select(
      parseCatalog({
        streams: [
          {
            stream: "media",
            schema: {
              selected: true,
              type: "object",
              properties: {
                id: { type: "string", inclusion: "automatic" },
                caption: { type: "string", selected: "false", inclusion: "available" },
                owner: { selected: true },
              },
            },
          },
        ],
      }),
    );
    expect(stream?.has("caption")).toBe(false);
    expect(stream?.has("owner", "id")).toBe(true);
    expect(JSON.stringify(stream?.schema)).not.toMatch(/selected|inclusion/);
  });

  test("falls back to the tap's own keys, method and schema when the catalog has none", () => {
    const { stream, warnings } = select(parseCatalog({ streams: [{ tap_stream_id: "media" }] }));
    expect(stream).toMatchObject({ keyProperties: ["id"], replicationMethod: "FULL_TABLE" });
    expect(stream?.has("caption")).toBe(true);
    expect(warnings).toEqual([]);
  });

  test.each([
    [
      "metadata before legacy",
      { "replication-method": "INCREMENTAL" },
      { replication_method: "FULL_TABLE" },
      "INCREMENTAL",
    ],
    [
      "legacy before forced",
      { "forced-replication-method": "FULL_TABLE" },
      { replication_method: "INCREMENTAL" },
      "INCREMENTAL",
    ],
    [
      "forced when nothing else is said",
      { "forced-replication-method": "INCREMENTAL" },
      { replication_method: null },
      "INCREMENTAL",
    ],
    ["the tap's own", {}, { replication_method: undefined }, "FULL_TABLE"],
  ])("takes the replication method: %s", (_, metadata, entry, method) => {
    const { stream } = select(mediaWith({ metadata: { "": metadata }, entry }));
    expect(stream?.replicationMethod).toBe(method);
    expect(stream?.replicationKey).toBe(method === "INCREMENTAL" ? "timestamp" : undefined);
  });

  test.each([
    ["LOG_BASED", /LOG_BASED.*supports FULL_TABLE and INCREMENTAL.*synced FULL_TABLE/],
    [42, /42.*synced FULL_TABLE/],
  ])("warns of a replication method it cannot follow: %s", (method, warning) => {
    const { stream, warnings } = select(mediaWith({ metadata: { "": { "replication-method": method } } }));
    expect(stream?.replicationMethod).toBe("FULL_TABLE");
    expect(warnings[0]).toMatch(warning);
  });

  test("warns that a forced method stays", () => {
    const warnings: string[] = [];
    const [stream] = selectStreams(
      [users],
      parseCatalog({ streams: [{ tap_stream_id: "users", replication_method: "INCREMENTAL" }] }),
      (text) => warnings.push(text),
    );
    expect(stream?.replicationMethod).toBe("FULL_TABLE");
    expect(warnings[0]).toMatch(/always FULL_TABLE/);
  });

  test.each([
    [
      "view-key-properties first",
      { "view-key-properties": ["caption"] },
      { key_properties: ["id"] },
      ["caption"],
    ],
    [
      "legacy key_properties",
      { "table-key-properties": ["caption"] },
      { key_properties: ["id", "caption"] },
      ["id", "caption"],
    ],
    ["table-key-properties", { "table-key-properties": ["caption"] }, { key_properties: null }, ["caption"]],
    ["the tap's own for an empty key", { "table-key-properties": [] }, { key_properties: [] }, ["id"]],
  ])("takes the key: %s", (_, metadata, entry, key) => {
    const { stream } = select(mediaWith({ metadata: { "": metadata, caption: { selected: false } }, entry }));
    expect(stream?.keyProperties).toEqual(key);
    for (const name of key) expect(stream?.has(name)).toBe(true);
  });

  test("warns of a key the stream does not have", () => {
    const { stream, warnings } = select(mediaWith({ entry: { key_properties: ["uuid"] } }));
    expect(stream?.keyProperties).toEqual(["id"]);
    expect(warnings[0]).toContain('unknown key properties ["uuid"]');
  });

  test("warns once of a catalog that lacks fields, and syncs them as by default", () => {
    const [entry] = buildCatalog([media]).streams;
    const { caption: _, profile_activity: __, ...properties } = media.schema.properties;
    const { stream, warnings } = select(
      mediaWith({
        entry: { schema: { ...entry?.schema, properties } },
        drop: (path) => path === "caption" || path === "profile_activity",
      }),
    );
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /out of date.*lacks fields.*: media \(caption, profile_activity\)\. Run --discover again/,
    );
    expect(stream?.has("caption")).toBe(true);
    expect(stream?.has("profile_activity")).toBe(false);
  });

  test("takes types from the catalog's schema, and leaves out fields the tap does not have", () => {
    const { stream, warnings } = select(
      mediaWith({
        entry: {
          schema: {
            type: "object",
            properties: {
              ...media.schema.properties,
              caption: { type: ["string"], maxLength: 5 },
              colour: { type: "string" },
            },
          },
        },
      }),
    );
    expect(stream?.schema.properties.caption).toEqual({ type: ["string"], maxLength: 5 });
    expect(stream?.has("colour")).toBe(false);
    expect(warnings).toEqual(['Stream "media" in the catalog: unknown fields are ignored: colour']);
  });

  test("is not fooled by properties named like parts of objects", () => {
    const { stream } = select();
    expect(stream?.has("constructor")).toBe(false);
    expect(stream?.has("__proto__", "toString")).toBe(false);
  });
});

describe("parseCatalog", () => {
  test("names every problem with its place", () => {
    expect(() =>
      parseCatalog(
        {
          streams: [
            7,
            { tap_stream_id: "" },
            { tap_stream_id: "a", metadata: [{ breadcrumb: "x" }, null], key_properties: "id", schema: [] },
            { tap_stream_id: "a" },
            {
              tap_stream_id: "b",
              schema: { type: 1, required: "x", items: [], properties: { c: 1 } },
              replication_method: {},
              selected: "maybe",
            },
          ],
        },
        { place: "catalog.json" },
      ),
    ).toThrow(
      expect.objectContaining({
        name: "InvalidInputError",
        problems: [
          { place: "catalog.json: streams[0]", message: "found 7, wanted an object that describes a stream" },
          {
            place: "catalog.json: streams[1].tap_stream_id",
            message: 'found "", wanted the name of a stream',
          },
          { place: "catalog.json: streams[2].schema", message: "found [], wanted a JSON schema" },
          {
            place: "catalog.json: streams[2].metadata[0].breadcrumb",
            message: 'found "x", wanted a list of strings',
          },
          {
            place: "catalog.json: streams[2].metadata[1]",
            message: 'found null, wanted an object {"breadcrumb": [...], "metadata": {...}}',
          },
          {
            place: "catalog.json: streams[2].key_properties",
            message: 'found "id", wanted a list of property names',
          },
          {
            place: "catalog.json: streams[3].tap_stream_id",
            message:
              'found "a", wanted each stream once: an entry before it has this name, so remove one of the two',
          },
          {
            place: "catalog.json: streams[4].schema.type",
            message: "found 1, wanted the name of a type, or a list of them",
          },
          {
            place: "catalog.json: streams[4].schema.required",
            message: 'found "x", wanted a list of property names',
          },
          { place: "catalog.json: streams[4].schema.items", message: "found [], wanted a JSON schema" },
          { place: "catalog.json: streams[4].schema.properties.c", message: "found 1, wanted a JSON schema" },
          {
            place: "catalog.json: streams[4].replication_method",
            message: "found {}, wanted FULL_TABLE or INCREMENTAL",
          },
          { place: "catalog.json: streams[4].selected", message: 'found "maybe", wanted true or false' },
        ],
      }),
    );
  });

  test.each([[null], [undefined], [[]], ["x"], [{}], [{ streams: {} }]])("refuses %j", (json) => {
    expect(() => parseCatalog(json)).toThrow(/Cannot use the catalog:\n {2}catalog/);
  });
});
