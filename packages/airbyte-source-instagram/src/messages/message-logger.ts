import type { SyncLogger } from "tap-instagram/engine";
import type { MessageOutput } from "./message-output.ts";

/** Writes log lines as messages: the platform shows them, and reads nothing of stderr. */
export function messageLogger(
  output: Pick<MessageOutput, "log">,
  { redact, isDebug }: { redact: (text: string) => string; isDebug: boolean },
): SyncLogger {
  const loggerOf = (about: string): SyncLogger => ({
    debug: (message) => {
      if (isDebug) output.log("DEBUG", redact(about + message));
    },
    info: (message) => output.log("INFO", redact(about + message)),
    warning: (message) => output.log("WARN", redact(about + message)),
    error: (message) => output.log("ERROR", redact(about + message)),
    forStream: (name) => loggerOf(`${name}: `),
  });
  return loggerOf("");
}
