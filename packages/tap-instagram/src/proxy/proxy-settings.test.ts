import { expect, test } from "vitest";
import { namedProxy, proxyNote, proxyProblem } from "./proxy-settings.ts";

test("a lower-case variable wins, as with curl", () => {
  expect(namedProxy({ HTTPS_PROXY: "http://b:1", https_proxy: "http://a:2" })).toEqual({
    variable: "https_proxy",
    host: "a:2",
  });
});

test("an empty variable names no proxy", () => {
  expect(namedProxy({ HTTPS_PROXY: "" })).toBeUndefined();
});

test.each([
  ["proxy.example:3128", "proxy.example:3128"],
  ["http://me:secret@proxy.example:3128", "proxy.example:3128"],
  ["http://[", "(not an address)"],
])("of %s only host and port are shown", (value, host) => {
  expect(proxyNote({ HTTPS_PROXY: value })).toBe(`the proxy ${host} of HTTPS_PROXY is used`);
});

test("the exceptions are told", () => {
  expect(proxyNote({ HTTPS_PROXY: "http://a:1", NO_PROXY: "localhost" })).toContain(
    "except for NO_PROXY localhost",
  );
});

test.each(["not a url", "http://[", "ftp://proxy.example:1080"])(
  "%s is no HTTP proxy, and its value is not shown",
  (value) => {
    expect(proxyProblem({ HTTPS_PROXY: value })).toBe(
      "the value of HTTPS_PROXY is not the address of an HTTP proxy, wanted http://HOST:PORT: correct HTTPS_PROXY, or unset it",
    );
  },
);

test.each(["socks5://me:secret@proxy.example:1080", "SOCKS5H://proxy.example:1080", "socks4://10.0.0.1"])(
  "%s is a SOCKS proxy: the message says what to use instead, and shows no password",
  (value) => {
    const problem = proxyProblem({ HTTPS_PROXY: value });
    expect(problem).toContain("set HTTPS_PROXY to an HTTP proxy, http://HOST:PORT");
    expect(problem).not.toContain("secret");
  },
);

test.each([
  {},
  { HTTPS_PROXY: "" },
  { HTTPS_PROXY: "proxy.example:3128" },
  { http_proxy: "https://me:secret@proxy.example" },
])("%j can be used", (env) => {
  expect(proxyProblem(env)).toBeUndefined();
});
