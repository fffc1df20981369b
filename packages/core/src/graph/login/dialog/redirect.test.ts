import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { GraphHost } from "../../hosts.ts";
import { isSameState, newLoginState } from "./login-state.ts";
import { readRedirect } from "./redirect.ts";

const state = "9f86d081884c7d659a2feaa0c55ad015";
const read = (address: string, login: GraphHost = "facebook") => readRedirect(address, { login, state });

describe("the address that the browser comes back to", () => {
  test.each([
    ["as Facebook sends it", `http://localhost:4567/callback?code=AQBx_y-z&state=${state}#_=_`],
    ["as Instagram sends it", `https://example.com/?code=AQBx_y-z&state=${state}#_`],
    ["as a path of a request", `/callback?state=${state}&code=AQBx_y-z`],
    [
      "copied with spaces and quotes around it",
      `  "https://example.com/?code=AQBx_y-z&state=${state}#_=_"\r\n`,
    ],
    ["copied between angle brackets", `<https://example.com/?code=AQBx_y-z&state=${state}>`],
    ["copied without the beginning", `code=AQBx_y-z&state=${state}#_`],
    ["with more in it", `https://example.com/?a=1&code=AQBx_y-z&granted_scopes=x&state=${state}`],
  ])("gives the code %s", (_, address) => {
    expect(read(address)).toEqual({ code: "AQBx_y-z" });
  });

  test.each([
    ["of another login", "https://example.com/?code=AQBx&state=9f86d081884c7d659a2feaa0c55ad016"],
    ["that is cut", `https://example.com/?code=AQBx&state=${state.slice(0, -1)}`],
    ["that is missing", "https://example.com/?code=AQBx"],
    ["that is empty", "https://example.com/?code=AQBx&state="],
    ["although it is a denial", "https://example.com/?error=access_denied&state=x"],
    ["of no address at all", "yes, I logged in"],
    ["of an empty line", ""],
  ])("gives no code with a state %s", (_, address) => {
    expect(read(address)).toMatchObject({
      error: { code: "state-wrong", message: expect.stringMatching(/^Cannot use this address: .*Open the/) },
    });
  });

  test("tells a denial, in the words of the vendor and with what to do", () => {
    const address = `https://example.com/?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=${state}#_=_`;
    expect(read(address)).toMatchObject({
      error: {
        code: "denied",
        login: "facebook",
        message: expect.stringMatching(
          /^The login was denied: Permissions error, user_denied, code 200\. Log in again, choose "Edit settings"/,
        ),
        docsUrl: expect.stringMatching(/^https:/),
      },
    });
  });

  test("tells a denial by Instagram, which repeats no state", () => {
    const address =
      "https://example.com/?error=access_denied&error_reason=user_denied&error_description=The+user+denied+your+request";
    expect(read(address, "instagram")).toMatchObject({
      error: { code: "denied", message: expect.stringContaining("Instagram testers") },
    });
    expect(read(address, "facebook")).toMatchObject({ error: { code: "state-wrong" } });
  });

  test("tells any other failure of the page", () => {
    const address = `https://example.com/?error_code=1349126&error_message=App+not+active&state=${state}`;
    expect(read(address)).toMatchObject({
      error: {
        code: "refused",
        message: expect.stringMatching(/^The login page gave no code: App not active/),
      },
    });
  });

  test("shows neither control characters nor secrets of an address that anyone may have written", () => {
    const words = "\u001B[31mred\u0007 access_token=EAABsbCS1iHgBO7ZC8";
    const address = `https://example.com/?error=x&error_description=${encodeURIComponent(words)}&state=${state}`;
    const redirect = read(address);
    const message = "error" in redirect ? redirect.error.message : "";
    expect(message).toContain("red");
    expect(message).not.toMatch(/\p{C}|EAABsbCS1iHgBO7ZC8/u);
  });

  test("is never taken for a login without its state, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ maxLength: 40 }), (text, path) => {
        for (const address of [
          text,
          path,
          `${path}?code=${text}`,
          `${path}#state=${state}`,
          `${text}&state=${text}`,
        ]) {
          const redirect = read(address);
          expect("error" in redirect && redirect.error.code).toBe("state-wrong");
        }
      }),
    );
  });
});

describe("a state", () => {
  test("has 128 bits and is never the same twice", () => {
    const states = new Set(Array.from({ length: 50 }, () => newLoginState()));
    expect(states.size).toBe(50);
    for (const one of states) expect(one).toMatch(/^[0-9a-f]{32}$/);
  });

  test("is made of the randomness that is passed in", () => {
    expect(newLoginState((bytes) => bytes.fill(10))).toBe("0a".repeat(16));
  });

  test("is the same as itself only", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(isSameState(one, other)).toBe(one === other);
        expect(isSameState(one, one)).toBe(true);
      }),
    );
  });
});
