import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJson, writeJson } from "../exact-json.ts";
import type { RawExchange } from "../raw-exchange.ts";
import { Aliases } from "./aliases.ts";
import { scrubExchange } from "./scrub-exchange.ts";
import { scrubJson } from "./scrub-json.ts";

const owner = { accessToken: "EAAGownTokenOfTheRun000000000", proof: undefined };

/** Names of fields that are treated in a way of their own, and others. */
const fields = (
  "id user_id ig_id name username caption text biography period media_type account_type dimension_keys " +
  "dimension_values tasks scopes status type value before after next previous fbtrace_id title media_url data error " +
  "unheard_of"
).split(" ");

/** Something private that no rule can take for a word of the API. */
const secretText = fc.nat(999_999).map((number) => `Ünique ${number} secret`);
const secretId = fc.bigInt({ min: 10n ** 9n, max: 10n ** 17n }).map(String);
const secret = fc.oneof(
  secretText,
  secretId,
  secretId.map((id) => `${id}/insights/reach/day`),
  secretText.map((text) => `https://cdn.example/${encodeURIComponent(text)}.jpg?oe=1`),
);

const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    secret,
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...fields), tie("json"), { maxKeys: 6 }),
    fc.dictionary(fc.oneof(secretText, secretId), tie("json"), { maxKeys: 2 }),
  ),
}));

function leaves(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    Array.isArray(value) ? leaves(one) : [name, ...leaves(one)],
  );
}

function typesOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(typesOf);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.values(value).map(typesOf);
}

function exchange(
  changes: Partial<Omit<RawExchange, "url" | "body">> & { url?: string | undefined; body?: unknown },
): RawExchange {
  const { url = "https://graph.facebook.com/v25.0/me", body = {}, ...others } = changes;
  return {
    method: "GET",
    form: new URLSearchParams(),
    token: owner.accessToken,
    status: 200,
    headers: new Headers({ "content-type": "application/json" }),
    ...others,
    url: new URL(url),
    body: typeof body === "string" ? body : JSON.stringify(body),
  };
}

