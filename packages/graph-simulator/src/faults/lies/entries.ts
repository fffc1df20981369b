import { isList, isObject, type JsonObject } from "./json.ts";
import type { LieFault } from "./lie.ts";

/** A copy of an entry, about an object or a metric that was not asked for. */
function stranger(entry: unknown, nth: number): unknown {
  if (!isObject(entry)) return entry;
  const name = "name" in entry ? { name: "something_new" } : {};
  return { ...entry, ...name, id: `1799999999999${String(nth).padStart(4, "0")}` };
}

function firstHalf(list: readonly unknown[]): readonly unknown[] {
  return list.slice(0, Math.floor(list.length / 2));
}

/** The id of an entry, or the one that the id of an entry of insights begins with, becomes another. */
function renamed(entry: JsonObject, id: string): JsonObject {
  const given = entry["id"];
  return typeof given === "string" ? { ...entry, id: [id, ...given.split("/").slice(1)].join("/") } : entry;
}

/** What an entry becomes by itself. */
export function lieInEntry(entry: unknown, { lie, period = "day" }: LieFault): unknown {
  if (!isObject(entry)) return entry;
  switch (lie) {
    case "no-values": {
      const { total_value: _, ...rest } = entry;
      return "values" in rest ? { ...rest, values: [] } : rest;
    }
    case "half-the-values":
      return halved(entry);
    case "zeros":
      return zeroed(entry);
    case "other-period":
      return "period" in entry ? { ...entry, period } : entry;
    case "other-id":
      return renamed(entry, "17999999999990000");
    case "strange-id":
      return renamed(entry, "../me?fields=id#");
    default:
      return entry;
  }
}

/** Half of every series and of every list of parts, wherever they are. */
function halved(entry: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => {
      if (isList(value)) {
        const isHalved = name === "values" || name === "results";
        return [name, isHalved ? firstHalf(value) : value.map((one) => (isObject(one) ? halved(one) : one))];
      }
      return [name, isObject(value) ? halved(value) : value];
    }),
  );
}

function zeroed(value: unknown): unknown {
  if (isList(value)) return value.map(zeroed);
  if (!isObject(value)) return typeof value === "number" ? 0 : value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, zeroed(part)]));
}

/** What a list of entries becomes. */
export function lieInEntries(entries: readonly unknown[], fault: LieFault, nth: number): readonly unknown[] {
  switch (fault.lie) {
    case "no-entries":
      return [];
    case "half-the-entries":
      return firstHalf(entries);
    case "null-entry":
      return [null, ...entries];
    case "repeated-entry":
      return [...entries, ...entries.slice(0, 1)];
    case "extra-entry":
      return [...entries, ...entries.slice(-1).map((last) => stranger(last, nth))];
    case "reordered":
      return entries.toReversed();
    default:
      return entries.map((entry) => lieInEntry(entry, fault));
  }
}
