import { discoverAccounts, type InstagramAccount } from "@tap-instagram/core";
import { missingOf } from "../../book/reason-of.ts";
import { warnDropped } from "../../log/warn-dropped.ts";
import { logPages } from "./log-pages.ts";
import { ownShard } from "./own-shard.ts";
import type { Sink } from "../sink.ts";
import type { SyncRun } from "../sync-run.ts";

/** What a sync reads. */
export interface FoundAccounts {
  readonly accounts: readonly InstagramAccount[];
  /** How many accounts the sink has bookmarks of, whether they are among these or not. */
  readonly stored: number;
}

/**
 * The accounts to read. Books what is expected and not seen: entries of the setting accounts, and accounts that earlier
 * runs saw.
 *
 * @throws GraphError, NoInstagramAccountError when there is nothing to read.
 */
export async function findAccounts(
  run: SyncRun,
  fields: readonly string[],
  sink: Pick<Sink, "knownAccounts">,
  signal: AbortSignal,
): Promise<FoundAccounts> {
  const { settings, logger, report } = run;
  const { accounts: chapter } = run.book;
  const known = sink.knownAccounts();
  const discovery = await discoverAccounts(run.graph, {
    fields,
    only: settings.accounts,
    except: settings.exclude_accounts,
    known,
    apiVersion: settings.api_version,
    onDroppedFields: (names) => warnDropped(run, "fields of accounts", names, "refused"),
    memory: run.fieldMemory,
    signal,
  });
  logPages(discovery, logger);
  const { accounts, notVisible, vanished, failures } = ownShard(discovery, run);
  chapter.expect(accounts.length);
  chapter.deliver(accounts.length);
  for (const { wanted, error } of notVisible) {
    chapter.expect(1);
    const thing = { kind: "account", id: wanted } as const;
    chapter.lack(error ? missingOf(thing, error) : { thing, reason: "not-seen" });
    report.accountFailed(wanted, error);
  }
  for (const error of failures) {
    chapter.expect(1);
    chapter.lack(missingOf({ kind: "list" }, error));
    report.accountsIncomplete(error);
  }
  for (const { id } of vanished) {
    chapter.expect(1);
    chapter.lack({ thing: { kind: "account", id }, reason: "not-seen" });
  }
  report.accountsNotSeen(vanished);
  run.book.close(chapter);
  // A shard without accounts is ordinary, and its line in the log says so.
  if (accounts.length === 0 && chapter.counts.missing === 0 && settings.shard === undefined)
    logger.warning("No accounts to sync after applying accounts and exclude_accounts");
  return { accounts, stored: known.length };
}
