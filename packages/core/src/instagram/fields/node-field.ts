import { isAvailable, type Availability, type Retirement, type ApiTarget } from "./availability.ts";

/** One field of a node: what it holds, where it is served, and what asking for it may cost. */
export interface NodeField extends Availability {
  name: string;
  /** Texts hold ids, too. Timestamps are `2026-01-02T03:04:05+0000` on the wire. */
  type: "text" | "timestamp" | "integer" | "boolean" | "object" | "list";
  description: string;
  /** What an object, or each object of a list, holds. */
  properties?: readonly Pick<NodeField, "name" | "type" | "description" | "properties">[] | undefined;
  /** Why it is not for everybody: asking for it without need can fail the whole node, and takes a second request. */
  restricted?: string | undefined;
  /** It is no longer served, and never asked for. */
  retired?: Retirement | undefined;
}

/** The names of those that may be asked for here. A name the matrix does not know is left to the API to judge. */
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
