import { RefusedNameError, type GraphErrorKind, type GraphErrorReason } from "@tap-instagram/core";
import type { Reply } from "../exchange/question.ts";
import { describeReply } from "./describe.ts";
import { agreesIf, type Outcome } from "./outcome.ts";

/** How a refusal is to be understood by the client. What is left out does not matter. */
export interface WantedRefusal {
  readonly kinds?: readonly GraphErrorKind[] | undefined;
  readonly code?: number | undefined;
  readonly subcode?: number | undefined;
  readonly reason?: GraphErrorReason | undefined;
  /** Exactly these, in any order. */
  readonly names?: readonly string[] | undefined;
  readonly nameKind?: "metric" | "field" | "breakdown" | undefined;
}

/** Whether a question was refused, and in words from which the client learns what it needs. */
export function expectRefusal(reply: Reply, wanted: WantedRefusal): Outcome {
  return agreesIf(!reply.ok && fits(reply.error, wanted), describeWanted(wanted), describeReply(reply));
}

function fits(error: (Reply & { ok: false })["error"], wanted: WantedRefusal): boolean {
  const { kinds, code, subcode, reason, names, nameKind } = wanted;
  if (kinds && !kinds.includes(error.kind)) return false;
  if (code !== undefined && error.code !== code) return false;
  if (subcode !== undefined && error.subcode !== subcode) return false;
  if (reason !== undefined && error.reason !== reason) return false;
  if (!names && !nameKind) return true;
  if (!(error instanceof RefusedNameError)) return false;
  if (nameKind && error.nameKind !== nameKind) return false;
  return !names || error.names.toSorted().join() === names.toSorted().join();
}

function describeWanted({ kinds, code, subcode, reason, names, nameKind }: WantedRefusal): string {
  const codes = [code, subcode].filter((part) => part !== undefined).join("/");
  const read = kinds ?? (names ? ["refused-name"] : []);
  return [
    "a refusal",
    ...(codes === "" ? [] : [`with code ${codes}`]),
    ...(read.length > 0
      ? [`that the client reads as ${read.join(" or ")}${reason ? ` (${reason})` : ""}`]
      : []),
    ...(names ? [`naming the ${nameKind ?? "name"} ${names.join(", ")}`] : []),
  ].join(" ");
}
