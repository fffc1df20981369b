import type { GraphNode } from "@tap-instagram/core";
import { isDigitText, dataOf, numberOf, recordOf, textOf } from "../../exchange/records.ts";
import type { Reply } from "../../exchange/question.ts";
import { findAccount, findProfile } from "../../subjects/account.ts";
import { unknownId, unknownUsername } from "../../subjects/unknown-id.ts";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { expectRefusal } from "../../verdict/expect-refusal.ts";
import { agreesIf, differs, NotTestableError, type Outcome } from "../../verdict/outcome.ts";
import { facebookHost, type Certainty, type Fact } from "../fact.ts";
import { pages } from "../vendor-pages.ts";

/** No word that people use. */
const noWord = "qxzvkwjpqxzvkwjp";

function isPermission(reply: Reply): boolean {
  return !reply.ok && reply.error.kind === "permission";
}

const common = { hosts: facebookHost, certainty: "documented" as Certainty };

/** What accounts show of others: discovery, hashtags, mentions. */
export const otherPeopleFacts: readonly Fact[] = [
  {
    ...common,
    name: "discovery-shows-an-account",
    claim: "business_discovery.username(name) answers the profile of a professional account, with its id",
    source: pages.discovery,
    reliedOnBy: "core: readRival; stream rivals",
    async check(probe) {
      const { id } = await findAccount(probe);
      const username = probe.need(textOf(await findProfile(probe), "username"), "an account with a username");
      const by = { parameter: "username", value: username };
      const fields = [{ name: "business_discovery", by, fields: ["id", "username", "followers_count"] }];
      const reply = await probe.ask({ node: id, params: { fields } });
      const found = recordOf(reply.ok ? reply.body["business_discovery"] : undefined);
      const isFit = isDigitText(found["id"]) && numberOf(found, "followers_count") !== undefined;
      return agreesIf(
        isFit,
        "business_discovery: {id: digits, followers_count: integer}",
        describeReply(reply),
      );
    },
  },
  {
    ...common,
    name: "discovery-hides-what-is-not-there",
    claim: "A name that nobody has is refused with code 110",
    source: pages.discovery,
    certainty: "measured",
    reliedOnBy: "core: readRival gives undefined for it",
    async check(probe) {
      const { id } = await findAccount(probe);
      const by = { parameter: "username", value: unknownUsername };
      const fields = [{ name: "business_discovery", by, fields: ["id"] }];
      const reply = await probe.ask({ node: id, params: { fields } });
      return expectRefusal(reply, { code: 110 });
    },
  },
  {
    ...common,
    name: "searched-hashtags-have-names",
    claim: "recently_searched_hashtags answers a list, and gives id and name",
    source: pages.searchedHashtags,
    certainty: "inferred",
    reliedOnBy: "core: readSearchedHashtags; a state that is lost costs no search",
    async check(probe) {
      const { id } = await findAccount(probe);
      const params = { fields: ["id", "name"], limit: 30 };
      const reply = await probe.ask({
        node: id,
        edge: "recently_searched_hashtags",
        params,
        permissionAside: true,
      });
      if (isPermission(reply)) throw new NotTestableError("the feature Instagram Public Content Access");
      return listOf(
        reply,
        "an account that searched a hashtag in the last seven days",
        "{data: list of {id: digits, name: text}}",
        (one) => isDigitText(one["id"]) && textOf(one, "name") !== undefined,
      );
    },
  },
  {
    ...common,
    name: "a-word-without-hashtag-is-refused",
    claim: "ig_hashtag_search refuses a word without a hashtag with code 24",
    source: pages.hashtagSearch,
    certainty: "inferred",
    reliedOnBy: "core: findHashtag gives undefined for it; stream hashtags",
    async check(probe) {
      const { id } = await findAccount(probe);
      const params = { user_id: id, q: noWord };
      const reply = await probe.ask({ node: "ig_hashtag_search", params, permissionAside: true });
      if (isPermission(reply)) throw new NotTestableError("the feature Instagram Public Content Access");
      return expectRefusal(reply, { code: 24 });
    },
  },
  {
    ...common,
    name: "a-mention-that-is-not-there-is-not-found",
    claim:
      "mentioned_media refuses the id of a post that does not mention the account as an object that is not there",
    source: pages.mentionedMedia,
    certainty: "inferred",
    reliedOnBy: "tap: mentioned_media takes it for deleted",
    async check(probe) {
      const { id } = await findAccount(probe);
      const by = { parameter: "media_id", value: unknownId };
      const fields = [{ name: "mentioned_media", by, fields: ["id"] }];
      const reply = await probe.ask({ node: id, params: { fields } });
      return expectRefusal(reply, { kinds: ["not-found"], code: 100, subcode: 33 });
    },
  },
  {
    ...common,
    name: "collaborations-are-a-list",
    claim: "collaborative_media answers a list of posts with an id each",
    source: pages.collaborativeMedia,
    reliedOnBy: "core: collaborativeMedia; stream collaborative_media",
    async check(probe) {
      const { id } = await findAccount(probe);
      const reply = await probe.ask({
        node: id,
        edge: "collaborative_media",
        params: { fields: ["id", "username"], limit: 5 },
      });
      return listOf(
        reply,
        "an account that is a collaborator of a post",
        "{data: list of {id: digits}}",
        (post) => isDigitText(post["id"]),
      );
    },
  },
];

/** Whether the answer is a list of entries that fit. @throws NotTestableError when it is an empty one. */
function listOf(
  reply: Reply,
  missing: string,
  expected: string,
  isFit: (one: GraphNode) => boolean,
): Outcome {
  const list = reply.ok ? reply.body["data"] : undefined;
  if (!reply.ok || !Array.isArray(list)) return differs(expected, describeReply(reply));
  if (list.length === 0) throw new NotTestableError(missing);
  return agreesIf(dataOf(reply.body).every(isFit), expected, shapeOf(reply.body));
}
