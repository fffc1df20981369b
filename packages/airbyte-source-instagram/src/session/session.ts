import type { CommandHost, SubcommandRun } from "@tap-instagram/singer";
import type { SyncLogger } from "tap-instagram/engine";
import { messageLogger } from "../messages/message-logger.ts";
import { MessageOutput } from "../messages/message-output.ts";
import { traceErrorOf } from "./failure-type.ts";

/** What every command works with. Everything that it says is a message on stdout. */
export interface Session {
  readonly host: CommandHost;
  readonly output: MessageOutput;
  readonly logger: SyncLogger;
  /** Aborted by a signal, and when the reader of stdout is gone. */
  readonly signal: AbortSignal;
  /** Hides the secrets that are known. */
  readonly redact: (text: string) => string;
  /** Hides these texts from now on. */
  readonly hide: (secrets: readonly string[]) => void;
  readonly onWarning: (text: string) => void;
}

/**
 * Runs the work of a command. What ends it becomes an error message, and exit code 1.
 *
 * @throws the reason of a stop, which the command line turns into 130 or 143.
 */
export async function inSession(
  run: Pick<SubcommandRun, "host" | "signal" | "redact" | "hide">,
  isDebug: boolean,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  const closed = new AbortController();
  const output = new MessageOutput(run.host, () => closed.abort(new Error("The reader of stdout is gone")));
  const { redact, hide } = run;
  const logger = messageLogger(output, { redact, isDebug });
  run.signal.addEventListener("abort", () => output.hurry(), { once: true });
  const session: Session = {
    host: run.host,
    output,
    logger,
    signal: AbortSignal.any([run.signal, closed.signal]),
    redact,
    hide,
    onWarning: (text) => logger.warning(text),
  };
  let exitCode = 1;
  try {
    exitCode = await work(session);
  } catch (error) {
    if (run.signal.aborted) throw error;
    // Without a reader, a message reaches no one.
    if (!closed.signal.aborted) await output.error(traceErrorOf(error, redact));
  } finally {
    await output.flush();
  }
  return exitCode;
}
