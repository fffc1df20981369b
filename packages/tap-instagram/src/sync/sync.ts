import {
  AuthError,
  discoverAccounts,
  GraphError,
  NoInstagramAccountError,
  PermissionError,
  QuotaExhaustedError,
  type InstagramAccount,
} from "@tap-instagram/core";
import { CommandError, type SelectedStream, type TapRun } from "@tap-instagram/singer";
import { clientOf, type Ports } from "./client.ts";
import { streamGroups } from "../registry.ts";
import type { Settings, TapSettings } from "../settings/settings.ts";
import { mediaInsights } from "../streams/media/media-insights.ts";
import { users } from "../streams/accounts/users.ts";
import { exitCodeOf } from "./exit-code.ts";
import { forEachConcurrently } from "./for-each-concurrently.ts";
import { ownShard } from "./own-shard.ts";
import { SyncReport } from "./report.ts";
import { StateThrottle } from "./state-pace.ts";
import { RequestLog } from "./request-log.ts";
import { warnOfToken } from "./token-check.ts";
import type { AccountSync, StreamGroup } from "./stream-group.ts";
import type { SyncRun } from "./sync-run.ts";

/**
 * Reads the selected streams of every account. Accounts and walks go side by side; the records of each stream and
 * account come in order. Gives the exit code.
 */
export async function sync(tapRun: TapRun<TapSettings>, ports: Ports): Promise<number> {
  const { streams, output, logger, signal } = tapRun;
  if (streams.length === 0) {
    logger.warning("The catalog selects no stream, so that there is nothing to sync");
    return 0;
  }
  const requests = new RequestLog(logger);
  const report = new SyncReport(logger);
  const states = new StateThrottle(output);
  const run: SyncRun = {
    graph: clientOf(tapRun.settings, requests.observer, ports),
    settings: tapRun.settings,
    logger,
    nowMs: tapRun.now(),
    warnOnce: (text) => report.warnOnce(text),
    bookmarks: tapRun.bookmarks,
    output,
    report,
    recordLimit: tapRun.recordLimit,
    writeState: () => states.write(),
  };
  for (const stream of streams) {
    await output.schema(stream);
    if (stream.replicationMethod === "FULL_TABLE") run.bookmarks.touch(stream.name);
  }
  try {
    await warnOfToken(run, ports, signal);
    const accounts = await accountsOf(run, streams, signal);
    states.expect(accounts.length);
    // That a shard has none is no surprise, and its line in the log says so.
    if (accounts.length === 0 && report.failures.length === 0 && tapRun.settings.shard === undefined) {
      logger.warning("No account is left to read: see the settings accounts and exclude_accounts");
    }
    const all = streamGroups(tapRun.settings);
    const opened = all.flatMap((group) => {
      const read = group.open(run, streams);
      return read ? [{ read, isPerishable: group.isPerishable }] : [];
    });
    const limit = tapRun.settings.concurrency;
    await forEachConcurrently(jobs(accounts, opened), limit, signal, async ({ account, read }, either) => {
      await read(account, either);
      tapRun.progress({ records: output.recordCount, "API calls": requests.quotaCalls });
    });
    if (report.failures.length === 0) {
      for (const stream of streams.filter(isReplacedAsAWhole(all, tapRun.settings)))
        await output.activateVersion(stream);
    }
  } catch (error) {
    throw asCommandFailure(error);
  } finally {
    report.summarise();
    requests.emitMetrics();
  }
  return exitCodeOf(report, tapRun.settings.partial_failures);
}

/**
 * Streams of which a target may delete what earlier runs wrote: those that this run has read whole. Not where settings
 * leave accounts out, nor where a stream is of the moment, or reaches back only some days.
 */
function isReplacedAsAWhole(
  groups: readonly StreamGroup[],
  settings: Settings,
): (stream: SelectedStream) => boolean {
  const {
    accounts = [],
    exclude_accounts: excluded = [],
    shard,
    media_insights_lookback_days: days,
    media_insights_tiers: tiers = [],
  } = settings;
  if (accounts.length > 0 || excluded.length > 0 || shard !== undefined) return () => false;
  const all = groups.flatMap(({ streams }) => streams);
  return ({ name }) =>
    all.find((stream) => stream.name === name)?.addsSnapshots !== true &&
    (name !== mediaInsights.name || (days === undefined && tiers.length === 0));
}

interface OpenGroup {
  read: AccountSync;
  isPerishable: boolean;
}

/** What perishes first comes first, of all accounts; the rest comes account by account. */
function* jobs(
  accounts: readonly InstagramAccount[],
  groups: readonly OpenGroup[],
): Generator<{ account: InstagramAccount; read: AccountSync }> {
  for (const urgent of [true, false]) {
    const now = groups.filter(({ isPerishable }) => isPerishable === urgent);
    for (const account of accounts) for (const { read } of now) yield { account, read };
  }
}

async function accountsOf(
  run: SyncRun,
  streams: readonly SelectedStream[],
  signal: AbortSignal,
): Promise<InstagramAccount[]> {
  const { accounts: only, exclude_accounts: except } = run.settings;
  const selected = streams.find(({ name }) => name === users.name);
  const discovery = await discoverAccounts(run.graph, {
    fields: selected ? users.fields(selected) : [],
    apiVersion: run.settings.api_version,
    ...(only === undefined ? {} : { only }),
    ...(except === undefined ? {} : { except }),
    onDroppedFields: (names) =>
      run.warnOnce(
        `The API refuses these fields of accounts, so that their columns are empty: ${names.join(", ")}`,
      ),
    signal,
  });
  const { accounts, notVisible } = ownShard(discovery, run);
  for (const { wanted, error } of notVisible) run.report.accountFailed(wanted, error);
  return accounts;
}

/** Failures that end the sync as a whole, with the exit code that says whether another run makes sense. */
function asCommandFailure(error: unknown): unknown {
  const exitCode =
    error instanceof AuthError || error instanceof PermissionError || error instanceof NoInstagramAccountError
      ? 3
      : error instanceof QuotaExhaustedError
        ? 5
        : error instanceof GraphError
          ? 4
          : undefined;
  if (exitCode === undefined || !(error instanceof Error)) return error;
  return new CommandError(error.message, { exitCode, cause: error });
}
