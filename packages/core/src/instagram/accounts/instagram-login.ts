import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { node } from "../../graph/envelope.ts";
import { NotFoundError } from "../../graph/errors/errors.ts";
import { accountOf } from "./account-node.ts";
import { noAccountMessage, NoInstagramAccountError, type InstagramAccount } from "./account.ts";
import type { RequestedFields } from "../fields/requested-fields.ts";
import { idOf } from "../fields/node-id.ts";

/** Adds the token's own account (Instagram host). */
export async function addOwn(
  graph: GraphClient,
  fields: RequestedFields,
  found: Map<string, InstagramAccount>,
  signal?: AbortSignal,
): Promise<number> {
  const read = (names: readonly string[]) =>
    graph.get({ path: "me", params: { fields: ["user_id", ...names] }, signal });
  const answer = await fields.readRepairing(read).catch(async (error: unknown) => {
    if (error instanceof NotFoundError) await failIfNotProfessional(() => read([]));
    throw error;
  });
  const wrapped = v.safeParse(v.object({ data: v.array(node) }), answer);
  const profile = (wrapped.success ? wrapped.output.data[0] : answer) ?? {};
  const id = idOf(profile["user_id"]);
  if (id === undefined) return 0;
  // Here `id` is for this app only. All paths, and the other host, use the professional id: `user_id`.
  found.set(id, accountOf({ ...profile, id }, null));
  return 0;
}

/**
 * Accounts that are not professional are refused as a whole, in words that can as well mean one of the fields.
 *
 * @throws NoInstagramAccountError where `/me` is refused without any field.
 */
async function failIfNotProfessional(readBare: () => Promise<unknown>): Promise<void> {
  try {
    await readBare();
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    throw new NoInstagramAccountError(noAccountMessage("instagram", 0), { cause: error });
  }
}
