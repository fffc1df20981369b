import { shapeOf } from "../../verdict/describe.ts";
import { expectRefusal } from "../../verdict/expect-refusal.ts";
import { bothHosts, facebookHost, instagramHost, type Certainty, type Fact } from "../fact.ts";
import { madeUpName } from "../../verdict/made-up-names.ts";
import { agreesIf } from "../../verdict/outcome.ts";
import type { Probe } from "../../asking/probe.ts";
import { numberOf, recordOf, textOf } from "../../exchange/records.ts";
import { findAccount } from "../../subjects/account.ts";
import { needSubject } from "../../subjects/insights.ts";
import { needMedia } from "../../subjects/media.ts";
import { unknownId } from "../../subjects/unknown-id.ts";
import { pages } from "../vendor-pages.ts";

const common = {
  source: pages.errors,
  hosts: bothHosts,
  certainty: "recorded" as Certainty,
};

async function unknownField(probe: Probe) {
  const { id } = await findAccount(probe);
  return probe.ask({ node: id, params: { fields: `id,${madeUpName}` } });
}

export const errorFacts: readonly Fact[] = [
  {
    ...common,
    name: "unknown-account-field-named",
    claim: "A field that the account's node does not have is refused in words that name it",
    reliedOnBy: "core: RequestedFields drops it and asks again",
    check: async (probe) =>
      expectRefusal(await unknownField(probe), { code: 100, names: [madeUpName], nameKind: "field" }),
  },
  {
    ...common,
    name: "unknown-media-field-named",
    claim: "A field that media do not have fails the whole page, in words that name it",
    reliedOnBy: "core: readMedia drops it and asks again",
    async check(probe) {
      const { id } = await findAccount(probe);
      await needMedia(probe);
      const params = { fields: `id,${madeUpName}`, limit: 1 };
      const reply = await probe.ask({ node: id, edge: "media", params });
      return expectRefusal(reply, { code: 100, names: [madeUpName], nameKind: "field" });
    },
  },
  {
    ...common,
    name: "field-named-twice-refused",
    claim: "A field asked for twice is refused with code 2500",
    reliedOnBy: "core: RequestedFields asks for each once",
    async check(probe) {
      const { id } = await findAccount(probe);
      const reply = await probe.ask({ node: id, params: { fields: "id,username,username" } });
      return expectRefusal(reply, { code: 2500, kinds: ["misuse"] });
    },
  },
  {
    ...common,
    name: "unknown-id-is-100-33",
    claim: "An id that does not exist is refused with code 100/33, which the client reads as not found",
    certainty: "measured",
    reliedOnBy: "core: NotFoundError; a deleted post costs only itself",
    hosts: facebookHost,
    check: async (probe) =>
      expectRefusal(await probe.ask({ node: unknownId, params: { fields: "id" } }), {
        kinds: ["not-found"],
        code: 100,
        subcode: 33,
      }),
  },
  {
    ...common,
    name: "unknown-id-on-instagram-host",
    claim: "An id that does not exist is refused with code 100, as not found or as an unsupported request",
    reliedOnBy: "core: NotFoundError and MisuseError; a deleted post costs only itself",
    hosts: instagramHost,
    check: async (probe) =>
      expectRefusal(await probe.ask({ node: unknownId, params: { fields: "id" } }), {
        kinds: ["not-found", "misuse"],
        code: 100,
      }),
  },
  {
    ...common,
    name: "refusal-shape",
    claim:
      "A refusal has a status from 400 and error: {message, type, code, fbtrace_id}, the code an integer",
    certainty: "documented",
    reliedOnBy: "core: errorEnvelope",
    async check(probe) {
      const { exchange } = await unknownField(probe);
      const error = recordOf(recordOf(exchange.body)["error"]);
      const isFit =
        exchange.status >= 400 &&
        Number.isInteger(numberOf(error, "code")) &&
        ["message", "type", "fbtrace_id"].every((field) => textOf(error, field) !== undefined);
      const found = `HTTP ${exchange.status}, ${shapeOf(exchange.body)}`;
      return agreesIf(isFit, "{error: {message: text, type: text, code: integer, fbtrace_id: text}}", found);
    },
  },
  {
    ...common,
    name: "copyright-check-of-a-picture-refused",
    claim: "copyright_check_information of anything but a video is refused with 9005/1452042",
    reliedOnBy: "core: that row of the error table; the field is not asked for by default",
    hosts: facebookHost,
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const reply = await probe.ask({ node: id, params: { fields: "id,copyright_check_information" } });
      return expectRefusal(reply, { code: 9005, subcode: 1452042, nameKind: "field" });
    },
  },
  {
    ...common,
    name: "view-count-refused",
    claim: "view_count is refused with 36104 outside of Business Discovery",
    certainty: "measured",
    reliedOnBy: "core: that row of the error table",
    hosts: facebookHost,
    async check(probe) {
      const { id } = await needSubject(probe, "post");
      const reply = await probe.ask({ node: id, params: { fields: "id,view_count" } });
      return expectRefusal(reply, { code: 36104, names: ["view_count"], nameKind: "field" });
    },
  },
];
