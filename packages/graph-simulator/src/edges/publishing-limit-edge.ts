import { nonexistingField, permissionDenied } from "../errors/refusals.ts";
import { plainField } from "../graph/render-node.ts";
import type { Edge, Json } from "../graph/node.ts";
import { isAble } from "../tokens/grant.ts";
import { between } from "../random/hash.ts";
import type { Account } from "../world/model.ts";

/** How much of the publishing quota is used. */
export function publishingLimitEdge(account: Account): Edge {
  return ({ call, fields = [plainField("quota_usage")] }) => {
    const { publishingNeedsPermission } = call.simulation.behaviour;
    if (publishingNeedsPermission && !isAble(call.grant, "publishing")) throw permissionDenied();
    const entry: Json = {};
    for (const { name } of fields) {
      if (name === "quota_usage") entry[name] = between(0, 4, account.id, "published");
      else if (name === "config") {
        const { publishingQuota } = call.simulation.behaviour;
        entry[name] = { quota_total: publishingQuota, quota_duration: 86_400 };
      } else throw nonexistingField(name, "IGContentPublishingLimit");
    }
    return { data: [entry] };
  };
}