describe("scrubbing", () => {
  test("lets no private text, id or address through, in whatever field it is", () => {
    fc.assert(
      fc.property(json, (body) => {
        const scrubbed = scrubJson(body, new Aliases());
        const kept = leaves(scrubbed).join("\n");
        const originals = leaves(body).filter((leaf) => !fields.includes(leaf));
        for (const original of originals) expect(kept).not.toContain(original);
        expect(kept).not.toMatch(/Ünique|secret/);
        for (const digits of originals.join(" ").match(/\d{10,}/g) ?? []) {
          if (!digits.startsWith("90000")) expect(kept).not.toContain(digits);
        }
        expect(typesOf(scrubbed)).toEqual(typesOf(body));
      }),
      { numRuns: 500 },
    );
  });

  test("gives the same alias wherever the same thing is", () => {
    const id = "17841400000000001";
    const recorded = scrubExchange(
      exchange({
        url: `https://graph.facebook.com/v25.0/${id}/media?fields=id&after=QVFIabc&access_token=EAAGx`,
        headers: new Headers({
          "x-business-use-case-usage": `{"${id}":[{"type":"instagram","call_count":1}]}`,
          "set-cookie": "a=b",
        }),
        body: `{"data":[{"id":"${id}","user_id":${id},"owner":{"id":"${id}"}}],"paging":{"cursors":{"after":"QVFIabc"},"next":"https://graph.facebook.com/v25.0/${id}/media?access_token=EAAGx&after=QVFIabc"}}`,
      }),
      owner,
      new Aliases(),
    );
    const alias = "90000000000000001";
    expect(recorded).toMatchObject({
      path: `${alias}/media`,
      params: { fields: "id", after: "cursor-1" },
      headers: { "x-business-use-case-usage": `{"${alias}":[{"type":"instagram","call_count":1}]}` },
    });
    expect(writeJson(recorded.body)).toBe(
      `{"data":[{"id":"${alias}","user_id":${alias},"owner":{"id":"${alias}"}}],"paging":{"cursors":{"after":"cursor-1"},"next":"https://graph.invalid/v25.0/${alias}/media?after=cursor-1&access_token=removed"}}`,
    );
    expect(writeJson(recorded)).not.toContain("a=b");
  });

  test("keeps figures, times, and the API's words", () => {
    const body = {
      data: [
        {
          name: "reach",
          period: "day",
          values: [{ value: 17_841_400_000, end_time: "2026-07-02T07:00:00+0000" }],
          total_value: {
            breakdowns: [{ dimension_keys: ["age"], results: [{ dimension_values: ["18-24"] }] }],
          },
        },
        {
          media_type: "IMAGE",
          media_product_type: "REELS",
          like_count: 4_000_000_000,
          is_shared_to_feed: true,
        },
      ],
      error: {
        message: "(#100) There cannot be more than 30 days (2592000 s) between since and until",
        code: 100,
        type: "OAuthException",
      },
    };
    expect(scrubJson(body, new Aliases())).toEqual(body);
  });

  test("takes a city for a place, and a country for a word", () => {
    const values = { dimension_values: ["London, England", "SE", "Tokyo"] };
    expect(scrubJson(values, new Aliases())).toEqual({ dimension_values: ["place-1", "SE", "place-2"] });
  });

  test("keeps the kinds of unusual characters, and length", () => {
    const caption = `Ours\n\u2028"😀\ud83d ${"long ".repeat(300)}`;
    const scrubbed = scrubJson({ caption }, new Aliases());
    expect(scrubbed).toEqual({ caption: `text-1\n\u2028"\ud800😀${"x".repeat(1000)}` });
  });

  test("takes the user names out of business discovery, and the requests of a batch apart", () => {
    const fieldsText = "business_discovery.username(rival.shop){media.limit(5){id}}";
    const batch = JSON.stringify([
      { method: "GET", relative_url: "18000000000000001/insights?metric=reach" },
    ]);
    const recorded = scrubExchange(
      exchange({
        method: "POST",
        url: "https://graph.facebook.com/v25.0/",
        form: new URLSearchParams({ batch, access_token: owner.accessToken, fields: fieldsText }),
        body: [
          null,
          { code: 200, headers: [], body: '{"id":"18000000000000001"}' },
          { code: 502, body: "<html>" },
        ],
      }),
      owner,
      new Aliases(),
    );
    expect(recorded).toMatchObject({
      method: "POST",
      path: "",
      params: { fields: "business_discovery.username(user-1){media.limit(5){id}}" },
      batch: [{ path: "90000000000000001/insights", params: { metric: "reach" } }],
      items: [
        null,
        { code: 200, body: { id: "90000000000000001" } },
        { code: 502, notJson: "6 bytes of an item" },
      ],
    });
    expect(writeJson(recorded)).not.toContain(owner.accessToken);
  });

  test("says who asked, and what came in place of JSON", () => {
    const as = (changes: Parameters<typeof exchange>[0]) =>
      scrubExchange(exchange(changes), owner, new Aliases()).as;
    expect(as({})).toBeUndefined();
    expect(as({ token: undefined })).toBe("no token");
    expect(as({ token: "EAAGanother" })).toBe("another token");
    expect(as({ url: "https://graph.facebook.com/v25.0/me?appsecret_proof=ab" })).toBe("a wrong proof");
    const page = exchange({ body: "<html>Bad", headers: new Headers({ "content-type": "text/html" }) });
    expect(scrubExchange(page, owner, new Aliases()).notJson).toBe("9 bytes of text/html");
  });
});

test("JSON is read and written without losing a digit", () => {
  const text = '{"user_id":17841490048436717,"value":1.5,"count":3}';
  expect(writeJson(readJson(text))).toBe(text);
  expect(readJson("{")).toBeUndefined();
});
