import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { bothHosts, facebookHost, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs } from "../../verdict/outcome.ts";
import { isDigitText, textOf } from "../../exchange/records.ts";
import { findAccount, findProfile, profileQuestion } from "../../subjects/account.ts";
import { pages } from "../vendor-pages.ts";
import { profileFields } from "../../subjects/profile-fields.ts";

const counts = ["followers_count", "follows_count", "media_count"];
const flags = ["has_profile_pic", "is_published"];
const optionalTexts = ["name", "biography", "website"];

export const profileFacts: readonly Fact[] = [
  {
    name: "profile-fields-accepted",
    claim: `Every field of the profile may be asked for: ${profileFields.facebook.join(", ")}; with Instagram Login ${profileFields.instagram.join(", ")}`,
    source: pages.user,
    certainty: "measured",
    reliedOnBy: "core: accountFields; stream users",
    hosts: bothHosts,
    async check(probe) {
      const { id } = await findAccount(probe);
      const reply = await probe.ask(profileQuestion(id, probe.host));
      if (!reply.ok || !("username" in reply.body)) return differs("the profile", describeReply(reply));
      const absent = profileFields[probe.host].filter((field) => !(field in reply.body));
      return agrees(absent.length > 0 ? `accepted, without a value: ${absent.join(", ")}` : undefined);
    },
  },
  {
    name: "profile-counts-are-integers",
    claim: `${counts.join(", ")} are integers`,
    source: pages.user,
    certainty: "documented",
    reliedOnBy: "tap: columns of users",
    hosts: bothHosts,
    async check(probe) {
      const profile = await findProfile(probe);
      const shape = shapeOf(Object.fromEntries(counts.map((name) => [name, profile[name]])));
      return agreesIf(
        counts.every((name) => Number.isInteger(profile[name])),
        "integers",
        shape,
      );
    },
  },
  {
    name: "profile-flags-are-booleans",
    claim: `${flags.join(" and ")} are true or false`,
    source: pages.user,
    certainty: "measured",
    reliedOnBy: "tap: columns of users",
    hosts: facebookHost,
    async check(probe) {
      const profile = await findProfile(probe);
      const there = flags.filter((name) => name in profile);
      probe.need(there[0], `an answer that has ${flags.join(" or ")}`);
      return agreesIf(
        there.every((name) => typeof profile[name] === "boolean"),
        "booleans",
        shapeOf(Object.fromEntries(there.map((name) => [name, profile[name]]))),
      );
    },
  },
  {
    name: "empty-profile-texts-are-absent",
    claim: "An empty name, biography or website is left out, rather than an empty text or null",
    source: pages.user,
    certainty: "inferred",
    reliedOnBy: "tap: null in the columns of users",
    hosts: bothHosts,
    async check(probe) {
      const profile = await findProfile(probe);
      probe.need(textOf(profile, "username"), "the profile");
      const empty = optionalTexts.filter((name) => !profile[name]);
      probe.need(empty[0], "an account whose name, biography or website is empty");
      return agreesIf(
        empty.every((name) => !(name in profile)),
        "absent",
        shapeOf(Object.fromEntries(empty.map((name) => [name, profile[name]]))),
      );
    },
  },
  {
    name: "profile-picture-is-an-address",
    claim: "profile_picture_url, where there is one, is an https address",
    source: pages.user,
    certainty: "documented",
    reliedOnBy: "tap: columns of users",
    hosts: bothHosts,
    async check(probe) {
      const picture = (await findProfile(probe))["profile_picture_url"];
      probe.need(picture, "an account with a profile picture");
      return agreesIf(
        typeof picture === "string" && /^https?:\/\//.test(picture),
        "address",
        shapeOf(picture),
      );
    },
  },
  {
    name: "legacy-id-is-another-text",
    claim: "legacy_instagram_user_id is a text of digits, and not the id",
    source: pages.user,
    certainty: "recorded",
    reliedOnBy: "tap: column legacy_instagram_user_id of users",
    hosts: facebookHost,
    async check(probe) {
      const { id } = await findAccount(probe);
      const { exchange } = await probe.ask(profileQuestion(id, probe.host));
      const body: unknown = exchange.body;
      const legacy =
        typeof body === "object" && body !== null && "legacy_instagram_user_id" in body
          ? body.legacy_instagram_user_id
          : undefined;
      probe.need(legacy, "an account that has a legacy id");
      const found = legacy === id ? "the id itself" : shapeOf(legacy);
      return agreesIf(isDigitText(legacy) && legacy !== id, "other digits, as text", found);
    },
  },
];
