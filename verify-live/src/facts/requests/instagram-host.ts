import { recordOf, textOf } from "../../exchange/records.ts";
import { findAccount, meQuestion, ownProfile } from "../../subjects/account.ts";
import { mediaInsightsQuestion, needSubject } from "../../subjects/insights.ts";
import { describeReply } from "../../verdict/describe.ts";
import { expectRefusal } from "../../verdict/expect-refusal.ts";
import { agrees, agreesIf, differs } from "../../verdict/outcome.ts";
import { instagramHost, type Certainty, type Fact } from "../fact.ts";
import { pages } from "../vendor-pages.ts";

const common = {
  source: pages.errors,
  hosts: instagramHost,
  certainty: "recorded" as Certainty,
};

export const instagramHostFacts: readonly Fact[] = [
  {
    ...common,
    name: "instagram-host-has-its-own-words",
    claim: "graph.instagram.com refuses as IGApiException, without the (#100) at the beginning",
    reliedOnBy: "core: texts of the error table fit both hosts",
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const reply = await probe.ask(mediaInsightsQuestion(id, ["reach", "navigation", "replies"]));
      const error = recordOf(recordOf(reply.exchange.body)["error"]);
      const isFit = error["type"] === "IGApiException" && !textOf(error, "message")?.startsWith("(#");
      return agreesIf(!reply.ok && isFit, "IGApiException, no (#100)", describeReply(reply));
    },
  },
  {
    ...common,
    name: "unknown-edge-is-an-unsupported-request",
    claim: "An edge that graph.instagram.com does not have is refused as an unsupported request",
    reliedOnBy: "core: the row of not-visible in the error table",
    async check(probe) {
      const { id } = await findAccount(probe);
      const reply = await probe.ask({ node: id, edge: "verify_live_made_up", params: {} });
      return expectRefusal(reply, { code: 100, kinds: ["not-found"], reason: "not-visible" });
    },
  },
  {
    ...common,
    name: "app-scoped-id-refused",
    claim: "The id that me gives is not one for paths: it is refused with code 100",
    reliedOnBy: "core: user_id is used in paths, never id",
    async check(probe) {
      const profile = ownProfile(await probe.answer(meQuestion));
      const id = probe.need(textOf(profile, "id"), "an id in the answer of me");
      probe.need(id === profile["user_id"] ? undefined : true, "an id of me that differs from user_id");
      const reply = await probe.ask({ node: id, params: { fields: ["username"] } });
      return expectRefusal(reply, { code: 100, kinds: ["misuse", "not-found"] });
    },
  },
  {
    ...common,
    name: "facebook-profile-fields-elsewhere",
    claim: "has_profile_pic, a field of graph.facebook.com, is refused by its name, or left out",
    certainty: "inferred",
    reliedOnBy: "core: accountFields name the hosts of a field",
    async check(probe) {
      const { id } = await findAccount(probe);
      const reply = await probe.ask({ node: id, params: { fields: ["username", "has_profile_pic"] } });
      if (reply.ok && textOf(reply.body, "username") !== undefined) {
        return agrees("has_profile_pic" in reply.body ? "served" : "left out");
      }
      return expectRefusal(reply, { names: ["has_profile_pic"], nameKind: "field" });
    },
  },
  {
    ...common,
    name: "facebook-counts-left-out",
    claim: "Counts that only graph.facebook.com has are left out of media, without a refusal",
    certainty: "measured",
    reliedOnBy: "core: mediaFields name the hosts of a field",
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const counts = ["saved_count", "total_like_count"];
      const reply = await probe.ask({ node: id, params: { fields: ["id", "media_type", ...counts] } });
      if (!reply.ok) return differs("an answer without them", describeReply(reply));
      const served = counts.filter((name) => name in reply.body);
      const isAnswer = textOf(reply.body, "media_type") !== undefined;
      return agreesIf(isAnswer && served.length === 0, "left out", served.join(", ") || describeReply(reply));
    },
  },
];
