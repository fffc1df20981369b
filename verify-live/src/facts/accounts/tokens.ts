import { hostOfToken } from "@tap-instagram/core";
import type { Question } from "../../exchange/question.ts";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { expectRefusal } from "../../verdict/expect-refusal.ts";
import { bothHosts, facebookHost, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs, NotTestableError } from "../../verdict/outcome.ts";
import type { Probe } from "../../asking/probe.ts";
import { recordOf } from "../../exchange/records.ts";
import { meQuestion, pagesQuestion } from "../../subjects/account.ts";
import { pages } from "../vendor-pages.ts";

/** The first question of every run. */
function identity(probe: Probe): Question {
  return probe.host === "facebook" ? pagesQuestion : meQuestion;
}

const plainMe: Question = { node: "me", params: { fields: "id" } };

export const tokenFacts: readonly Fact[] = [
  {
    name: "token-in-header",
    claim: "The token is accepted in the Authorization header, with none in the address",
    source: pages.tokens,
    certainty: "seen in clients",
    reliedOnBy: "core: every request",
    hosts: bothHosts,
    async check(probe) {
      // A token that is refused ends the run before this line.
      const { exchange } = await probe.ask(identity(probe));
      const inHeader = exchange.requestHeaders.get("authorization")?.startsWith("Bearer ") === true;
      const inAddress = exchange.url.searchParams.has("access_token");
      const isAnswer = typeof exchange.body === "object" && Object.keys(recordOf(exchange.body)).length > 0;
      return agreesIf(
        inHeader && !inAddress && isAnswer,
        "an answer or a refusal that is not about the token",
        shapeOf(exchange.body),
      );
    },
  },
  {
    name: "token-prefix-tells-host",
    claim: "Instagram Login's tokens begin with IG, and all others belong to graph.facebook.com",
    source: pages.tokens,
    certainty: "seen in clients",
    reliedOnBy: "core: hostOfToken",
    hosts: bothHosts,
    async check(probe) {
      const reply = await probe.ask(identity(probe));
      const isKnown = /^(IG|EAA)/.test(probe.accessToken) && hostOfToken(probe.accessToken) === probe.host;
      const body = recordOf(reply.exchange.body);
      return agreesIf(
        isKnown && ("data" in body || "id" in body || "error" in body),
        "a token of IG… or EAA… that its host accepts",
        isKnown ? describeReply(reply) : "a token that begins otherwise",
      );
    },
  },
  {
    name: "made-up-token-is-190",
    claim: "A token that does not exist is refused with code 190",
    source: pages.errors,
    certainty: "documented",
    reliedOnBy: "core: AuthError, exit code of the tap",
    hosts: bothHosts,
    check: async (probe) =>
      expectRefusal(await probe.ask({ ...plainMe, as: "with a made-up token" }), {
        kinds: ["auth"],
        code: 190,
      }),
  },
  {
    name: "missing-token-is-auth",
    claim: "Without any token the refusal is one that the client takes for a problem of the token",
    source: pages.errors,
    certainty: "seen in clients",
    reliedOnBy: "core: the row of code 2500 in the error table",
    hosts: bothHosts,
    check: async (probe) =>
      expectRefusal(await probe.ask({ ...plainMe, as: "without a token" }), { kinds: ["auth"] }),
  },
  {
    name: "appsecret-proof-accepted",
    claim: "A request with a proof of the app's secret (hex HMAC-SHA256 of the token) is accepted",
    source: pages.secureRequests,
    certainty: "documented",
    reliedOnBy: "core: setting app_secret",
    hosts: facebookHost,
    async check(probe) {
      if (!probe.hasAppSecret) throw new NotTestableError("the app's secret in VERIFY_LIVE_APP_SECRET");
      const reply = await probe.ask(plainMe);
      const isSent = reply.exchange.url.searchParams.has("appsecret_proof");
      return agreesIf(reply.ok && isSent && "id" in reply.body, "an answer", describeReply(reply));
    },
  },
  {
    name: "wrong-appsecret-proof-is-auth",
    claim: "A wrong proof of the app's secret is refused in words that the client takes for that",
    source: pages.secureRequests,
    certainty: "seen in clients",
    reliedOnBy: "core: the row of appsecret_proof in the error table",
    hosts: facebookHost,
    check: async (probe) =>
      expectRefusal(await probe.ask({ ...plainMe, as: "with a wrong app secret" }), {
        kinds: ["auth"],
        reason: "appsecret-proof",
      }),
  },
  {
    name: "debug-token-shape",
    claim:
      "A token may ask about itself, and is told its type, scopes and expiry as numbers and lists of text",
    source: pages.debugToken,
    certainty: "seen in clients",
    reliedOnBy: "core: debugToken",
    hosts: facebookHost,
    async check(probe) {
      const reply = await probe.ask({ node: "debug_token", params: { input_token: probe.accessToken } });
      if (!reply.ok && reply.error.code === 100) {
        throw new NotTestableError("a token of somebody with a role in the app");
      }
      if (!reply.ok) return differs("a report", describeReply(reply));
      const data = recordOf(reply.body["data"]);
      const { scopes } = data;
      const fits =
        data["is_valid"] === true &&
        typeof data["type"] === "string" &&
        Number.isInteger(data["expires_at"]) &&
        Array.isArray(scopes) &&
        scopes.every((scope) => typeof scope === "string");
      return fits
        ? agrees()
        : differs(
            "{is_valid: true, type: text, expires_at: integer, scopes: list of text}",
            shapeOf(reply.body),
          );
    },
  },
];
