import { GraphError } from "@tap-instagram/core";
import { InvalidInputError } from "@tap-instagram/singer";
import { exitCodeOfError, UnknownVersionError, type Failure } from "tap-instagram/engine";
import type { FailureType, TraceError } from "../messages/messages.ts";

/** What the platform is to do about something that is missing: ask the user, try again, or neither. */
export function failureTypeOf({ kind, reason }: Failure): FailureType {
  if (kind !== "lasting") return "transient_error";
  return reason === "permission" || reason === "not-seen" ? "config_error" : "system_error";
}

/** What ends a whole command. Only a defect has a stack trace. */
export function traceErrorOf(error: unknown, redact: (text: string) => string): TraceError {
  const failureType = failureTypeOfError(error);
  const message = redact(messageOf(error));
  if (failureType !== undefined) return { message, failure_type: failureType };
  return {
    message: `This source has a defect. ${message}`,
    internal_message: message,
    stack_trace: error instanceof Error && error.stack !== undefined ? redact(error.stack) : undefined,
    failure_type: "system_error",
  };
}

/** On one line: messages are shown as they are. */
function messageOf(error: unknown): string {
  if (error instanceof InvalidInputError) return `${error.attempt}: ${problemText(error)}`;
  return error instanceof Error ? error.message : String(error);
}

/** `config.json:page_size: found 0, wanted 1 to 100; …` */
export function problemText({ problems }: InvalidInputError): string {
  return problems.map(({ place, message }) => `${place}: ${message}`).join("; ");
}

/** `undefined` for a defect. */
function failureTypeOfError(error: unknown): FailureType | undefined {
  if (error instanceof InvalidInputError || error instanceof UnknownVersionError) return "config_error";
  const exitCode = exitCodeOfError(error);
  if (exitCode === undefined) return undefined;
  if (exitCode === 3) return "config_error";
  if (exitCode === 5 || !(error instanceof GraphError)) return "transient_error";
  return error.kind === "transient" || error.kind === "rate-limit" ? "transient_error" : "system_error";
}
