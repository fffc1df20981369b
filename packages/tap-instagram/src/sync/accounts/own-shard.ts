import { countText } from "../../log/count-text.ts";
import type { Discovery } from "@tap-instagram/core";
import { isInShard, shardOf } from "../../settings/shard.ts";
import type { SyncContext } from "../stream.ts";

/** The accounts of this run, where several runs share the accounts. */
export function ownShard(
  discovery: Discovery,
  { settings, logger }: Pick<SyncContext, "settings" | "logger">,
): Discovery {
  const shard = settings.shard === undefined ? undefined : shardOf(settings.shard);
  if (settings.shard !== undefined && !shard)
    throw new RangeError(`The shard "${settings.shard}" has no number: see ownShardText`);
  if (!shard) return discovery;
  const accounts = discovery.accounts.filter(({ id }) => isInShard(id, shard));
  logger.info(
    `Shard ${shard.number}/${shard.count}: syncing ${accounts.length} of ${countText(discovery.accounts.length, "account")}`,
  );
  // One shard tells of an account that is not visible, not each of them.
  const notVisible = discovery.notVisible.filter(({ wanted }) => isInShard(wanted, shard));
  const vanished = discovery.vanished.filter(({ id }) => isInShard(id, shard));
  return { ...discovery, accounts, notVisible, vanished };
}
