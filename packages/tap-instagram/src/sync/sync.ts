import {
  AuthError,
  discoverAccounts,
  GraphError,
  NoInstagramAccountError,
  PermissionError,
  QuotaExhaustedError,
  type InstagramAccount,
} from "@tap-instagram/core";
import { CommandFailure, type SelectedStream, type TapRun } from "@tap-instagram/singer";
import { clientOf, type Ports } from "../client.ts";
import { registry } from "../registry.ts";
import type { TapSettings } from "../settings.ts";
import { users } from "../streams/users.ts";
import { exitCodeOf } from "./exit-code.ts";
import { forEachConcurrently } from "./for-each-concurrently.ts";
import { SyncReport } from "./report.ts";
import { RequestLog } from "./request-log.ts";
import { warnOfToken } from "./token-check.ts";
import type { AccountSync } from "./stream-group.ts";
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
  };
  for (const stream of streams) {
    await output.schema(stream);
    if (stream.replicationMethod === "FULL_TABLE") run.bookmarks.touch(stream.name);
  }
  try {
    await warnOfToken(run, ports);
    const accounts = await accountsOf(run, streams, signal);
    const groups = registry.flatMap((group) => group.open(run, streams) ?? []);
    const limit = tapRun.settings.concurrency;
    await forEachConcurrently(jobs(accounts, groups), limit, signal, async ({ account, group }, either) => {
      await group(account, either);
      tapRun.progress({ records: output.recordCount, "API calls": requests.quotaCalls });
    });
    if (report.failures.length === 0) for (const stream of streams) await output.activateVersion(stream);
  } catch (error) {
    throw asCommandFailure(error);
  } finally {
    report.summarise();
    requests.emitMetrics();
  }
  return exitCodeOf(report, tapRun.settings.partial_failures);
}

function* jobs(
  accounts: readonly InstagramAccount[],
  groups: readonly AccountSync[],
): Generator<{ account: InstagramAccount; group: AccountSync }> {
  for (const account of accounts) for (const group of groups) yield { account, group };
}

async function accountsOf(
  run: SyncRun,
  streams: readonly SelectedStream[],
  signal: AbortSignal,
): Promise<InstagramAccount[]> {
  const { accounts: only, exclude_accounts: except } = run.settings;
  const selected = streams.find(({ name }) => name === users.name);
  const { accounts, notVisible } = await discoverAccounts(run.graph, {
    fields: selected ? users.fields(selected) : [],
    ...(only === undefined ? {} : { only }),
    ...(except === undefined ? {} : { except }),
    onDroppedFields: (names) =>
      run.warnOnce(
        `The API refuses these fields of accounts, so that their columns are empty: ${names.join(", ")}`,
      ),
    signal,
  });
  for (const { wanted, error } of notVisible) {
    run.report.accountFailed(
      wanted,
      error?.message ??
        "The token sees no account of that id or name. Check the setting accounts and what the token may see",
    );
  }
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
  return new CommandFailure(error.message, { exitCode, cause: error });
}
