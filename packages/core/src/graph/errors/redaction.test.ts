import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ManualClock } from "test-tools/clock";
import { scriptedServer, type ScriptedAnswer } from "../../../test/scripted-server.ts";
import { appSecretProof } from "../http/appsecret-proof.ts";
import { createGraphClient, type GraphClient, type GraphClientOptions } from "../client.ts";
import { createLoginClient, type LoginClient } from "../login/login-client.ts";

const accessToken = "EAAveryLongAndVerySecretToken0123456789";
const appSecret = "4f0c1a9b8e7d6c5b4a39281706f5e4d3";

/** Answers that throw the caller's own secrets back at it, as proxies and careless errors do. */
function echoes(proof: string): { [what: string]: ScriptedAnswer } {
  const address = `https://graph.facebook.com/v25.0/1/media?access_token=${accessToken}&appsecret_proof=${proof}&code=${code}&secret=${appSecret}`;
  const error = {
    code: 100,
    message: `Unsupported get request to ${address}`,
    error_user_msg: `Bearer ${accessToken}`,
    fbtrace_id: "A",
  };
  return {
    "an error that repeats the address": { status: 400, body: { error } },
    "an HTML page that repeats the header": { status: 502, body: `<p>Bearer ${accessToken}</p>` },
    "JSON of another shape": { status: 200, body: { oops: address } },
    "a batch item that repeats the secret": {
      body: [
        {
          code: 400,
          body: JSON.stringify({ error: { ...error, message: `client_secret=${appSecret}&code=${code}` } }),
        },
      ],
    },
    "a bare batch item": { body: [{ error }] },
    "a broken connection": { destroy: "midway", body: address.repeat(20) },
    "no answer": { hang: true },
  };
}

const requests: { [what: string]: (graph: GraphClient) => Promise<unknown> } = {
  // What a node holds is the caller's own data; it is returned as it is.
  get: (graph) => graph.get({ node: "1" }).then(() => "a node"),
  pages: (graph) => graph.pages({ node: "1", edge: "media", params: {}, budget: "app", pageSize: 5 }).next(),
  readMany: (graph) => graph.readMany({ requests: [{ id: "1", params: {} }], budget: "app" }),
};

const code = "AQBveryLongAndVerySecretCode0123456789";
const grant = { code, redirectUri: "https://example.com/callback" };

const logins: { [what: string]: (client: LoginClient) => Promise<unknown> } = {
  exchangeCode: (client) => client.exchangeCode(grant),
  exchangeToken: (client) => client.exchangeToken(accessToken),
  refreshToken: (client) => client.refreshToken(accessToken),
  debugToken: (client) => client.debugToken(accessToken),
};

/** Everything that can be asked, of either kind of client and of both logins. */
const everything: { [what: string]: (options: GraphClientOptions) => Promise<unknown> } = {
  ...Object.fromEntries(
    Object.entries(requests).map(([what, request]) => [
      what,
      (options) => request(createGraphClient(options)),
    ]),
  ),
  ...Object.fromEntries(
    (["facebook", "instagram"] as const).flatMap((login) =>
      Object.entries(logins).map(([what, request]) => [
        `${what} of ${login}`,
        (options: GraphClientOptions) =>
          request(
            createLoginClient({
              ...options,
              login,
              loginUrl: options.baseUrl,
              app: { appId: "1234567", appSecret },
            }),
          ),
      ]),
    ),
  ),
};

describe.each(Object.entries(everything))("%s", (_, request) => {
  test.each(Object.keys(echoes("")))(
    "tells no secret of %s, in whatever it throws, returns or reports",
    async (what) => {
      const proof = await appSecretProof(accessToken, appSecret);
      const { url } = await scriptedServer(() => echoes(proof)[what] ?? {});
      const told: unknown[] = [];
      const tell = (event: unknown) => void told.push(event);
      const options = {
        accessToken,
        appSecret,
        baseUrl: url,
        clock: new ManualClock(),
        requestTimeoutMs: 30,
        retryPolicy: { maxRetries: 1 },
        observer: { onRequest: tell, onRetry: tell, onWait: tell, onUsage: tell, onNotice: tell },
      };
      told.push(await request(options).catch((error: unknown) => error));
      const shown = inspect(told, { depth: Infinity, showHidden: true, getters: true });
      expect(told.length).toBeGreaterThan(1);
      for (const secret of [accessToken, appSecret, proof, code]) expect(shown).not.toContain(secret);
    },
  );
});
