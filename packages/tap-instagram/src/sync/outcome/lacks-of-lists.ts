import { GraphError } from "@tap-instagram/core";
import { missingOf } from "../../book/reason-of.ts";
import { reasons } from "../../book/reasons.ts";
import type { Lack, ThingKind } from "../../book/thing.ts";
import type { LostFromList } from "../stream.ts";

/** What is left of a list when it fails. Whatever the reason, it is missing. */
export function lackOfRest(error: Error): Lack {
  const thing = { kind: "list" } as const;
  if (!(error instanceof GraphError)) return { thing, reason: "failed", refusal: { message: error.message } };
  return missingOf(thing, error);
}

/** An object that a list could not bring. */
export function lackOfObject({ id, error }: LostFromList, kind: ThingKind): Lack {
  return error ? missingOf({ kind, id }, error) : { thing: { kind, id }, reason: "empty-answer" };
}

/** A field of an object that a list brought without it. */
export function lackOfField(id: string | undefined, field: string, error: GraphError): Lack {
  const lack = missingOf({ kind: "metric", id, metric: field }, error);
  return reasons[lack.reason].help === "later" ? lack : { ...lack, reason: "refused-alone" };
}
