import { createServer } from "node:net";
import { expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { scriptedServer, type ScriptedAnswer } from "../../../test/scripted-server.ts";
import { createGraphClient, type GraphClientOptions } from "../client.ts";
import { TransientError } from "../errors/errors.ts";

const page = "<html><body>Access denied by policy</body></html>";

async function failureOf(
  script: () => ScriptedAnswer,
  options: Partial<GraphClientOptions> = {},
): Promise<{ error: TransientError; asked: number }> {
  const { url, requests } = await scriptedServer(script);
  const error = await errorAt(url, options);
  return { error, asked: requests.length };
}

async function errorAt(baseUrl: string, options: Partial<GraphClientOptions> = {}): Promise<TransientError> {
  const graph = createGraphClient({
    accessToken: "EAAsecret123456",
    baseUrl,
    clock: new ManualClock(),
    ...options,
  });
  const error: unknown = await graph.get({ node: "me" }).catch((thrown: unknown) => thrown);
  if (!(error instanceof TransientError)) throw new Error("The request did not fail as expected");
  return error;
}

test("an answer that only a proxy gives, and of which fetch says nothing, is named", async () => {
  const { error } = await failureOf(() => ({ status: 407, body: "" }));
  expect(error.message).toMatch(/^Cannot GET \/me: .*HTTP 407/);
});

test.each([
  ["a page of a firewall", 403, page],
  ["a page of a server that is not the API", 404, page],
  ["JSON that is none of the API's", 400, { oops: true }],
])("%s with a status of 4xx is asked for twice, not seven times", async (_, status, body) => {
  const { error, asked } = await failureOf(() => ({ status, body }));
  expect(asked).toBe(2);
  expect(error).toMatchObject({ kind: "transient", status });
});

test.each([408, 500, 503])("a page with status %d is asked for until the retries end", async (status) => {
  const { asked } = await failureOf(() => ({ status, body: page }), { retryPolicy: { maxRetries: 3 } });
  expect(asked).toBe(4);
});

test("an answer that sends elsewhere is not followed; only the host it names is told", async () => {
  const other = await scriptedServer(() => ({ body: { id: "1" } }));
  const { error, asked } = await failureOf(() => ({
    status: 302,
    headers: { location: `${other.url}/login?token=hidden` },
    body: page,
  }));
  expect(error).toMatchObject({ reason: "redirected", status: 302 });
  expect(error.message).toContain(`redirects to ${new URL(other.url).host},`);
  expect(error.message).not.toContain("hidden");
  expect(other.requests).toEqual([]);
  expect(asked).toBe(2);
});

test("no network is told apart from an outage", async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  await new Promise((resolve) => server.close(resolve));
  const error = await errorAt(`http://127.0.0.1:${port}`);
  expect(error).toMatchObject({ reason: "no-network", status: undefined });
  expect(error.message).toContain(`No connection to 127.0.0.1:${port}`);
  expect(error.message).toContain("This is not an outage of the API");
});

test("a name that is not found is no network, with the host's name", async () => {
  const error = await errorAt("https://graph.example", {
    fetch: () =>
      Promise.reject(
        new TypeError("fetch failed", {
          cause: Object.assign(new Error("getaddrinfo ENOTFOUND graph.example"), { code: "ENOTFOUND" }),
        }),
      ),
  });
  expect(error).toMatchObject({ reason: "no-network" });
  expect(error.message).toContain("No connection to graph.example: getaddrinfo ENOTFOUND");
});

test("a name with several addresses that all refuse is no network", async () => {
  const refused = (address: string) =>
    Object.assign(new Error(`connect ECONNREFUSED ${address}`), { code: "ECONNREFUSED" });
  const error = await errorAt("https://graph.example", {
    fetch: () =>
      Promise.reject(
        new TypeError("fetch failed", {
          cause: new AggregateError([refused("10.0.0.1:443"), refused("10.0.0.2:443")], ""),
        }),
      ),
  });
  expect(error).toMatchObject({ reason: "no-network" });
  expect(error.message).toContain("10.0.0.1:443");
});

test("a certificate that is not trusted is asked for once, and NODE_EXTRA_CA_CERTS is named", async () => {
  let asked = 0;
  const error = await errorAt("https://graph.example", {
    fetch: () => {
      asked += 1;
      return Promise.reject(
        new TypeError("fetch failed", {
          cause: Object.assign(new Error("self-signed certificate in certificate chain"), {
            code: "SELF_SIGNED_CERT_IN_CHAIN",
          }),
        }),
      );
    },
  });
  expect(asked).toBe(1);
  expect(error).toMatchObject({ reason: "certificate" });
  expect(error.message).toContain("NODE_EXTRA_CA_CERTS");
});

test.each([
  ["CERT_HAS_EXPIRED", "certificate has expired", "certificate", /Check the clock of this machine/],
  [
    "ERR_TLS_CERT_ALTNAME_INVALID",
    "Hostname/IP does not match certificate's altnames",
    "certificate",
    /one of another server than graph\.example.*Correct the address/,
  ],
  ["EPROTO", "write EPROTO wrong version number", "certificate", /does not speak TLS.*Check the port/],
  [
    "ERR_WRONG_PROXY",
    "the value of HTTPS_PROXY is wrong",
    "wrong-proxy",
    /me: the value of HTTPS_PROXY is wrong$/,
  ],
] as const)(
  "a failure with the code %s is asked for once, with advice that fits",
  async (code, said, reason, advice) => {
    let asked = 0;
    const error = await errorAt("https://graph.example", {
      fetch: () => {
        asked += 1;
        const cause = Object.assign(new Error(said), { code });
        return Promise.reject(new TypeError("fetch failed", { cause }));
      },
    });
    expect(asked).toBe(1);
    expect(error).toMatchObject({ reason });
    expect(error.message).toMatch(advice);
    expect(error.message).not.toContain("NODE_EXTRA_CA_CERTS");
  },
);

test("a connection that breaks is an outage like any other", async () => {
  const { error, asked } = await failureOf(() => ({ destroy: "midway", body: { data: "x".repeat(2000) } }));
  expect(error).toMatchObject({ reason: "network" });
  expect(asked).toBe(7);
});

test("an answer longer than allowed is not read on, and the error names the size", async () => {
  const { error, asked } = await failureOf(() => ({ body: { data: "x".repeat(5 << 20) } }), {
    maxResponseBytes: 2 ** 20,
  });
  expect(error).toMatchObject({ kind: "transient", reason: "too-long" });
  expect(error.message).toContain("longer than the 1 MiB allowed");
  expect(asked).toBe(2);
});
