import type { Availability, NodeField, Retirement } from "@tap-instagram/core/matrix";
import {
  boolean,
  integer,
  list,
  number,
  record,
  retired,
  text,
  timestamp,
  type Column,
  type Columns,
} from "./column.ts";

type Shape = Pick<NodeField, "type" | "description" | "properties">;

/** A column per field of a matrix. Restricted fields are not selected by default. */
export function fieldColumns(fields: readonly (NodeField & { only?: string | undefined })[]): Columns {
  return Object.fromEntries(
    fields.map((field) => {
      const { name, only, restricted } = field;
      if (field.retired)
        return [name, retired(retirement(field.retired), field.type === "integer" ? "integer" : "string")];
      const notes = [
        only === undefined ? undefined : `${only} only`,
        ...availabilityNotes(field),
        restricted,
      ];
      const options = restricted === undefined ? {} : { selectedByDefault: false };
      return [name, columnOf({ ...field, description: withNotes(field.description, notes) }, options)];
    }),
  );
}

/** `Clicks (Facebook Login; since June 2026)` */
export function withNotes(description: string, notes: readonly (string | undefined)[]): string {
  const known = notes.filter((note) => note !== undefined);
  return known.length === 0 ? description : `${description} (${known.join("; ")})`;
}

/** Hosts and versions of a field or metric, unless it is available everywhere and always. */
export function availabilityNotes({ hosts, since }: Availability): string[] {
  const login = hosts?.map((host) => (host === "facebook" ? "Facebook Login" : "Instagram Login")).join(", ");
  const { version, date } = since ?? {};
  return [
    ...(login === undefined ? [] : [login]),
    ...(version === undefined ? [] : [`since ${version}`]),
    ...(date === undefined ? [] : [`since ${monthOf(date)}`]),
  ];
}

/** `Meta removed it in January 2025; see views` */
export function retirement({ version, date, replacedBy }: Retirement): string {
  const when = date === undefined ? version && ` in ${version}` : ` in ${monthOf(date)}`;
  return `Meta removed it${when ?? ""}${replacedBy === undefined ? "" : `; see ${replacedBy}`}`;
}

function columnOf(
  { type, description, properties = [] }: Shape,
  options: { selectedByDefault?: boolean | undefined },
): Column {
  if (type === "object" || type === "list") {
    const inner = Object.fromEntries(properties.map((property) => [property.name, columnOf(property, {})]));
    return type === "object" ? record(description, inner, options) : list(description, inner, options);
  }
  return { text, timestamp, integer, number, boolean }[type](description, options);
}

/** `2026-06-22` → `June 2026`. Every start of a command asks for it, and `Intl` takes a tenth of that: see docs/decisions/0034. */
function monthOf(date: string): string {
  const at = new Date(date);
  return `${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
