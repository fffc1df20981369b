import { systemClock, type Clock } from "@tap-instagram/core";
import { InvalidInputError, type SubcommandRun } from "@tap-instagram/singer";
import type { Ports } from "../../client/client.ts";
import type { TapSettings } from "../../settings/settings.ts";
import { asCommandError, failureOf } from "./failure.ts";
import { authReport, type AuthReport, type FinishedLogin } from "./report.ts";
import { LineInput } from "./typed/line-input.ts";

/** What the commands of a login have at hand. */
export interface AuthRun extends Pick<
  SubcommandRun<{}, TapSettings>,
  "configs" | "host" | "logger" | "signal" | "hide" | "readPartialSettings"
> {
  readonly report: AuthReport;
  readonly input: LineInput;
  readonly clock: Clock;
  readonly ports: Ports;
}

/**
 * Does the work of a login, and tells how it ended.
 *
 * @returns the exit code.
 * @throws CommandError, InvalidInputError for a failure that was told; whatever else the work throws.
 */
export async function runAuth(
  run: SubcommandRun<{}, TapSettings>,
  isJson: boolean,
  ports: Ports,
  work: (run: AuthRun) => Promise<FinishedLogin>,
): Promise<number> {
  const report = authReport(isJson, run);
  const input = new LineInput(run.host);
  try {
    const clock = ports.clock ?? systemClock;
    await report.finished(await work({ ...run, report, input, clock, ports }));
    return 0;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined || run.signal.aborted) throw error;
    await report.failed(failure);
    throw error instanceof InvalidInputError ? error : asCommandError(failure);
  } finally {
    input.close();
  }
}
