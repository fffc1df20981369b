import { isAvailable, type Availability, type Retirement, type ApiTarget } from "./availability.ts";

/** One field of a node: what it holds, which hosts have it, and what a request for it can cost. */
export interface NodeField extends Availability {
  name: string;
  /** Ids are texts. Timestamps are `2026-01-02T03:04:05+0000` on the wire. */
  type: "text" | "timestamp" | "integer" | "number" | "boolean" | "object" | "list";
  description: string;
  /** What an object, or each object of a list, holds. */
  properties?: readonly Pick<NodeField, "name" | "type" | "description" | "properties">[] | undefined;
  /** Why not every token may read it. A request for it can fail the whole node, and needs a second request then. */
  restricted?: string | undefined;
  /** Meta removed it; it is never requested. */
  retired?: Retirement | undefined;
}

/** The names to request on this host. A name that the table does not have is requested too: the API decides. */
export function askableNames(
  names: readonly string[],
  matrix: readonly NodeField[],
  target: ApiTarget,
): string[] {
  const rows = new Map(matrix.map((row) => [row.name, row]));
  return names.filter((name) => {
    const row = rows.get(name);
    return row === undefined || (row.retired === undefined && isAvailable(row, target));
  });
}
