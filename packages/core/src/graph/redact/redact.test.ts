import fc from "fast-check";
import { leastCpuMs } from "test-tools/cpu-time";
import { describe, expect, test } from "vitest";
import { createRedactor } from "./redact.ts";
import { redactTokenShapes } from "./token-shapes.ts";

const tokenCharacters = [..."ABCDEFGHabcdefgh0123456789_-"];
const token = fc
  .array(fc.constantFrom(...tokenCharacters), { minLength: 10, maxLength: 60 })
  .map((characters) => characters.join(""));

/** Secrets as strangers choose them: any characters, at least twelve. */
const wild = fc.string({ unit: "binary", minLength: 12, maxLength: 80 });
/** Letters and digits between signs, as tokens and passwords are. */
const password = fc.string({
  unit: fc.constantFrom(...'aZ09bY18|_-+/=%\\"!é&$. '),
  minLength: 12,
  maxLength: 80,
});
const secrets = fc.oneof(token, wild, password);
const around = fc.string({ unit: "binary", maxLength: 40 });

const base64 = (text: string) => Buffer.from(text).toString("base64");
const hex = (text: string) => Buffer.from(text).toString("hex");
const escaped = (text: string, escape: (code: string) => string) =>
  Array.from({ length: text.length }, (_, index) =>
    escape(text.charCodeAt(index).toString(16).padStart(4, "0")),
  ).join("");

