import type { Question } from "../../exchange/question.ts";
import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { bothHosts, type Certainty, type Fact } from "../fact.ts";
import { agreesIf, differs } from "../../verdict/outcome.ts";
import type { Probe } from "../../asking/probe.ts";
import { dataOf, numberOf, recordOf, textOf } from "../../exchange/records.ts";
import { findAccount, findProfile } from "../../subjects/account.ts";
import { findMedia, mediaQuestion, publishedMs } from "../../subjects/media.ts";
import { pages } from "../vendor-pages.ts";
import { reachOfThirtyDays } from "../../subjects/user-insights.ts";

const small = 3;
const defaultPageSize = 25;

async function edgeQuestion(probe: Probe, params: NonNullable<Question["params"]>): Promise<Question> {
  const { id } = await findAccount(probe);
  return { node: id, edge: "media", params: { fields: "id,timestamp", ...params } };
}

/** The first page of three, of more media than that. @throws NotTestableError */
async function firstPage(probe: Probe) {
  const media = await findMedia(probe);
  probe.need(media[2 * small], "seven posts");
  return { media, page: await probe.answer(await edgeQuestion(probe, { limit: small })) };
}

/** A page that holds all there is, since the fifth post, and the time it was asked from. @throws NotTestableError */
async function lastPage(probe: Probe) {
  const media = await findMedia(probe);
  const fifth = probe.need(media[4], "five posts");
  const since = publishedMs(fifth) / 1000;
  return { media, fifth, since, page: await probe.answer(await edgeQuestion(probe, { since, limit: 100 })) };
}

function cursorAfter(page: object): string | undefined {
  return textOf(recordOf(recordOf(recordOf(page)["paging"])["cursors"]), "after");
}

const common = {
  source: pages.paging,
  hosts: bothHosts,
  certainty: "documented" as Certainty,
};

export const pagingFacts: readonly Fact[] = [
  {
    ...common,
    name: "limit-100-honoured",
    claim: "A page of media holds up to 100 when asked to",
    source: pages.userMedia,
    certainty: "seen in clients",
    reliedOnBy: "tap: setting page_size",
    async check(probe) {
      const count = numberOf(await findProfile(probe), "media_count") ?? 0;
      probe.need(count > defaultPageSize + 10 ? true : undefined, "an account with more than 35 posts");
      const body = await probe.answer(await mediaQuestion(probe));
      const isCut = dataOf(body).length <= defaultPageSize && "next" in recordOf(body["paging"]);
      const isFit = !isCut && dataOf(body).length > defaultPageSize;
      return agreesIf(isFit, "more than a default page", "no more than a default page");
    },
  },
  {
    ...common,
    name: "last-page-lacks-next",
    claim: "The last page has no paging.next, though its cursors may be there",
    certainty: "recorded",
    reliedOnBy: "core: readPages ends there and nowhere else",
    async check(probe) {
      const { page } = await lastPage(probe);
      const isFit = dataOf(page).length > 0 && !("next" in recordOf(page["paging"]));
      return agreesIf(isFit, "paging without next", `paging: ${shapeOf(page["paging"])}`);
    },
  },
  {
    ...common,
    name: "next-comes-with-a-cursor",
    claim: "A page that is followed by another has paging.next and paging.cursors.after",
    reliedOnBy: "core: readPages",
    async check(probe) {
      const { page } = await firstPage(probe);
      const hasNext = textOf(recordOf(page["paging"]), "next") !== undefined;
      const isFit = hasNext && cursorAfter(page) !== undefined;
      return agreesIf(isFit, "{cursors: {after: text}, next: address}", shapeOf(page["paging"]));
    },
  },
  {
    ...common,
    name: "after-goes-on-without-gap",
    claim: "after=<cursor> gives the media that follow, none twice and none left out",
    reliedOnBy: "core: readPages",
    async check(probe) {
      const { media, page } = await firstPage(probe);
      const after = cursorAfter(page);
      if (after === undefined) return differs("a cursor", shapeOf(page["paging"]));
      const second = await probe.answer(await edgeQuestion(probe, { limit: small, after }));
      const walked = [...dataOf(page), ...dataOf(second)].map(({ id }) => id);
      const wanted = media.slice(0, walked.length).map(({ id }) => id);
      const isFit = dataOf(second).length > 0 && walked.join() === wanted.join();
      return agreesIf(isFit, "the same order as one large page", "other media, or another order");
    },
  },
  {
    ...common,
    name: "paging-links-carry-the-token",
    claim: "paging.next holds the token, even when it came in the header",
    certainty: "recorded",
    reliedOnBy: "core: only the position is taken from a link, and links are redacted",
    async check(probe) {
      const { page } = await firstPage(probe);
      const next = textOf(recordOf(page["paging"]), "next") ?? "";
      return agreesIf(next.includes("access_token="), "a link with access_token", "a link without");
    },
  },
  {
    ...common,
    name: "since-filters-media",
    claim: "since gives the media published at or after it, and no others",
    source: pages.userMedia,
    reliedOnBy: "core: readMedia from a start on",
    async check(probe) {
      const { media, fifth, since, page } = await lastPage(probe);
      const times = dataOf(page).map((one) => publishedMs(one) / 1000);
      const isOnly = times.every((time) => time >= since);
      const wanted = media.filter((one) => publishedMs(one) / 1000 >= since).length;
      const hasBound = dataOf(page).some(({ id }) => id === fifth.id);
      const found = isOnly
        ? `${hasBound ? "" : "not the one published then; "}another number`
        : "older ones too";
      return agreesIf(isOnly && hasBound && times.length === wanted, "those, the bound included", found);
    },
  },
  {
    ...common,
    name: "until-filters-media",
    claim: "until gives the media published at or before it, and no others",
    source: pages.userMedia,
    reliedOnBy: "verify-live: how it finds an old post",
    async check(probe) {
      const media = await findMedia(probe);
      const fifth = probe.need(media[4], "five posts");
      const until = publishedMs(fifth) / 1000;
      const page = await probe.answer(await edgeQuestion(probe, { until, limit: small }));
      const times = dataOf(page).map((one) => publishedMs(one) / 1000);
      const isFit = times.every((time) => time <= until) && dataOf(page).some(({ id }) => id === fifth.id);
      return agreesIf(isFit, "the one published then, and older ones", "newer ones, or not that one");
    },
  },
  {
    ...common,
    name: "empty-edge-has-an-empty-list",
    claim: "An edge without anything answers {data: []} without paging.next",
    reliedOnBy: "core: edgePage",
    async check(probe) {
      const reply = await probe.ask(await edgeQuestion(probe, { until: 946_684_800, limit: 1 }));
      const data = reply.ok ? reply.body["data"] : undefined;
      const paging = reply.ok ? recordOf(reply.body["paging"]) : {};
      const isFit = Array.isArray(data) && data.length === 0 && !("next" in paging);
      return agreesIf(isFit, "{data: empty list}", describeReply(reply));
    },
  },
  {
    ...common,
    name: "insights-links-never-end",
    claim: "A window of account insights has paging.next whatever comes after it",
    certainty: "recorded",
    reliedOnBy: "core: windows are stepped by ourselves, and the link is never followed",
    async check(probe) {
      const body = await probe.answer(await reachOfThirtyDays(probe));
      probe.need(dataOf(body)[0], "an account with a reach");
      const isThere = textOf(recordOf(body["paging"]), "next") !== undefined;
      return agreesIf(isThere, "{previous: address, next: address}", shapeOf(body["paging"]));
    },
  },
];
