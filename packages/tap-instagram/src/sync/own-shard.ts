import type { Discovery } from "@tap-instagram/core";
import { isInShard, shardOf } from "../settings/shard.ts";
import type { SyncContext } from "./stream.ts";

/** What of a discovery is for this run, where several runs share the accounts between them. */
export function ownShard(
  discovery: Discovery,
  { settings, logger }: Pick<SyncContext, "settings" | "logger">,
): Discovery {
  const shard = settings.shard === undefined ? undefined : shardOf(settings.shard);
  if (!shard) return discovery;
  const accounts = discovery.accounts.filter(({ id }) => isInShard(id, shard));
  logger.info(
    `Shard ${shard.number}/${shard.count}: ${accounts.length} of ${discovery.accounts.length} accounts`,
  );
  // What nobody can see is told by one of the shards, not by each.
  const notVisible = discovery.notVisible.filter(({ wanted }) => isInShard(wanted, shard));
  return { accounts, notVisible };
}
