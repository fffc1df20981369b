import { decidingFailure, type Diagnosis, type DiagnosisStep } from "@tap-instagram/core/diagnosis";
import type { ConnectionStatus } from "../messages/messages.ts";

/** So many names of accounts are listed. */
const mostNames = 10;

/**
 * A diagnosis as the status of a connection. Where only some accounts have a problem the others can be synced, so the
 * connection works; the message names the problem all the same.
 */
export function connectionStatus(diagnosis: Diagnosis): ConnectionStatus {
  const failures = diagnosis.steps.filter(({ status }) => status === "failed");
  const warnings = diagnosis.steps.filter(({ status }) => status === "warning");
  const failure = decidingFailure(diagnosis);
  const isUsable = failure === undefined || failure.concern === "some";
  const told = [...failures, ...(isUsable ? warnings : [])].map(textOf);
  return isUsable
    ? { status: "SUCCEEDED", message: [readable(diagnosis), ...told].join("\n") }
    : { status: "FAILED", message: told.join("\n") };
}

/** What is wrong, what to do, where to click, and where to read about it. */
function textOf({ message, fix, clicks, link }: DiagnosisStep): string {
  return [
    `${message}.`,
    ...(fix === null ? [] : [`${fix}.`]),
    ...(clicks === null ? [] : [`Click: ${clicks.join(" > ")}.`]),
    ...(link === null ? [] : [link]),
  ]
    .join(" ")
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll(/([.?!])\.(?= |$)/g, "$1");
}

function readable({ accounts }: Diagnosis): string {
  const names = accounts.map(({ username, id }) => username ?? id);
  const listed = names.length > mostNames ? [...names.slice(0, mostNames), "…"] : names;
  const count = names.length === 1 ? "1 account" : `${names.length} accounts`;
  return `The token reads ${count}: ${listed.join(", ")}`;
}
