import * as v from "valibot";
import type { GraphClient } from "../../graph/client.ts";
import { node } from "../../graph/envelope.ts";
import { accountOf } from "./account-node.ts";
import type { InstagramAccount } from "./account.ts";
import type { RequestedFields } from "../fields/requested-fields.ts";
import { idOf } from "../fields/node-id.ts";

/** Adds the token's own account (Instagram host). */
export async function addOwn(
  graph: GraphClient,
  fields: RequestedFields,
  found: Map<string, InstagramAccount>,
  signal?: AbortSignal,
): Promise<number> {
  const answer = await fields.readRepairing((names) =>
    graph.get({ path: "me", params: { fields: ["user_id", ...names] }, signal }),
  );
  const wrapped = v.safeParse(v.object({ data: v.array(node) }), answer);
  const profile = (wrapped.success ? wrapped.output.data[0] : answer) ?? {};
  const id = idOf(profile["user_id"]);
  if (id === undefined) return 0;
  // Here `id` is for this app only. All paths, and the other host, use the professional id: `user_id`.
  found.set(id, accountOf({ ...profile, id }, null));
  return 0;
}
