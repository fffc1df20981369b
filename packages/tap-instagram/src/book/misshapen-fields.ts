import { utcTimestamp } from "@tap-instagram/core";
import type { OnMisshapen } from "../columns/values.ts";
import type { Lack } from "./thing.ts";

/** An object whose fields become columns. */
interface NodeOfFields {
  readonly id?: unknown;
  readonly timestamp?: unknown;
}

/** Fields of a chunk's objects that came in a form that they do not have: their columns are null, and no null is meant. */
export class MisshapenFields {
  readonly lacks: Lack[] = [];

  /** Takes note of the fields of an object, and of each once: an album has ten slides. */
  of({ id: rawId, timestamp }: NodeOfFields): OnMisshapen {
    let named: Set<string> | undefined;
    return (path, value) => {
      const metric = path.join(".");
      if (named?.has(metric)) return;
      named ??= new Set();
      named.add(metric);
      const id = typeof rawId === "string" ? rawId : undefined;
      const whose = id === undefined ? metric : `${metric} of ${id}`;
      this.lacks.push({
        thing: { kind: "metric", id, metric, publishedAt: utcTimestamp(timestamp) ?? undefined },
        reason: "misshapen",
        refusal: { message: `${whose} is ${formOf(value)}` },
      });
    };
  }
}

/** What people call the form of a value. The value itself may be long, or about a person. */
function formOf(value: unknown): string {
  if (value === null) return "null in a list";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return "a text of another form";
  return typeof value === "number" || typeof value === "boolean" ? `${value}` : typeof value;
}
