import type { SyncLogger } from "tap-instagram/engine";
import type { MessageOutput } from "./message-output.ts";

/** Writes log lines as messages: the platform shows them, and reads nothing of stderr. */
export function messageLogger(
  output: Pick<MessageOutput, "log">,
  { redact, isDebug }: { redact: (text: string) => string; isDebug: boolean },
): SyncLogger {
  const logger: SyncLogger = {
    debug: (message) => {
      if (isDebug) output.log("DEBUG", redact(message));
    },
    info: (message) => output.log("INFO", redact(message)),
    warning: (message) => output.log("WARN", redact(message)),
    error: (message) => output.log("ERROR", redact(message)),
    forStream: () => logger,
  };
  return logger;
}