/** What a proxy, a log or a careless program makes of a secret. */
const forms: { readonly [name: string]: (secret: string) => string } = {
  "as it is": (secret) => secret,
  "for a URL": (secret) => encodeURIComponent(secret),
  "for a form": (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
  "for a URL, twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  "for JSON": (secret) => JSON.stringify(secret).slice(1, -1),
  "for JSON in JSON": (secret) => JSON.stringify(JSON.stringify(secret)).slice(1, -1),
  "in base64": base64,
  "in base64 for a URL": (secret) => Buffer.from(secret).toString("base64url"),
  "in base64 behind a name": (secret) => base64(`user:${secret}`),
  "in base64 behind a longer name": (secret) => base64(`users:${secret}:more`),
  "in base64 in lines": (secret) => base64(secret).replaceAll(/(.{16})/g, "$1\r\n"),
  "in hexadecimal": hex,
  "in upper hexadecimal": (secret) => hex(secret).toUpperCase(),
  "in hexadecimal, byte by byte": (secret) => hex(secret).replaceAll(/(..)/g, "$1:"),
  "in bytes for a URL": (secret) => hex(secret).replaceAll(/(..)/g, "%$1"),
};

/** The longest run of letters and digits that a text has in common with a form. */
function longestRun(text: string, form: string): number {
  const [where, what] = [text, form].map((one) => one.replaceAll(/[^A-Za-z0-9]+/g, "").toLowerCase());
  let longest = 0;
  for (let start = 0; start + longest < (what ?? "").length; start += 1) {
    while (
      start + longest < (what ?? "").length &&
      where?.includes((what ?? "").slice(start, start + longest + 1))
    )
      longest += 1;
  }
  return longest;
}

describe("redaction", () => {
  test.each(Object.keys(forms))("leaves no form of a secret in a text: %s", (name) => {
    const formOf = forms[name] ?? String;
    fc.assert(
      fc.property(secrets, around, around, (secret, before, after) => {
        const form = formOf(secret);
        const clean = createRedactor([secret])(`${before} ${form} ${after}`);
        expect(clean).not.toContain(form);
        expect(clean).toContain("[redacted]");
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["\\u escapes", (code: string) => `\\u${code}`],
    ["\\x escapes", (code: string) => `\\x${code.slice(2)}`],
    ["HTML escapes", (code: string) => `&#x${code};`],
    ["decimal HTML escapes", (code: string) => `&#${Number.parseInt(code, 16)};`],
  ])("leaves no token in a text in %s", (_, escape) => {
    fc.assert(
      fc.property(token, around, around, (random, before, after) => {
        const secret = `EAA${random}Zq4LmPx81`;
        const form = escaped(secret, escape);
        expect(createRedactor([secret])(`${before} ${form} ${after}`)).toContain("[redacted] ");
      }),
    );
  });

  test("leaves no form of a token in a text, whatever signs and spaces split it, in either case", () => {
    const sign = fc.constantFrom("\n", " ", "\r\n  ", '" + "', "-", "\\n", "…", "%0A", "\u0000", "");
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(forms)),
        token,
        fc.array(sign, { minLength: 1, maxLength: 9 }),
        fc.boolean(),
        (name, random, signs, isLower) => {
          const secret = `EAAx${random}yZ`;
          const form = (forms[name] ?? String)(secret);
          fc.pre(!/%|\\|&/.test(form));
          const split = [...form]
            .map((letter, index) => (index % 3 === 2 ? letter + (signs[index % signs.length] ?? "") : letter))
            .join("");
          const clean = createRedactor([secret])(`before ${isLower ? split.toLowerCase() : split} after`);
          expect(longestRun(clean, form)).toBeLessThan(12);
          expect(clean).toContain("[redacted]");
        },
      ),
    );
  });

  test("leaves no twelve letters of a token, where the rest of it is cut off", () => {
    fc.assert(
      fc.property(token, fc.nat(30), fc.integer({ min: 12, max: 40 }), (random, from, length) => {
        const secret = `EAA${random}Zq4LmPx81TnVw`;
        const clean = createRedactor([secret])(`cut: ${secret.slice(from, from + length)}`);
        expect(longestRun(clean.slice(5), secret)).toBeLessThan(12);
      }),
    );
  });

  test("changes no text without a secret, and no word because of a short one", () => {
    const words = fc.lorem({ maxCount: 30 });
    fc.assert(
      fc.property(token, fc.string({ maxLength: 5 }), words, (secret, short, text) => {
        expect(createRedactor([`${secret}Zq4LmPx81`, short])(text)).toBe(text);
      }),
    );
    const text = 'INFO [media] 123 secrets of app_secret "reach": 2026-11-29T08:05:00Z';
    expect(createRedactor(["secret", "reach1", "media", "1", "20261129", "", undefined])(text)).toBe(text);
  });

  test("keeps the ids that a token begins with", () => {
    const redact = createRedactor(["123456789012345|4f0c1a9b8e7d6c5b4a39281706f5e4d3"]);
    expect(redact("App 123456789012345 asked with 123456789012345|4f0c1a9b8e7d6c5b4a39281706f5e4d3")).toBe(
      "App 123456789012345 asked with [redacted]",
    );
  });

  test("finds a short secret as a word, in base64 and in hexadecimal", () => {
    const redact = createRedactor(["hunter2", "s3cret/key"]);
    expect(redact(`hunter2, hunters, hunter21, ${base64("hunter2")}, ${hex("hunter2")}, S3CRET%2Fkey`)).toBe(
      "[redacted], hunters, hunter21, [redacted]==, [redacted], [redacted]",
    );
  });

  test("knows a secret that is longer than any token at once, and its two ends in every form", () => {
    const secret = `EAAbegin0123456789${"x7".repeat(100_000)}theEnd0123456789`;
    const redact = createRedactor([secret]);
    expect(redact(`before ${secret} after`)).toBe("before [redacted] after");
    expect(redact("EAABEGIN 0123456789, then THEEND 0123456789")).not.toMatch(/begin|theend/i);
  });

  test("takes time in proportion to the text, whatever it holds", () => {
    const redact = createRedactor([
      "EAAveryLongAndVerySecretToken0123456789",
      "4f0c1a9b8e7d6c5b4a39281706f5e4d3",
    ]);
    for (const piece of [
      "\\",
      "%25",
      "&#",
      "EAAvery",
      "a",
      "access_token",
      'access_token"  ',
      "Bearer ",
      "4f0c1a9b8e7 ",
    ]) {
      const timeOf = (length: number, enoughMs: number) => {
        const text = piece.repeat(length / piece.length);
        return leastCpuMs(() => redact(text), enoughMs);
      };
      const briefMs = 20;
      timeOf(20_000, briefMs);
      // Eight times the text in the square of the time would be 64 times.
      const most = 30 * Math.max(briefMs, timeOf(40_000, briefMs));
      expect({ piece, isLinear: timeOf(320_000, most) < most }).toEqual({ piece, isLinear: true });
    }
  });

  test("removes a known secret wherever it stands, encoded or not", () => {
    fc.assert(
      fc.property(fc.string(), token, fc.string(), (before, secret, after) => {
        const redact = createRedactor([`${secret}|x/=`]);
        expect(redact(before + `${secret}|x/=` + after)).not.toContain(secret);
        expect(redact(`${before}?q=${encodeURIComponent(`${secret}|x/=`)}`)).not.toContain(secret);
      }),
    );
  });

  test.each([
    ["https://graph.facebook.com/v25.0/1/media?access_token=TOKENVALUE&limit=1"],
    ["a cursor link with appsecret_proof=TOKENVALUE in it"],
    ["Authorization: Bearer TOKENVALUE"],
    ['{"access_token":"TOKENVALUE"}'],
    ['{"access_token" : "TOKENVALUE"}'],
    ["https://example.com/callback?code=TOKENVALUETOKENVALUE&state=1"],
    ["https://www.facebook.com/connect/login_success.html#long_lived_token=TOKENVALUE"],
    ["https%3A%2F%2Fx%3Faccess_token%3DTOKENVALUE%26limit%3D1"],
  ])("removes what looks like a secret, known or not: %s", (template) => {
    const secret = "Zx9qLm4TpV7cR2";
    expect(redactTokenShapes(template.replaceAll("TOKENVALUE", secret))).not.toContain(secret);
  });

  test("removes bare tokens of both hosts", () => {
    const text = `EAABsbCS1iHgBO7ZC8 and IGQWRPa1kzZAxyz12`;
    expect(redactTokenShapes(text)).toBe("[redacted] and [redacted]");
  });

  test("leaves other text as it is", () => {
    const text =
      "GET /{id}/insights answered 400 in 12 ms: (#100) metric[0] must be one of the following values: reach";
    expect(createRedactor(["secret"])(text)).toBe(text);
  });
});
