import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { bothHosts, facebookHost, instagramHost, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs, NotTestableError } from "../../verdict/outcome.ts";
import { isDigitText, isRecord, numberOf, recordOf, textOf } from "../../exchange/records.ts";
import {
  findAccount,
  findLinkedPages,
  findPages,
  isPageToken,
  meQuestion,
  ownPageQuestion,
  ownProfile,
  pagesQuestion,
  profileQuestion,
} from "../../subjects/account.ts";
import { pages } from "../vendor-pages.ts";

const businessesQuestion = {
  node: "me",
  edge: "businesses",
  params: { fields: "id,owned_pages.limit(100){id},client_pages.limit(100){id}", limit: 100 },
  permissionAside: true as const,
};

export const discoveryFacts: readonly Fact[] = [
  {
    name: "pages-list",
    claim: "me/accounts lists Pages as {id, name, tasks}, the id as text",
    source: pages.pageAccounts,
    certainty: "documented",
    reliedOnBy: "core: discoverAccounts",
    hosts: facebookHost,
    async check(probe) {
      const reply = await probe.ask(pagesQuestion);
      if (isPageToken(reply)) throw new NotTestableError("a token of a user instead of a Page's own");
      if (!reply.ok) return differs("a list of Pages", describeReply(reply));
      const { data } = reply.body;
      if (Array.isArray(data) && data.length === 0)
        throw new NotTestableError("a Page that me/accounts lists");
      const found = Array.isArray(data) ? data : [];
      const fits = found.every(
        (page) => isRecord(page) && isDigitText(page["id"]) && typeof page["name"] === "string",
      );
      return agreesIf(
        found.length > 0 && fits,
        "{data: list of {id: digits, name: text}}",
        shapeOf(reply.body),
      );
    },
  },
  {
    name: "tasks-are-texts",
    claim: "A Page's tasks are a list of words",
    source: pages.pageAccounts,
    certainty: "documented",
    reliedOnBy: "core: InstagramAccount.tasks",
    hosts: facebookHost,
    async check(probe) {
      const tasks = (await findPages(probe)).flatMap((page) => ("tasks" in page ? [page["tasks"]] : []));
      probe.need(tasks[0], "a Page with tasks");
      const fits = tasks.every(
        (list) => Array.isArray(list) && list.every((task) => typeof task === "string" && task !== ""),
      );
      return agreesIf(fits, "list of text", shapeOf(tasks[0]));
    },
  },
  {
    name: "unlinked-page-lacks-the-key",
    claim: "A Page without a professional account has no instagram_business_account, rather than null",
    source: pages.pageAccounts,
    certainty: "seen in clients",
    reliedOnBy: "core: discoverAccounts",
    hosts: facebookHost,
    async check(probe) {
      const unlinked = (await findPages(probe)).filter(
        (page) => !isRecord(page["instagram_business_account"]),
      );
      const page = probe.need(unlinked[0], "a Page without a professional account");
      return agreesIf(
        unlinked.every((one) => !("instagram_business_account" in one)),
        "instagram_business_account: absent",
        shapeOf({ instagram_business_account: page["instagram_business_account"] }),
      );
    },
  },
  {
    name: "profile-comes-with-pages",
    claim: "The account's profile comes along with the list of Pages, its counts as numbers",
    source: pages.pageAccounts,
    certainty: "seen in clients",
    reliedOnBy: "core: discoverAccounts costs no call per account; stream users",
    hosts: facebookHost,
    async check(probe) {
      const [page = {}] = await findLinkedPages(probe);
      const account = recordOf(page["instagram_business_account"]);
      const fits =
        isDigitText(account["id"]) &&
        textOf(account, "username") !== undefined &&
        numberOf(account, "followers_count") !== undefined &&
        numberOf(account, "media_count") !== undefined;
      return agreesIf(
        fits,
        "{id: digits, username: text, followers_count: integer, media_count: integer}",
        shapeOf(account),
      );
    },
  },
  {
    name: "page-token-has-no-accounts",
    claim:
      "With a Page's own token, me/accounts is refused as a field that does not exist, and me is the Page",
    source: pages.pageAccounts,
    certainty: "measured",
    reliedOnBy: "core: discoverAccounts with a Page's token",
    hosts: facebookHost,
    async check(probe) {
      const reply = await probe.ask(pagesQuestion);
      if (reply.ok) throw new NotTestableError("a Page's own token");
      if (!isPageToken(reply)) return differs("a refusal naming the field accounts", describeReply(reply));
      const me = await probe.ask(ownPageQuestion);
      return agreesIf(me.ok && isDigitText(me.body["id"]), "the Page as me", describeReply(me));
    },
  },
  {
    name: "businesses-listed-or-refused",
    claim: "me/businesses is listed, or refused as a missing permission or a field that does not exist",
    source: pages.businesses,
    certainty: "seen in clients",
    reliedOnBy: "core: the second place where discoverAccounts looks",
    hosts: facebookHost,
    async check(probe) {
      const reply = await probe.ask(businessesQuestion);
      if (reply.ok && Array.isArray(reply.body["data"])) return agrees("listed");
      const kind = reply.ok ? "" : reply.error.kind;
      if (kind === "permission" || kind === "refused-name") return agrees(describeReply(reply));
      return differs("a list, or a refusal of those two kinds", describeReply(reply));
    },
  },
  {
    name: "me-has-user-id",
    claim: "me gives the professional id as user_id, a text of digits, beside an id of another meaning",
    source: pages.me,
    certainty: "documented",
    reliedOnBy: "core: discoverAccounts on the Instagram host",
    hosts: instagramHost,
    async check(probe) {
      const { exchange } = await probe.ask(meQuestion);
      const me = ownProfile(recordOf(exchange.body));
      return agreesIf(
        isDigitText(me["user_id"]) && isDigitText(me["id"]) && me["id"] !== me["user_id"],
        "{user_id: digits, id: other digits}",
        shapeOf(me),
      );
    },
  },
  {
    name: "me-is-flat-or-wrapped",
    claim: "me is the profile itself, or a list of the one profile under data",
    source: pages.me,
    certainty: "seen in clients",
    reliedOnBy: "core: discoverAccounts on the Instagram host",
    hosts: instagramHost,
    async check(probe) {
      const body = recordOf((await probe.ask(meQuestion)).exchange.body);
      if ("user_id" in body) return agrees("flat");
      return "user_id" in ownProfile(body) ? agrees("wrapped") : differs("one of the two", shapeOf(body));
    },
  },
  {
    name: "account-read-by-its-id",
    claim: "The id found by discovery is the one in paths: the account's node answers with the same id",
    source: pages.user,
    certainty: "documented",
    reliedOnBy: "core: every path of an account",
    hosts: bothHosts,
    async check(probe) {
      const { id } = await findAccount(probe);
      const reply = await probe.ask(profileQuestion(id, probe.host));
      return agreesIf(
        recordOf(reply.exchange.body)["id"] === id,
        "the account with that id",
        reply.ok && isDigitText(reply.body["id"]) ? "another id" : describeReply(reply),
      );
    },
  },
];
