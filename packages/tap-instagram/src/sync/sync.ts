import { discoverAccounts, type InstagramAccount } from "@tap-instagram/core";
import { clientOf, type Ports } from "../client/client.ts";
import { warnOfToken } from "../client/token-check.ts";
import { asVersionFailure } from "../client/unknown-version.ts";
import { forEachConcurrently } from "../concurrency/for-each-concurrently.ts";
import type { SyncLogger } from "../log/logger.ts";
import type { RequestLog } from "../log/request-log.ts";
import { warnDropped } from "../log/warn-dropped.ts";
import type { Settings } from "../settings/settings.ts";
import { ownShard } from "./own-shard.ts";
import { SyncReport } from "./report.ts";
import type { Failure, Sink, StreamSelection } from "./sink.ts";
import { StateThrottle } from "./state-throttle.ts";
import { StreamEnds } from "./stream-ends.ts";
import type { OpenGroup, StreamGroup } from "./stream-group.ts";
import type { StreamDescription } from "./stream.ts";
import type { SyncRun } from "./sync-run.ts";

/** Everything that a sync needs. */
export interface SyncRequest {
  /** Every stream there is. */
  groups: readonly StreamGroup[];
  /** Those to sync. */
  selections: readonly StreamSelection[];
  settings: Settings;
  /** Where records and bookmarks go. */
  sink: Sink;
  logger: SyncLogger;
  requests: RequestLog;
  /** When the sync begins, in milliseconds since the epoch. */
  nowMs: number;
  /** Ends the sync: what is under way is dropped, and the promise rejects with its reason. */
  signal: AbortSignal;
  /** A trial: so many records of each stream are enough. Default: all are read. */
  recordLimit?: number | undefined;
  ports: Ports;
  onProgress(figures: { records: number; quotaCalls: number }): void;
}

/** How a sync ended that was not stopped. */
export interface SyncOutcome {
  failures: readonly Failure[];
  /** How many streams of accounts were read to their end. */
  completed: number;
}

/**
 * Reads the selected streams of every account. Accounts and walks run at the same time; the records of one stream and
 * account come in order.
 *
 * @throws GraphError, NoInstagramAccountError, UnknownVersionError when nothing can be read.
 */
export async function sync(request: SyncRequest): Promise<SyncOutcome> {
  const { groups, selections, settings, sink, logger, requests, signal } = request;
  const descriptions = new Map(
    groups.flatMap(({ streams }) => streams.map((stream) => [stream.name, stream] as const)),
  );
  const report = new SyncReport(logger, descriptions);
  const states = new StateThrottle(() => sink.checkpoint());
  const ends = new StreamEnds(sink, report);
  const run: SyncRun = {
    graph: clientOf(settings, requests.observer, request.ports),
    settings,
    logger,
    nowMs: request.nowMs,
    warnOnce: (text) => report.warnOnce(text),
    report,
    recordLimit: request.recordLimit,
    bookmark: (position) => sink.bookmark(position),
    bookmarkMoved: (position, value) => sink.bookmarkMoved(position, value),
    record: (stream, record) => {
      states.countRecord();
      return sink.record(stream, record);
    },
    checkpoint: () => states.checkpoint(),
  };
  for (const selection of selections) {
    ends.started(selection);
    await sink.streamStarted(selection);
  }
  try {
    await warnOfToken(run, request.ports, signal);
    const accounts = await accountsOf(run, selections, descriptions, signal);
    states.expect(accounts.length);
    await ends.expect(accounts.length);
    // An empty shard is normal, and the log line of the shard says so.
    if (accounts.length === 0 && report.failures.length === 0 && settings.shard === undefined) {
      logger.warning("No accounts to sync after applying the settings accounts and exclude_accounts");
    }
    const opened = groups.flatMap((group) => group.open(run, selections) ?? []);
    await forEachConcurrently(
      jobs(accounts, opened),
      settings.concurrency,
      signal,
      async ({ account, group }, either) => {
        await group.read(account, either);
        for (const selection of group.selections) await ends.partEnded(selection);
        request.onProgress({ records: states.records, quotaCalls: requests.quotaCalls });
      },
    );
    if (report.failures.length === 0) {
      for (const selection of selections) {
        if (isReplacedAsAWhole(descriptions.get(selection.name), settings))
          await sink.streamReplaced(selection);
      }
    }
  } catch (error) {
    throw await asVersionFailure(error, run, signal);
  } finally {
    report.summarise();
    await ends.finish();
  }
  return { failures: report.failures, completed: report.completed };
}

/**
 * Whether this run read the whole stream: then a target may delete older records. False if settings leave accounts or
 * posts out, and for streams that add snapshots.
 */
function isReplacedAsAWhole(stream: StreamDescription | undefined, settings: Settings): boolean {
  const { accounts = [], exclude_accounts: excluded = [], shard } = settings;
  if (accounts.length > 0 || excluded.length > 0 || shard !== undefined) return false;
  return stream?.addsSnapshots !== true && stream?.isPartial?.(settings) !== true;
}

/** Perishable walks of all accounts come first, then the other walks, account by account. */
function* jobs(
  accounts: readonly InstagramAccount[],
  groups: readonly OpenGroup[],
): Generator<{ account: InstagramAccount; group: OpenGroup }> {
  for (const urgent of [true, false]) {
    const now = groups.filter(({ isPerishable }) => isPerishable === urgent);
    for (const account of accounts) for (const group of now) yield { account, group };
  }
}

async function accountsOf(
  run: SyncRun,
  selections: readonly StreamSelection[],
  descriptions: ReadonlyMap<string, StreamDescription>,
  signal: AbortSignal,
): Promise<InstagramAccount[]> {
  const { accounts: only, exclude_accounts: except } = run.settings;
  const fields = selections.flatMap(
    ({ name, columns }) => descriptions.get(name)?.accountFields?.(columns) ?? [],
  );
  const discovery = await discoverAccounts(run.graph, {
    fields: [...new Set(fields)],
    apiVersion: run.settings.api_version,
    only,
    except,
    onDroppedFields: (names) => warnDropped(run, "fields of accounts", names, "refused"),
    signal,
  });
  const { accounts, notVisible } = ownShard(discovery, run);
  for (const { wanted, error } of notVisible) run.report.accountFailed(wanted, error);
  return accounts;
}
