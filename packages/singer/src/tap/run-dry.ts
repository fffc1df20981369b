import { UsageError } from "../errors.ts";
import { print } from "../host/print.ts";
import { runUntilStopped } from "../command/run-subcommand.ts";
import type { SettingDefinitions } from "../settings/setting.ts";
import type { RunWatch } from "./run-watch.ts";
import type { TapDefinition, TapDryRun } from "./tap-definition.ts";
import type { TapContext } from "./tap-input.ts";

/** Calculates a sync, and prints what it would cost. */
export async function runDry<D extends SettingDefinitions, W extends RunWatch>(
  tap: TapDefinition<D, W>,
  context: TapContext,
  given: Pick<TapDryRun<D>, "settings" | "streams" | "bookmarks">,
): Promise<number> {
  const { flags, format, host, logger } = context;
  if (flags.test !== undefined) throw new UsageError("Choose one of --dry-run and --test");
  if (format === "markdown") throw new UsageError("--dry-run is shown as text or json, not as markdown");
  return runUntilStopped(context, async (stop) => {
    const run: TapDryRun<D> = {
      ...given,
      configs: flags.config,
      logger,
      signal: stop.signal,
      now: () => host.now(),
      format,
      print: async (text) => {
        if (!(await print(host, text))) stop.stop("closed output");
      },
    };
    return (await tap.dryRun?.(run)) ?? 0;
  });
}
