import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { node } from "../../graph/envelope.ts";
import { NotFoundError } from "../../graph/errors/errors.ts";
import { accountOf } from "./account-node.ts";
import { noAccountMessage, NoInstagramAccountError, type InstagramAccount } from "./account.ts";
import type { RequestedFields } from "../fields/requested-fields.ts";
import { idOf } from "../fields/node-id.ts";

/**
 * The token's own account (Instagram host); `undefined` where the answer names none.
 *
 * @throws NoInstagramAccountError for an account that is not professional; GraphError.
 */
export async function readOwn(
  graph: GraphClient,
  fields: RequestedFields,
  signal?: AbortSignal,
): Promise<InstagramAccount | undefined> {
  const read = (names: readonly string[]) =>
    graph.get({ node: "me", params: { fields: ["user_id", ...names] }, signal });
  const answer = await fields.readRepairing(read).catch((error: unknown) => {
    // Accounts that are not professional are refused as a whole, whatever is asked of them.
    if (!(error instanceof NotFoundError)) throw error;
    throw new NoInstagramAccountError(noAccountMessage("instagram", 0), { cause: error });
  });
  const wrapped = v.safeParse(v.object({ data: v.array(node) }), answer);
  const profile = (wrapped.success ? wrapped.output.data[0] : answer) ?? {};
  // Here `id` is for this app only. All paths, and the other host, use the professional id: `user_id`.
  const { id: appScopedId, user_id: id } = profile;
  return accountOf(
    { ...profile, id },
    [],
    [idOf(appScopedId)].filter((other) => other !== undefined),
  );
}
