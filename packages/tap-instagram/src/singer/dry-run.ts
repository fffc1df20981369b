import type { TapDryRun } from "@tap-instagram/singer";
import type { Ports } from "../client/client.ts";
import { planSync } from "../dry-run/plan-sync.ts";
import { planDocument, planText } from "../dry-run/plan-text.ts";
import type { TapSettings } from "../settings/settings.ts";
import type { StreamGroup } from "../sync/stream-group.ts";
import { asCommandError } from "./command-failure.ts";
import { exitCodeOf } from "./exit-code.ts";
import { selectionOf } from "./selection.ts";
import { storedBookmarks } from "./singer-sink.ts";

/**
 * Prints how many calls a sync would make.
 *
 * @returns the exit code: 4 where an account of the settings or of the state cannot be seen.
 * @throws CommandError, InvalidInputError as a sync.
 */
export async function dryRun(
  run: TapDryRun<TapSettings>,
  groups: readonly StreamGroup[],
  ports: Ports,
): Promise<number> {
  const { settings, streams, logger, now, signal, format, print } = run;
  if (streams.length === 0) {
    logger.warning("The catalog selects no stream: nothing to sync");
    const plan = { discovery: 0, accounts: [], streams: [], notes: [], made: 0 };
    await print(format === "json" ? JSON.stringify(planDocument(plan), null, 2) : planText(plan));
    return 0;
  }
  try {
    const { plan, accounts } = await planSync({
      groups,
      selections: streams.map(selectionOf),
      settings,
      configs: run.configs,
      stored: storedBookmarks(run.bookmarks),
      logger,
      now,
      signal,
      ports,
    });
    await print(format === "json" ? JSON.stringify(planDocument(plan), null, 2) : planText(plan));
    return exitCodeOf(accounts.counts.missing > 0 ? "incomplete" : "complete", settings.partial_failures);
  } catch (error) {
    throw asCommandError(error, run);
  }
}
