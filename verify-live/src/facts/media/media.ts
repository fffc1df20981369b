import { describeReply, shapeOf } from "../../verdict/describe.ts";
import { bothHosts, type Fact } from "../fact.ts";
import { agrees, agreesIf, differs } from "../../verdict/outcome.ts";
import { dataOf, isDigitText, isRecord, recordOf, recordsOf, textOf } from "../../exchange/records.ts";
import { findMedia, mediaFields, mediaQuestion, needMedia, publishedMs } from "../../subjects/media.ts";
import { pages } from "../vendor-pages.ts";

const counts = ["like_count", "comments_count", "total_like_count", "saved_count", "shares_count"];

export const mediaFacts: readonly Fact[] = [
  {
    name: "media-fields-accepted",
    claim: `Every field the tap asks of posts may be asked for: ${mediaFields.join(", ")}`,
    source: pages.media,
    certainty: "measured",
    reliedOnBy: "tap: stream media",
    hosts: bothHosts,
    async check(probe) {
      const reply = await probe.ask(await mediaQuestion(probe));
      if (!reply.ok || !Array.isArray(reply.body["data"])) {
        return differs("a list of media", describeReply(reply));
      }
      const seen = new Set(dataOf(reply.body).flatMap((media) => Object.keys(media)));
      const absent = mediaFields.filter((field) => seen.size > 0 && !seen.has(field));
      return agrees(absent.length > 0 ? `accepted, on none of the posts: ${absent.join(", ")}` : undefined);
    },
  },
  {
    name: "children-come-with-media",
    claim: "The slides of albums come along in the same answer, as {data: […]} with an id each",
    source: pages.media,
    certainty: "documented",
    reliedOnBy: "core: readMedia; column children of media",
    hosts: bothHosts,
    async check(probe) {
      const albums = (await findMedia(probe)).filter((media) => media["media_type"] === "CAROUSEL_ALBUM");
      const album = probe.need(albums[0], "an album among the newest 100");
      const fits = albums.every(({ children }) => {
        const slides = recordsOf(recordOf(children)["data"]);
        return slides.length > 0 && slides.every((slide) => isDigitText(slide["id"]));
      });
      return agreesIf(
        fits,
        "children: {data: list of {id: digits, …}}",
        `children: ${shapeOf(album.children)}`,
      );
    },
  },
  {
    name: "children-only-on-albums",
    claim: "Media other than albums have no children",
    source: pages.media,
    certainty: "documented",
    reliedOnBy: "tap: null in the column children",
    hosts: bothHosts,
    async check(probe) {
      const others = (await findMedia(probe)).filter((media) => media["media_type"] !== "CAROUSEL_ALBUM");
      probe.need(others[0], "a post other than an album");
      const unexpected = others.find((media) => "children" in media);
      return agreesIf(
        unexpected === undefined,
        "children: absent",
        `children: ${shapeOf(unexpected?.children)}`,
      );
    },
  },
  {
    name: "media-always-has",
    claim: "id, media_type and timestamp are on every post, media_product_type on most, all as text",
    source: pages.media,
    certainty: "measured",
    reliedOnBy: "core: mediaKindOf, metricsFor; keys and labels of the media streams",
    hosts: bothHosts,
    async check(probe) {
      const media = await needMedia(probe);
      const without = (field: string) => media.filter((one) => textOf(one, field) === undefined).length;
      const lacking = ["id", "media_type", "timestamp"].filter((field) => without(field) > 0);
      if (without("media_product_type") > media.length / 2) lacking.push("media_product_type");
      return agreesIf(lacking.length === 0, "all four", `posts without ${lacking.join(", ")}`);
    },
  },
  {
    name: "media-kinds-known",
    claim:
      "media_type is IMAGE, VIDEO or CAROUSEL_ALBUM and media_product_type FEED, REELS or AD; reels are videos",
    source: pages.media,
    certainty: "documented",
    reliedOnBy: "core: mediaKindOf, which decides the metrics",
    hosts: bothHosts,
    async check(probe) {
      const media = await needMedia(probe);
      const kinds = media.map((one) => `${textOf(one, "media_product_type")} ${textOf(one, "media_type")}`);
      const unexpected = kinds.filter(
        (kind) => !/^((FEED|AD) (IMAGE|VIDEO|CAROUSEL_ALBUM)|REELS VIDEO)$/.test(kind),
      );
      const known = kinds.find((kind) => !kind.includes("undefined"));
      probe.need(known, "media with media_product_type");
      const unknown = new Set(unexpected.filter((kind) => !kind.includes("undefined")));
      return agreesIf(unknown.size === 0, "those kinds", [...unknown].join(", "));
    },
  },
  {
    name: "timestamps-are-utc",
    claim: "A timestamp is written 2026-01-02T03:04:05+0000",
    source: pages.media,
    certainty: "measured",
    reliedOnBy: "core: utcTimestamp",
    hosts: bothHosts,
    async check(probe) {
      const texts = (await needMedia(probe)).map((media) => textOf(media, "timestamp") ?? "");
      const unexpected = texts.find((text) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/.test(text));
      return agreesIf(
        unexpected === undefined,
        "YYYY-MM-DDThh:mm:ss+0000",
        (unexpected ?? "").replaceAll(/\d/g, "0"),
      );
    },
  },
  {
    name: "media-newest-first",
    claim: "The media edge lists the newest first",
    source: pages.userMedia,
    certainty: "seen in clients",
    reliedOnBy: "tap: an interrupted sync goes on from where it was",
    hosts: bothHosts,
    async check(probe) {
      const times = (await findMedia(probe)).map(publishedMs);
      probe.need(times[1], "two posts");
      const isSorted = times.every((time, index) => time > 0 && time <= (times[index - 1] ?? time));
      return agreesIf(isSorted, "timestamps that never rise", "a post that is newer than the one before it");
    },
  },
  {
    name: "no-value-means-no-key",
    claim: "A field that a post has no value of is left out, rather than null or empty",
    source: pages.media,
    certainty: "measured",
    reliedOnBy: "core: GraphNode; tap: null in every column",
    hosts: bothHosts,
    async check(probe) {
      const media = await needMedia(probe);
      const unexpected = new Set(
        media.flatMap((one) => Object.keys(one).filter((field) => one[field] === null || one[field] === "")),
      );
      const isPartial = media.some((one) => mediaFields.some((field) => !(field in one)));
      probe.need(isPartial || unexpected.size > 0 || undefined, "a post that lacks a field");
      return agreesIf(unexpected.size === 0, "absent", `null or empty: ${[...unexpected].join(", ")}`);
    },
  },
  {
    name: "media-counts-are-integers",
    claim: "Counts of likes, comments, saves and shares are integers, or absent",
    source: pages.media,
    certainty: "documented",
    reliedOnBy: "tap: columns of media",
    hosts: bothHosts,
    async check(probe) {
      const values = (await needMedia(probe)).flatMap((media) =>
        counts.flatMap((field) => (field in media ? [[field, media[field]] as const] : [])),
      );
      probe.need(values[0], "a post with a count");
      const unexpected = values.find(([, value]) => !Number.isInteger(value));
      return agreesIf(
        unexpected === undefined,
        "integers",
        unexpected ? `${unexpected[0]}: ${shapeOf(unexpected[1])}` : "",
      );
    },
  },
  {
    name: "owner-is-an-id",
    claim: "owner is an object with the account's id",
    source: pages.media,
    certainty: "documented",
    reliedOnBy: "tap: column owner of media",
    hosts: bothHosts,
    async check(probe) {
      const owners = (await needMedia(probe)).flatMap(({ owner }) => (owner === undefined ? [] : [owner]));
      const owner = probe.need(owners[0], "a post with owner");
      const fits = owners.every((one) => isRecord(one) && isDigitText(one["id"]));
      return agreesIf(fits, "{id: digits}", shapeOf(owner));
    },
  },
];
