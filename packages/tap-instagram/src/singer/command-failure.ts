import { CommandError, InvalidInputError } from "@tap-instagram/singer";
import { UnknownVersionError } from "../client/unknown-version.ts";
import { exitCodeOfError } from "./exit-code.ts";
import { hintOf } from "./hint.ts";

/** What the command says of a failure that ends the whole sync. A defect stays as it is. */
export function asCommandError(error: unknown, run: Parameters<typeof hintOf>[1]): unknown {
  if (error instanceof UnknownVersionError)
    return new InvalidInputError("Cannot use the settings", [
      { place: "api_version", message: error.problem },
    ]);
  const exitCode = exitCodeOfError(error);
  if (exitCode === undefined || !(error instanceof Error)) return error;
  return new CommandError(error.message, { exitCode, hint: hintOf(error, run), cause: error });
}
