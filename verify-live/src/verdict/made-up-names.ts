import type { Reply } from "../exchange/question.ts";
import { recordOf, textOf } from "../exchange/records.ts";

/** A name that no field, metric or breakdown has. */
export const madeUpName = "verify_live_made_up";

/** The valid names that a refusal lists; none where it lists none. */
export function namesListed(reply: Reply): string[] {
  const message = textOf(recordOf(recordOf(reply.exchange.body)["error"]), "message") ?? "";
  const list = /must be one of the following values: (?<names>.+)/i.exec(message)?.groups?.["names"] ?? "";
  return list.split(/[,\s]+/).filter((name) => /^\w+$/.test(name));
}
